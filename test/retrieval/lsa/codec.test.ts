import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeModel, encodeModel } from '../../../src/retrieval/lsa/codec.ts'
import { fit as fitModel } from '../../../src/retrieval/lsa/fit.ts'
import { embed, type Fitted } from '../../../src/retrieval/lsa/model.ts'
import { makePassages } from './support/passages.ts'

let bytes: Uint8Array
beforeAll(async () => {
  bytes = (await fitModel(makePassages(90), { dimensions: 12 }))!
})

const number = fc.float({ noNaN: true, noDefaultInfinity: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const anyFitted: fc.Arbitrary<Fitted> = fc
  .record({
    texts: fc.nat(),
    width: fc.integer({ min: 1, max: 5 }),
    terms: fc.uniqueArray(fc.stringMatching(/^[\p{Ll}\p{N}]{1,8}$/u), {
      minLength: 1,
      maxLength: 9,
    }),
    unknownWeight: share,
    unknownShare: share,
  })
  .chain(({ width, terms, ...others }) => {
    const floats = (length: number) =>
      fc
        .array(number, { minLength: length, maxLength: length })
        .map((all) => Float32Array.from(all))
    return fc.record({
      terms: fc.constant(terms),
      texts: fc.constant(others.texts),
      unknownWeight: fc.constant(others.unknownWeight),
      unknownShare: fc.constant(others.unknownShare),
      weights: floats(terms.length),
      basis: floats(terms.length * width).map((values) => ({ rows: terms.length, width, values })),
    })
  })

describe("a model's bytes", () => {
  it('hold all of it', () => {
    fc.assert(
      fc.property(anyFitted, (fitted) => {
        const encoded = encodeModel(fitted)
        const decoded = decodeModel(encoded)
        expect(decoded).toMatchObject(fitted)
        expect(encodeModel(decoded)).toEqual(encoded)
        expect(decoded.space.id).toMatch(new RegExp(`^lsa-${fitted.basis.width}:[0-9a-f]{12}$`))
      }),
    )
  })

  it('are read from the middle of others as well', () => {
    const larger = new Uint8Array(bytes.length + 5)
    larger.set(bytes, 3)
    const moved = decodeModel(larger.subarray(3, 3 + bytes.length))
    expect(embed(moved, 'card')).toEqual(embed(decodeModel(bytes), 'card'))
  })

  it('name their space: another fit is another space', async () => {
    const { space } = decodeModel(bytes)
    expect(space.dimensions).toBe(12)
    const other = await fitModel(makePassages(91), { dimensions: 12 })
    expect(decodeModel(other!).space.id).not.toBe(space.id)
  })

  it('are refused wherever one of them is changed', () => {
    const places = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }))
    fc.assert(
      fc.property(places, ([at, change]) => {
        const torn = bytes.slice()
        torn[at]! ^= change
        expect(() => decodeModel(torn)).toThrow(
          expect.objectContaining({ code: expect.stringMatching(/^store\.(?:corrupt|newer)$/) }),
        )
      }),
    )
  })

  it('are refused wherever they end too early, and when they go on', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (length) => {
        expect(() => decodeModel(bytes.subarray(0, length))).toThrow(/cannot be read/)
      }),
    )
    expect(() => decodeModel(Uint8Array.from([...bytes, 0]))).toThrow(/checksum/)
  })

  it('are refused when they are something else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (foreign) => {
        expect(() => decodeModel(foreign)).toThrow(/cannot be read/)
      }),
    )
  })

  it('are refused when a newer Plumbline wrote them', () => {
    const newer = bytes.slice()
    new DataView(newer.buffer).setUint32(4, 2, true)
    expect(() => decodeModel(newer)).toThrow(expect.objectContaining({ code: 'store.newer' }))
  })

  it.each([
    ['a term of two lines', { terms: ['card', 'refund\nmerchant'] }, /terms/],
    ['a number that is none', { weights: Float32Array.of(1, Number.NaN) }, /numbers/],
    ['no dimensions', { basis: { rows: 2, width: 0, values: new Float32Array(0) } }, /dimensions/],
    [
      'a basis that is too short',
      { basis: { rows: 2, width: 3, values: new Float32Array(5) } },
      /sizes/,
    ],
  ])('are refused with %s, even when their checksum fits', (_, wrong, because) => {
    const right = {
      texts: 2,
      terms: ['card', 'refund'],
      weights: Float32Array.of(1, 2),
      unknownWeight: 1,
      unknownShare: 0,
      basis: { rows: 2, width: 1, values: Float32Array.of(1, 0) },
    }
    expect(decodeModel(encodeModel(right)).terms).toEqual(right.terms)
    expect(() => decodeModel(encodeModel({ ...right, ...wrong }))).toThrow(because)
  })
})
