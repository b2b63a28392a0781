import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { byTurn } from '../../api/ports/by-turn.ts';

test('the same is asked once in a turn of the event loop, and anew in the next one; other keys and other worlds for themselves', async () => {
  let asked = 0;
  const ask = byTurn(
    (_: object, key: string) => Promise.resolve(`${key} ${(asked += 1)}`),
    (key) => key,
  );
  const [world, other] = [{}, {}];
  const together = [ask(world, 'a'), ask(world, 'a'), ask(world, 'b'), ask(other, 'a')];
  expect(await Promise.all(together)).toEqual(['a 1', 'a 1', 'b 2', 'a 3']);
  expect(await ask(world, 'a')).toBe('a 1');
  await nextTurn();
  expect(await ask(world, 'a')).toBe('a 4');
});

test('what fails, fails for all who asked in the turn, and is asked anew in the next one', async () => {
  let asked = 0;
  const ask = byTurn(
    () => ((asked += 1) === 1 ? Promise.reject(new Error('not now')) : Promise.resolve('there')),
    (key: string) => key,
  );
  const world = {};
  const first = ask(world, 'a');
  const second = ask(world, 'a');
  await expect(first).rejects.toThrow('not now');
  await expect(second).rejects.toThrow('not now');
  await nextTurn();
  expect(await ask(world, 'a')).toBe('there');
});
