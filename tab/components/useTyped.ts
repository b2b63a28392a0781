import { useEffect, useRef, useState } from 'react';

/** So long a pause in typing means that it is meant. */
const PAUSE_MS = 300;

/**
 * What somebody types, shown at once and told when the typing pauses.
 * @param told what was told last, or came from elsewhere
 * @returns what to show, and what to do with each key
 */
export function useTyped(
  told: string,
  tell: (text: string) => void,
): readonly [typed: string, type: (text: string) => void] {
  const [typed, setTyped] = useState(told);
  const [seen, setSeen] = useState(told);
  const [own, setOwn] = useState(told);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What else was chosen since the last key counts too.
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  if (told !== seen) {
    setSeen(told);
    // It was changed elsewhere, as by going back; what was told from here stays as it is being typed.
    if (told !== own) {
      setTyped(told);
      setOwn(told);
    }
  }
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setOwn(text);
      latest.current(text);
    }, PAUSE_MS);
  };
  return [typed, type];
}
