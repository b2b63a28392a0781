import { Fragment } from 'react';

/** Where an address may go on in the next line: after its parts, not in the middle of a word. */
const PARTS = /(?<=[@.])/;

/** A user name or mail address, which may be longer than a line. */
export function MailAddress({ address }: { readonly address: string }) {
  return address.split(PARTS).map((part, place) => (
    <Fragment key={place}>
      {place === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
