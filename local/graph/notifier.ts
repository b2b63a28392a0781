import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { World } from '../tenants/world.ts';

/** Delivers change notifications to those who subscribed. */
export interface Notifier {
  stop(): void;
}

export function createNotifier(_world: World, _clock: Clock, _faults: Faults): Notifier {
  return { stop: () => undefined };
}
