/** Where exact search gives way to a graph. */
export interface VectorLimits {
  /** Numbers to multiply up to which a search is exact, and no graph is built at all. */
  readonly exact: number
  /** Up to which a search may be exact for as long as there is no graph yet. */
  readonly meanwhile: number
}

/**
 * Measured with 256 dimensions and clustered vectors, CPU milliseconds a query on one core of a shared machine, best of six rounds of 50
 * queries (exact; graph), for 10 and for 200 hits:
 *
 * | passages | 10 hits | 200 hits | seconds to build |
 * |---|---|---|---|
 * | 1 000 | 0.27; 0.08 | 0.33; 0.29 | 0.1 |
 * | 5 000 | 1.3; 0.11 | 1.3; 0.54 | 1.1 |
 * | 10 000 | 2.6; 0.22 | 2.7; 1.2 | 2.8 |
 * | 20 000 | 5.3; 0.25 | 5.7; 2.5 | 12 |
 * | 50 000 | 14; 0.34 | 13; 2.6 | 36 |
 *
 * A graph is as fast from a thousand passages on; up to five thousand what it saves is a millisecond, for which nobody waits: less than
 * building it, writing it and reading it again. Below, answers are exact. While a graph is being built, exact search may take what
 * a hundred thousand passages do, 26 ms; more would keep everybody else waiting.
 */
export const defaultLimits: VectorLimits = { exact: 5000 * 256, meanwhile: 100_000 * 256 }

/**
 * Where only some may be seen, a graph meets that many more candidates before it holds enough, and each of them must be asked for: its
 * time grows with `ef * size / seen`, that of exact search with `seen`. They were alike, measured with 20 000 and with 100 000 vectors
 * of 256 dimensions, at 3 000 and 7 000 that may be seen for 10 hits, at 9 000 and 20 000 for 200: each time about here.
 */
const evenAt = 5

/** Whether it is faster to compare with each vector that may be seen than to walk a graph of so many, holding `ef` candidates. */
export const isExactFaster = (seen: number, size: number, ef: number): boolean =>
  seen * seen <= evenAt * ef * size
