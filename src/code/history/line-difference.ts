import type { WordTally } from './word-tally.ts'

const newline = 10
const longestLine = 4_096

/** Tallies the words of the lines that one version of a file lost and gained over another, however they are ordered. */
export function tallyLines(tally: WordTally, before: Uint8Array, after: Uint8Array): void {
  const [old, now] = [bufferOver(before), bufferOver(after)]
  const { start, oldEnd, nowEnd } = differing(old, now)
  const [lost, gained] = [linesIn(old, start, oldEnd), linesIn(now, start, nowEnd)]
  const balance = new Map<number, number>()
  for (const { hash } of gained) balance.set(hash, (balance.get(hash) ?? 0) + 1)
  for (const { hash, from, to } of lost) {
    const left = balance.get(hash) ?? 0
    if (left > 0) balance.set(hash, left - 1)
    else tally.line(old, from, Math.min(to, from + longestLine), 'removed')
  }
  for (const { hash, from, to } of gained) {
    const left = balance.get(hash) ?? 0
    if (left === 0) continue
    balance.set(hash, left - 1)
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

interface Line {
  /** FNV-1a of its bytes: a line costs no string, and two that share a number cost one word of a tally. */
  readonly hash: number
  readonly from: number
  readonly to: number
}

function linesIn(bytes: Uint8Array, start: number, end: number): readonly Line[] {
  const lines: Line[] = []
  for (let from = start; from < end; ) {
    let hash = 0x811c9dc5 | 0
    let to = from
    for (; to < end && bytes[to] !== newline; to += 1)
      hash = Math.imul(hash ^ (bytes[to] ?? 0), 0x01000193)
    lines.push({ hash, from, to })
    from = to + 1
  }
  return lines
}
