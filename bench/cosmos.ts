import { measureActs, type Measured } from './cosmos/acts.ts';

const kilobytes = (bytes: number): string => (bytes / 1_024).toFixed(1);

const kindsOf = ({ counts }: Measured): string =>
  Object.entries(counts.byKind)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');

const row = (measured: Measured): string => {
  const { act, buckets, counts } = measured;
  const cells = [
    act,
    buckets,
    counts.requests,
    kindsOf(measured),
    counts.documentsRead,
    counts.documentsWritten,
    kilobytes(counts.bytesIn),
    kilobytes(counts.bytesOut),
    counts.charge.toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
};

/**
 * What acts ask of Azure Cosmos DB, counted at the stand-in: the table of docs/cosmos.md. The baseline sends a request for
 * each document that is read or written, as stores do that know neither batches nor questions.
 */
export default async function run(): Promise<void> {
  const measured = [...(await measureActs(1)), ...(await measureActs(4))];
  console.log(
    '| act | buckets | requests | of which | documents read | written | KB sent | KB received | RU, estimated |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const one of measured) console.log(row(one));
  const sum = (of: (measured: Measured) => number): number =>
    measured.reduce((total, one) => total + of(one), 0);
  const requests = sum(({ counts }) => counts.requests);
  const documents = sum(({ counts }) => counts.documentsRead + counts.documentsWritten);
  console.log('requests, ours over one for each document: lower is better');
  console.log(`ratio: ${(requests / documents).toFixed(3)}`);
}
