import { useState, type ReactNode } from 'react';
import { SeatsForm } from '../../forms/opened.ts';
import type { WantedSeats } from '../../forms/SeatsForm.tsx';
import { sumUp, type SeatsDone } from '../../usage/seats.ts';
import { SeatsDoneNotice } from './SeatsDoneNotice.tsx';

/** What is being done about seats on a page: the question before it, and what it came to. */
export function useSeatActs(days: number, onDone: () => void = () => undefined) {
  const [wanted, setWanted] = useState<WantedSeats | null>(null);
  const [done, setDone] = useState<SeatsDone | null>(null);
  const notice: ReactNode = <SeatsDoneNotice done={done} onClose={() => setDone(null)} />;
  const form: ReactNode =
    wanted === null ? null : (
      <SeatsForm
        wanted={wanted}
        days={days}
        onDone={(results) => {
          const names = new Map(wanted.people.map(({ id, name }) => [id, name]));
          setDone(sumUp(wanted.act, results, names));
          setWanted(null);
          onDone();
        }}
        onClose={() => setWanted(null)}
      />
    );
  return {
    notice,
    form,
    want: (next: WantedSeats) => {
      setDone(null);
      setWanted(next);
    },
  };
}
