import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runOperator } from '../../local/operator/run.ts';
import { activate } from '../subscriptions/activating.ts';
import { startWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** What the command says with these arguments. */
async function said(args: string, env: Record<string, string> = {}): Promise<string[]> {
  const lines: string[] = [];
  const LOCAL_CLOUD_PORT = new URL(world.cloud.origin).port;
  const settings = { HEADCOUNT_ORIGIN: world.origin, LOCAL_CLOUD_PORT, ...env };
  await runOperator(args.split(' '), settings, (line) => lines.push(line));
  return lines;
}

describe('the operator’s command', () => {
  test('issues a key that can be activated, lists it and revokes it', async () => {
    expect(await said('keys list')).toEqual(['No key was issued yet.']);
    const [line = '', key = ''] = await said('keys issue --seats 500 --plan seats --months 12');
    expect(line).toMatch(/issued +seats +500 +12 months/);
    expect((await activate(world.api('owner'), key)).body).toMatchObject({ seats: 500 });
    const [listed = ''] = await said('keys list');
    expect(listed).toMatch(/active .*ends \d{4}-\d\d-\d\d$/);
    const [id = ''] = listed.split(' ');
    expect((await said(`keys revoke ${id}`))[0]).toContain('revoked');
  });

  test('takes a token from the environment, and says what the service says', async () => {
    const operator = await world.cloud.tokenFor('operator');
    expect((await said('keys list', { OPERATOR_TOKEN: operator })).length).toBeGreaterThan(0);
    const learner = await world.cloud.tokenFor('learner');
    await expect(said('keys list', { OPERATOR_TOKEN: learner })).rejects.toThrow(/operator/);
    const unknown = '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001';
    await expect(said(`keys revoke ${unknown}`)).rejects.toThrow('There is no such key');
  });

  test.each([
    ['', 'There are commands for keys alone'],
    ['keys', 'A key is issued, listed or revoked'],
    ['keys issue --seats 5 --months 12', '--plan must be seats or mau'],
    ['keys issue --plan seats --months 12', '--seats must be a whole number'],
    ['keys issue --plan seats --seats 5 --months x', '--months must be a whole number'],
    ['keys issue --colour red', 'The options are --plan, --seats and --months'],
    ['keys revoke', 'A key is issued, listed or revoked'],
  ])('tells its usage for “%s”', async (args, fault) => {
    await expect(said(args)).rejects.toThrow(fault);
    await expect(said(args)).rejects.toThrow('Usage:');
  });

  test('sends a token to no address without TLS, and asks for one elsewhere', async () => {
    const HEADCOUNT_ORIGIN = 'http://headcount.example';
    await expect(said('keys list', { HEADCOUNT_ORIGIN, OPERATOR_TOKEN: 'x' })).rejects.toThrow(
      'https://',
    );
    await expect(said('keys list', { HEADCOUNT_ORIGIN })).rejects.toThrow('OPERATOR_TOKEN');
    await expect(
      said('keys list', { HEADCOUNT_ORIGIN: 'http://127.0.0.1:9', OPERATOR_TOKEN: 'x' }),
    ).rejects.toThrow('does not answer');
  });
});
