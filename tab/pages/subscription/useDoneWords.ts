import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import type { Activation, Subscription } from '../../queries/subscription.ts';
import { changedBetween, type Before } from '../../subscription/activation.ts';

/** An activation that was done, and what was there before it. */
export interface Done {
  readonly made: Activation;
  readonly isMoved: boolean;
  readonly before: Before;
}

/** What an activation did, and what it changed, in one text; null where nothing was done. */
export function useDoneWords(done: Done | null, now: Subscription | undefined): string | null {
  const { t } = useTranslation('subscription');
  const format = useFormat();
  if (done === null || now === undefined) return null;
  const { made, isMoved, before } = done;
  if (before.subscriptions.some(({ id }) => id === made.id)) return t('done.already');

  const capacityOf = (at: Before): string =>
    at.seats.capacity === null ? t('seats.unlimitedCapacity') : format.number(at.seats.capacity);
  const changes = changedBetween(before, now).map((changed) => {
    switch (changed) {
      case 'capacity':
        return t('done.capacity', { before: capacityOf(before), after: capacityOf(now) });
      case 'state':
        return t('done.state', {
          before: t(`account.states.${before.account.state}`),
          after: t(`account.states.${now.account.state}`),
        });
      case 'learning-open':
      case 'window-closed':
        return t(`done.${changed}`);
    }
  });
  return [
    t(`done.${made.plan}`, { count: made.seats, day: format.day(made.endsOn) }),
    ...(isMoved ? [t('done.moved')] : []),
    ...changes,
  ].join(' ');
}
