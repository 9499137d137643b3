/** One copy of each string, cut loose from the text it was read in, under a number from 1 on. */
export class Interned {
  readonly #numbers = new Map<string, number>()
  readonly #texts: string[] = []

  /** The string's number; a new one where it was not known. */
  number(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const own = detached(text)
    const number = this.#texts.push(own)
    this.#numbers.set(own, number)
    return number
  }

  /** The string's number; 0 where it is not known. */
  find(text: string): number {
    return this.#numbers.get(text) ?? 0
  }

  /** Null for 0, and for a number that was not given. */
  text(number: number): string | null {
    return this.#texts[number - 1] ?? null
  }
}

/** A copy that does not keep the file's whole text alive, as a slice of it would. */
function detached(text: string): string {
  if (text.length < 13) return text
  // As one byte a character where that is enough.
  const encoding = isLatin.test(text) ? 'latin1' : 'utf16le'
  return Buffer.from(text, encoding).toString(encoding)
}

const isLatin = /^[\u0000-\u00ff]*$/
