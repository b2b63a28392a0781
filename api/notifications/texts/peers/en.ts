import type { Forms, PeerTexts } from '../say.ts';

const SEATS: Forms = { one: '# seat', other: '# seats' };

/** English, of peer accounts. */
export const peersEn: PeerTexts = {
  'peer-requested': ({ subdomain, seats, training, users, isChange }, say) => ({
    subject: isChange
      ? `${subdomain} asks for a change`
      : `${subdomain} asks to be your peer account`,
    paragraphs: [
      seats > 0
        ? `It offers your account ${say.count(seats, SEATS)} in all.`
        : 'It offers no seats and asks for reports only.',
      ...(training ? ['It asks to see training reports on the catalogs that it shares.'] : []),
      ...(users
        ? [
            'It asks to download the user report of your whole account. You decide that separately, and it stays off unless you switch it on.',
          ]
        : []),
      'Only you can accept or reject this. Look at the details first.',
    ],
  }),
  'peer-decided': ({ subdomain, accepted, seats }, say) =>
    accepted
      ? {
          subject: `${subdomain} has accepted your request`,
          paragraphs: [
            seats > 0
              ? `It may now use ${say.count(seats, SEATS)} of yours, and the reports that you asked for are open.`
              : 'The reports that you asked for are open.',
          ],
        }
      : {
          subject: `${subdomain} has rejected your request`,
          paragraphs: ['Nothing was granted. Seats that were set aside for it are free again.'],
        },
  'peer-request-ended': ({ subdomain, because, direction }) =>
    because === 'withdrawn'
      ? {
          subject: `${subdomain} has withdrawn its request`,
          paragraphs: ['There is nothing to decide any more.'],
        }
      : direction === 'given'
        ? {
            subject: `Your request to ${subdomain} was taken back`,
            paragraphs: [
              'Your account no longer has the seats that it had set aside for it. When you have more seats, send another one.',
            ],
          }
        : {
            subject: `The request of ${subdomain} was taken back`,
            paragraphs: ['That account no longer has the seats that it offered.'],
          },
  'peer-lowered': ({ subdomain, because, direction, before, seats }, say) =>
    direction === 'given'
      ? {
          subject: `You share fewer seats with ${subdomain}`,
          paragraphs: [
            `Your account has fewer seats than it shared, so that account now has ${say.count(seats, SEATS)} instead of ${say.number(before)}.`,
          ],
        }
      : {
          subject: `${subdomain} shares less with you`,
          paragraphs: [
            because === 'not-covered'
              ? `It has fewer seats than it shared. You now have ${say.count(seats, SEATS)} of it instead of ${say.number(before)}.`
              : `You now have ${say.count(seats, SEATS)} of it; before, it was ${say.number(before)}.`,
            'If more people count than there are seats, a grace window of 14 days opens, and you are told.',
          ],
        },
  'peer-deleted': ({ subdomain, because, direction, seats }, say) => ({
    subject: `${subdomain} is no longer your peer account`,
    paragraphs:
      direction === 'given'
        ? [
            because === 'not-covered'
              ? 'Your account no longer has the seats that it shared.'
              : `The other account has ended it, and ${say.count(seats, SEATS)} of yours came back.`,
            'Its reports are closed.',
          ]
        : [
            because === 'not-covered'
              ? `It no longer has the seats that it shared: ${say.count(seats, SEATS)}.`
              : `It has ended it and taken back ${say.count(seats, SEATS)}.`,
            'Its reports on your account are closed. If more people count than there are seats, a grace window of 14 days opens; an account without other seats becomes inactive.',
          ],
  }),
  'peer-admin-lost': ({ subdomain }) => ({
    subject: `Nobody can decide your request to ${subdomain}`,
    paragraphs: [
      'The person whom you named is no administrator there any more. Withdraw the request and name another administrator.',
    ],
  }),
};
