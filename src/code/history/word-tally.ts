/** Words that one change took away, each as a number: an even one, or odd where fewer came in than went. */
export type LostWords = Uint32Array

const slots = 1 << 16
/** No file's patch has its words told beyond this many. */
const mostWords = slots / 2

/** Counts words in lines that were taken away and put in, straight from bytes: patches are millions of lines. */
export class WordTally {
  readonly #keys = new Uint32Array(slots)
  readonly #removed = new Uint32Array(slots)
  readonly #added = new Uint32Array(slots)
  readonly #used: number[] = []

  /** Reads the words of one line's bytes; lines that are comments tell nothing. */
  line(bytes: Uint8Array, start: number, end: number, side: 'removed' | 'added'): void {
    if (isCommentAt(bytes, start, end)) return
    const counts = side === 'removed' ? this.#removed : this.#added
    for (let at = start; at < end; at += 1) {
      if (wordBytes[bytes[at] ?? 0] === 0) continue
      let hash = 0x811c9dc5

      for (; at < end && wordBytes[bytes[at] ?? 0] === 1; at += 1)
        hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
      this.#count(numbered(hash), counts)
    }
  }

  /** What was lost so far; begins anew. */
  take(): LostWords {
    const lost: number[] = []
    for (const slot of this.#used) {
      const removed = this.#removed[slot] ?? 0
      const added = this.#added[slot] ?? 0
      if (removed > 0) lost.push((this.#keys[slot] ?? 0) + (removed > added ? 1 : 0))
      this.#keys[slot] = 0
      this.#removed[slot] = 0
      this.#added[slot] = 0
    }
    this.#used.length = 0
    return Uint32Array.from(lost)
  }

  #count(key: number, counts: Uint32Array): void {
    let slot = (key >>> 1) & (slots - 1)
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & (slots - 1)
    if (this.#keys[slot] === 0) {
      if (this.#used.length >= mostWords) return
      this.#keys[slot] = key
      this.#used.push(slot)
    }
    counts[slot] = (counts[slot] ?? 0) + 1
  }
}

/** The number of a word, as `WordTally` tells it where as many came in as went. */
export function wordNumber(word: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, 0x01000193)
  return numbered(hash)
}

// Never 0, which says that there is nothing.
const numbered = (hash: number): number => ((hash ^ (hash >>> 15)) & ~1) >>> 0 || 2

/** Letters, digits, `_`, `$` and all that is not ASCII: the words that `needlesOf` looks for. */
const wordBytes = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 127 || /[\w$]/.test(String.fromCharCode(byte)) ? 1 : 0,
)

/** Whether a byte belongs to a word; none does where there is no byte. */
export const isWordByte = (byte: number | undefined): boolean =>
  byte !== undefined && wordBytes[byte] === 1

const [tab, space, slash, star, hash] = [9, 32, 47, 42, 35]

/** Whether a line is a comment by how it begins. */
export function isCommentAt(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end && (bytes[at] === space || bytes[at] === tab)) at += 1
  const [first, second] = [bytes[at], at + 1 < end ? bytes[at + 1] : 0]
  if (first === star) return true
  if (first === slash) return second === slash || second === star
  return first === hash && second === space
}
