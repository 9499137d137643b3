import type { WordTally } from './word-tally.ts'

const newline = 10
const longestLine = 4_096

/** Tallies the words of the lines that one version of a file lost and gained over another, however they are ordered. */
export function tallyLines(tally: WordTally, before: Uint8Array, after: Uint8Array): void {
  const balance = new Map<string, number>()
  const bytes = [before, after].map((one) => Buffer.from(one.buffer, one.byteOffset, one.length))
  const [old, now] = bytes
  if (old === undefined || now === undefined) return
  for (const [start, end] of linesOf(now)) {
    const text = now.toString('latin1', start, end)
    balance.set(text, (balance.get(text) ?? 0) + 1)
  }
  for (const [start, end] of linesOf(old)) {
    const text = old.toString('latin1', start, end)
    const left = balance.get(text) ?? 0
    if (left > 0) balance.set(text, left - 1)
    else tally.line(old, start, Math.min(end, start + longestLine), 'removed')
  }
  for (const [start, end] of linesOf(now)) {
    const text = now.toString('latin1', start, end)
    const left = balance.get(text) ?? 0
    if (left === 0) continue
    balance.set(text, left - 1)
    tally.line(now, start, Math.min(end, start + longestLine), 'added')
  }
}

function* linesOf(bytes: Buffer): Generator<readonly [start: number, end: number]> {
  let start = 0
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found
    yield [start, end]
    start = end + 1
  }
}
