import { describe, expect, test } from '@jest/globals';
import { jobWorks } from '../../../api/works.ts';
import {
  cancelObstacleOf,
  fractionOf,
  hasRows,
  kindKeyOf,
  tookSeconds,
} from '../../../tab/jobs/progress.ts';

describe('The progress of a job', () => {
  test('is unknown while nobody knows how much there is', () => {
    expect(fractionOf({ state: 'running', done: 30, total: null })).toBeNull();
  });

  test('is what is done of the total, and never more than all', () => {
    expect(fractionOf({ state: 'running', done: 30, total: 120 })).toBe(0.25);
    expect(fractionOf({ state: 'running', done: 130, total: 120 })).toBe(1);
    expect(fractionOf({ state: 'queued', done: 0, total: 0 })).toBe(0);
  });

  test('is all where it ran to its end, whatever the total was thought to be', () => {
    expect(fractionOf({ state: 'succeeded', done: 3, total: null })).toBe(1);
    expect(fractionOf({ state: 'partly-failed', done: 3, total: 4 })).toBe(1);
    expect(fractionOf({ state: 'cancelled', done: 3, total: 4 })).toBe(0.75);
  });
});

describe('How long a job took', () => {
  test('is known once it has ended', () => {
    const startedAt = '2026-11-01T00:00:00.000Z';
    expect(tookSeconds({ startedAt, finishedAt: '2026-11-01T00:01:30.000Z' })).toBe(90);
    expect(tookSeconds({ startedAt, finishedAt: null })).toBeNull();
    expect(tookSeconds({ startedAt: null, finishedAt: startedAt })).toBeNull();
  });
});

describe('Cancelling a job', () => {
  test('is for open jobs that nobody has cancelled yet', () => {
    const job = { kind: 'import-enrolments', cancelAsked: false } as const;
    expect(cancelObstacleOf({ ...job, state: 'running' })).toBeNull();
    expect(cancelObstacleOf({ ...job, state: 'succeeded' })).toBe('ended');
    expect(cancelObstacleOf({ ...job, state: 'running', cancelAsked: true })).toBe('asked');
  });

  test('is not possible where the job finishes what is decided already', () => {
    const job = { state: 'running', cancelAsked: false } as const;
    expect(cancelObstacleOf({ ...job, kind: 'delete-catalog' })).toBe('decided');
  });
});

describe('The kinds of jobs', () => {
  test('have words, each that the server knows and also those that come later', () => {
    for (const { kind } of jobWorks('')) expect(kindKeyOf(kind)).toBe(kind);
    expect(kindKeyOf('recount')).toBe('recount');
    expect(kindKeyOf('brand-new')).toBe('other');
  });

  test('give rows where they write them, as long as they are kept', () => {
    const job = { kind: 'import-enrolments', done: 5, finishedAt: null, filesExpireAt: null };
    expect(hasRows(job)).toBe(true);
    const ended = { ...job, finishedAt: '2026-11-01T00:00:00.000Z' };
    expect(hasRows(ended)).toBe(false);
    expect(hasRows({ ...ended, filesExpireAt: '2026-12-01T00:00:00.000Z' })).toBe(true);
    expect(hasRows({ ...job, kind: 'recount' })).toBe(false);
    expect(hasRows({ ...job, done: 0 })).toBe(false);
  });
});
