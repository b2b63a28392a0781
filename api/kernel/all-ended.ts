/**
 * What all of these give, once every one of them has come to its end: so nothing goes on behind the back of whoever is
 * told that one has failed.
 * @throws the first failure
 */
export async function allEnded<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(works);
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
