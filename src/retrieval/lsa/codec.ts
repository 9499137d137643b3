import { createHash } from 'node:crypto'
import { PlumblineError } from '../../domain/errors.ts'
import type { Fitted, LsaModel } from './model.ts'

/*
 * Numbers stand in the machine's order, little-endian nearly everywhere; bytes from the other kind of machine have
 * another mark and are refused.
 *
 *   0  uint32   mark, "LSA1" read backwards
 *   4  uint32   version
 *   8  32 bytes sha256 of everything behind it
 *  40  uint32   texts, terms, dimensions, bytes of the terms
 *  56  float64  the unknown weight, the unknown share
 *  72  float32  the weights of the terms, the rows of the basis
 *   .  UTF-8    the terms, a line feed between them
 */
const mark = 0x3141534c
const version = 1
const digestAt = 8
const contentAt = 40
const numbersAt = 72
const mostDimensions = 4_096

const refused = (because: string): PlumblineError =>
  new PlumblineError('store.corrupt', `the model of the dense search cannot be read: ${because}`)

const digestOf = (bytes: Uint8Array): Buffer =>
  createHash('sha256').update(bytes.subarray(contentAt)).digest()

/** A model as bytes: the same model, the same bytes. */
export const encodeModel = (fitted: Fitted): Uint8Array<ArrayBuffer> => {
  const { texts, terms, weights, basis, unknownWeight, unknownShare } = fitted
  const text = Buffer.from(terms.join('\n'))
  const floats = weights.length + basis.values.length
  const bytes = new Uint8Array(numbersAt + 4 * floats + text.length)
  const { buffer } = bytes
  new Uint32Array(buffer, 0, 2).set([mark, version])
  new Uint32Array(buffer, contentAt, 4).set([texts, terms.length, basis.width, text.length])
  new Float64Array(buffer, 56, 2).set([unknownWeight, unknownShare])
  const numbers = new Float32Array(buffer, numbersAt, floats)
  numbers.set(weights)
  numbers.set(basis.values, weights.length)
  bytes.set(text, numbersAt + 4 * floats)
  bytes.set(digestOf(bytes), digestAt)
  return bytes
}

/**
 * The model that the bytes hold. Throws `store.corrupt` where they are torn or not a model, `store.newer` where a newer Plumbline wrote them.
 */
export const decodeModel = (given: Uint8Array): LsaModel => {
  // Copied, so that numbers stand where their arrays need them, and nobody changes them behind our back.
  const bytes = Uint8Array.from(given)
  const { buffer } = bytes
  if (bytes.length < numbersAt) throw refused('it is too short')
  const [foundMark, foundVersion = 0] = new Uint32Array(buffer, 0, 2)
  if (foundMark !== mark) throw refused('it is something else')
  if (foundVersion > version)
    throw new PlumblineError('store.newer', 'a newer Plumbline wrote the model of the dense search')
  if (foundVersion !== version) throw refused(`it has the unknown version ${foundVersion}`)
  const digest = digestOf(bytes)
  if (!digest.equals(bytes.subarray(digestAt, contentAt)))
    throw refused('its checksum does not fit')
  const fitted = readContent(buffer)
  const id = `lsa-${fitted.basis.width}:${digest.toString('hex').slice(0, 12)}`
  return {
    ...fitted,
    space: { id, dimensions: fitted.basis.width },
    columnOf: new Map(fitted.terms.map((term, column) => [term, column])),
  }
}

const readContent = (buffer: ArrayBuffer): Fitted => {
  const [texts = 0, rows = 0, width = 0, length = 0] = new Uint32Array(buffer, contentAt, 4)
  const [unknownWeight = 0, unknownShare = 0] = new Float64Array(buffer, 56, 2)
  const floats = rows * (1 + width)
  if (width === 0 || width > mostDimensions) throw refused(`it has ${width} dimensions`)
  if (numbersAt + 4 * floats + length !== buffer.byteLength) throw refused('its sizes do not fit')
  const terms = Buffer.from(buffer, numbersAt + 4 * floats)
    .toString('utf8')
    .split('\n')
  const numbers = new Float32Array(buffer, numbersAt, floats)
  if (terms.length !== rows) throw refused('its terms are not as many as it says')
  if (!numbers.every(Number.isFinite)) throw refused('some of its numbers are none')
  const weights = numbers.subarray(0, rows)
  const basis = { rows, width, values: numbers.subarray(rows) }
  return { texts, terms, weights, unknownWeight, unknownShare, basis }
}
