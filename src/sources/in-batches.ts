/** Does something with each, so many at once, and gives what came of it in the same order. */
export const inBatches = async <A, B>(
  all: readonly A[],
  atOnce: number,
  of: (one: A) => Promise<B>,
): Promise<B[]> => {
  const out: B[] = []
  for (let from = 0; from < all.length; from += atOnce)
    out.push(...(await Promise.all(all.slice(from, from + atOnce).map(of))))
  return out
}
