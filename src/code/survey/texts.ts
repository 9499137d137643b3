/** Where a text starts, as it was told when it was put. */
export type Place = number

/** How many bytes are taken at once; a longer text has a piece of its own. */
const pieceLength = 1 << 18
/** A place is a piece's number and a step in it. A header of four bytes stands before each text, so every text begins at a whole step. */
const stepLength = 4
const stepsInPiece = pieceLength / stepLength

/** Texts as bytes outside of the heap: for many that are seldom asked for. */
export class Texts {
  readonly #pieces: Buffer[] = []
  #used = pieceLength

  put(text: string): Place {
    const isWide = !isLatin.test(text)
    const length = isWide ? text.length * 2 : text.length
    const whole = Math.ceil((length + stepLength) / stepLength) * stepLength
    if (this.#used + whole > pieceLength) {
      this.#pieces.push(Buffer.allocUnsafeSlow(Math.max(whole, pieceLength)))
      this.#used = 0
    }
    const last = this.#pieces.length - 1
    const place = last * stepsInPiece + this.#used / stepLength
    const piece = this.#pieces[last]
    piece?.writeUInt32LE(length * 2 + (isWide ? 1 : 0), this.#used)
    // Not UTF-8: a quote that was cut inside of a surrogate pair must come back as it was.
    piece?.write(text, this.#used + stepLength, isWide ? 'utf16le' : 'latin1')
    this.#used += whole
    return place
  }

  get(place: Place): string {
    const piece = this.#pieces[Math.floor(place / stepsInPiece)]
    if (piece === undefined) return ''
    const at = (place % stepsInPiece) * stepLength
    const header = piece.readUInt32LE(at)
    const start = at + stepLength
    return piece.toString(header % 2 === 1 ? 'utf16le' : 'latin1', start, start + (header >>> 1))
  }
}

const isLatin = /^[\u0000-\u00ff]*$/
