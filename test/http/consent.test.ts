import { describe, expect, test } from '@jest/globals';
import { consentAddress } from '../../api/http/consent.ts';

describe('The page on which a person consents', () => {
  test("is Entra ID's, for this app and whatever the administrator has declared for it", () => {
    const address = new URL(consentAddress('11111111-2222-4333-8444-555555555555'));
    expect(address.origin).toBe('https://login.microsoftonline.com');
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: '11111111-2222-4333-8444-555555555555',
      response_type: 'code',
      response_mode: 'query',
      scope: 'openid profile 11111111-2222-4333-8444-555555555555/.default',
      prompt: 'consent',
    });
  });
});
