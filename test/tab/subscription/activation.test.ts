import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../../tab/api-error.ts';
import {
  changedBetween,
  EMPTY_DRAFT,
  faultOf,
  firstFault,
  isElsewhere,
  keyRefusalOf,
  type Before,
} from '../../../tab/subscription/activation.ts';
import { keyFrom } from '../../../api/kernel/activation-key.ts';

const refusal = (code: string, path = '/key'): ApiError =>
  new ApiError({ status: 409, code, detail: '', errors: [{ path, code, message: `At ${path}.` }] });

describe('The form of an activation', () => {
  test('finds the faults that the service would find', () => {
    expect(faultOf('organisation', '   ')).toBe('empty');
    expect(faultOf('organisation', 'x'.repeat(201))).toBe('too-long');
    expect(faultOf('email', 'ada@')).toBe('malformed');
    expect(faultOf('email', ' ada@contoso.com ')).toBeNull();
    expect(faultOf('telephone', 'call me')).toBe('malformed');
    expect(faultOf('telephone', '+31 (0)20 123-45.67')).toBeNull();
  });

  test('names the first field that has to be corrected', () => {
    const draft = {
      ...EMPTY_DRAFT,
      ...{ key: keyFrom(new Uint8Array(15)), organisation: 'Contoso', firstName: 'Ada' },
      ...{ lastName: 'Byron', email: 'ada@contoso.com', telephone: '1' },
    };
    expect(firstFault(draft)).toBeNull();
    expect(firstFault({ ...draft, telephone: '' })).toBe('telephone');
    expect(firstFault({ ...draft, key: 'AAAAA' })).toBe('key');
  });
});

describe('A refused activation', () => {
  test('is told where it belongs', () => {
    expect(keyRefusalOf(refusal('key-unknown'))).toBe('key-unknown');
    expect(keyRefusalOf(refusal('busy'))).toBeNull();
    expect(isElsewhere(refusal('subscription-active-elsewhere', '/confirmMove'))).toBe(true);
  });
});

test('what an activation changed is found by what was there before', () => {
  const before: Before = {
    account: { state: 'Inactive', reason: 'expired', subdomain: 'contoso', region: 'US' },
    learning: 'stopped',
    graces: [],
    subscriptions: [],
    seats: { capacity: 0 },
  };
  const after: Before = {
    ...before,
    account: { ...before.account, state: 'Active', reason: null },
    learning: 'open',
    seats: { capacity: 50 },
  };
  expect(changedBetween(before, after)).toEqual(['capacity', 'state', 'learning-open']);
  expect(changedBetween(after, after)).toEqual([]);
});
