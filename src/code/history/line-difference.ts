import type { WordTally } from './word-tally.ts'

const newline = 10
const longestLine = 4_096

/** Tallies the words of the lines that one version of a file lost and gained over another, however they are ordered. */
export function tallyLines(tally: WordTally, before: Uint8Array, after: Uint8Array): void {
  const [old, now] = [bufferOver(before), bufferOver(after)]
  const { start, oldEnd, nowEnd } = differing(old, now)
  const balance = new Map<string, number>()
  for (const [from, to] of linesIn(now, start, nowEnd)) {
    const text = now.toString('latin1', from, to)
    balance.set(text, (balance.get(text) ?? 0) + 1)
  }
  for (const [from, to] of linesIn(old, start, oldEnd)) {
    const text = old.toString('latin1', from, to)
    const left = balance.get(text) ?? 0
    if (left > 0) balance.set(text, left - 1)
    else tally.line(old, from, Math.min(to, from + longestLine), 'removed')
  }
  for (const [from, to] of linesIn(now, start, nowEnd)) {
    const text = now.toString('latin1', from, to)
    const left = balance.get(text) ?? 0
    if (left === 0) continue
    balance.set(text, left - 1)
    tally.line(now, from, Math.min(to, from + longestLine), 'added')
  }
}

const bufferOver = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length)

/** The whole lines between what two versions have in common at their beginning and at their end. */
function differing(old: Buffer, now: Buffer) {
  const same = sameBytes(Math.min(old.length, now.length), (from, to) =>
    old.compare(now, from, to, from, to),
  )
  const start = same === 0 ? 0 : old.lastIndexOf(newline, same - 1) + 1
  const tail = sameBytes(Math.min(old.length, now.length) - start, (from, to) =>
    old.compare(now, now.length - to, now.length - from, old.length - to, old.length - from),
  )
  // The line in which the common end begins is none that both have.
  const found = old.indexOf(newline, old.length - tail)
  const kept = found < 0 ? 0 : old.length - found - 1
  return { start, oldEnd: old.length - kept, nowEnd: now.length - kept }
}

const [least, first, largest] = [16, 256, 65_536]

/** How many bytes are the same, to within a few; compared in steps that grow while they are and shrink where they are not. */
function sameBytes(length: number, compare: (from: number, to: number) => number): number {
  let same = 0
  for (let step = first; same < length; ) {
    const to = Math.min(length, same + step)
    if (compare(same, to) === 0) {
      same = to
      step = Math.min(step * 2, largest)
    } else if (step <= least) break
    else step = Math.max(least, step >> 2)
  }
  return same
}

function* linesIn(
  bytes: Buffer,
  start: number,
  end: number,
): Generator<readonly [from: number, to: number]> {
  for (let from = start; from < end; ) {
    const found = bytes.indexOf(newline, from)
    const to = found < 0 || found > end ? end : found
    yield [from, to]
    from = to + 1
  }
}
