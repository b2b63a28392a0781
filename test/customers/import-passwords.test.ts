import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importingIn, OWN, user, type Importing } from './importing.ts';
import { at, startPartnerWorld, type PartnerWorld } from './partner-world.ts';

let world: PartnerWorld;
let files: Importing;
beforeAll(async () => {
  world = await startPartnerWorld();
  files = importingIn(world);
});
afterAll(() => world.stop());

describe('The passwords of an import', () => {
  const handOut = (jobId: unknown, key?: string) =>
    world.agent.post(
      at(`/imports/${String(jobId)}/passwords`),
      {},
      key === undefined ? {} : { key },
    );

  test('are handed out once, to whoever asks first (C-2)', async () => {
    const job = await files.imported([OWN, `,,One,${user('pw1')},,,,`, `,,Two,${user('pw2')},,,,`]);
    const { body: before } = await world.agent.get(at(`/jobs/${String(job['id'])}`));
    expect(before).toMatchObject({ passwordsWaiting: 2, undo: 'possible', what: 'import' });
    const first = await handOut(job['id'], 'hand-out-1');
    expect(first).toMatchObject({
      status: 200,
      body: {
        passwords: [
          { userName: user('pw1'), displayName: 'One' },
          { userName: user('pw2'), displayName: 'Two' },
        ],
        count: 2,
        renewal: null,
      },
    });
    const again = await handOut(job['id'], 'hand-out-1');
    expect(again.body).toMatchObject({ passwords: [], code: 'secret-already-shown', count: 2 });
    const later = await handOut(job['id']);
    expect(later.body).toMatchObject({ passwords: [], code: 'secret-already-shown' });
    const { body: after } = await world.agent.get(at(`/jobs/${String(job['id'])}`));
    expect(after['passwordsWaiting']).toBe(0);
  });

  test('go by e-mail to the address that the agent names, and then not into the answer', async () => {
    const job = await files.imported([OWN, `,,Post,${user('post')},,,,`]);
    const path = at(`/imports/${String(job['id'])}/passwords`);
    const wrong = await world.agent.post(path, { sendTo: 'nobody' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: '/sendTo' }] } });
    const { body } = await world.agent.post(path, {
      sendTo: 'it@northwind.example',
      language: 'nl',
    });
    expect(body).toMatchObject({ passwords: [], count: 1, sentTo: 'it@northwind.example' });
    const mail = world.cloud.mailbox.mails().at(-1);
    expect(mail?.to).toMatchObject([{ address: 'it@northwind.example' }]);
    expect(mail?.subject).toBe('Tijdelijke wachtwoorden van nieuwe gebruikers bij Northwind');
    expect(mail?.text).toContain(`Post · ${user('post')} · `);
  });

  test('that could not be mailed can be handed out again', async () => {
    const job = await files.imported([OWN, `,,Later,${user('later')},,,,`]);
    const path = at(`/imports/${String(job['id'])}/passwords`);
    world.cloud.faults.add({
      ...{ host: 'graph.microsoft.com', method: 'POST', path: '/v1.0/users/*/sendMail' },
      ...{ status: 403, times: 5 },
    });
    const failed = await world.agent.post(path, { sendTo: 'it@northwind.example' });
    expect(failed).toMatchObject({ status: 409, body: { code: 'mail-not-sent' } });
    world.cloud.faults.clear();
    expect((await handOut(job['id'])).body).toMatchObject({ count: 1, renewal: null });
  });

  test('that a stop has taken are made anew at hand-out, and that is said (C-2)', async () => {
    const job = await files.imported([OWN, `,,Lost,${user('lost')},,,,`]);
    await world.restart();
    const { body } = await handOut(job['id']);
    expect(body).toMatchObject({ passwords: [], count: 0, renewal: { users: 1 } });
    const { jobId } = body['renewal'] as { jobId: string };
    expect(await world.ended(jobId)).toMatchObject({ state: 'succeeded' });
    const renewed = await handOut(jobId);
    expect(renewed.body).toMatchObject({ count: 1, passwords: [{ userName: user('lost') }] });
  });
});
