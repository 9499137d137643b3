import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeModel } from '../../../src/retrieval/lsa/codec.ts'
import { lsaEmbedder } from '../../../src/retrieval/lsa/embedder.ts'
import { fit as fitModel } from '../../../src/retrieval/lsa/fit.ts'
import { embed, type LsaModel, unknownShare } from '../../../src/retrieval/lsa/model.ts'
import { cosine, lengthOf, makePassages } from './support/passages.ts'

let model: LsaModel
beforeAll(async () => {
  model = decodeModel((await fitModel(makePassages(200)))!)
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom(...makePassages(12).join(' ').split(' ')), { maxLength: 60 })
    .map((words) => words.join(' ')),
)

describe('embedding', () => {
  it('gives every text a vector of length one, or zeros where nothing in it is known', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const vector = embed(model, text)
        const length = lengthOf(vector)
        expect(vector).toHaveLength(model.space.dimensions)
        if (length !== 0) expect(length).toBeCloseTo(1, 5)
        const share = unknownShare(model, text)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
        if (share === 1) expect(length).toBe(0)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['small words', 'It is the one that it was.'],
    ['numbers', '17 18 19'],
    ['unknown words', 'zeppelin gondola'],
    ['a word that is the name of a method', 'constructor __proto__ toString'],
  ])('gives zeros for %s', (_, text) => {
    expect(lengthOf(embed(model, text))).toBe(0)
  })

  it('reads a name as the words that it is made of', () => {
    const plain = embed(model, 'merchant payout ledger')
    for (const name of [
      'merchantPayoutLedger',
      'MERCHANT_PAYOUT_LEDGER',
      '--merchant-payout-ledger',
    ])
      expect(embed(model, name)).toEqual(plain)
  })

  it('brings a longer text of the same words nearly to the same place', () => {
    const [passage = ''] = makePassages(1)
    expect(cosine(embed(model, passage), embed(model, `${passage} ${passage}`))).toBeGreaterThan(
      0.95,
    )
  })

  it('finds words where none are written apart', async () => {
    const texts = ['退款政策说明', '退款流程说明', '备份恢复手册', '备份保留手册']
    const chinese = decodeModel((await fitModel(texts))!)
    const [refund, backup] = ['退款', '备份'].map((word) => embed(chinese, word))
    expect(cosine(refund!, embed(chinese, texts[0]!))).toBeGreaterThan(0.8)
    expect(cosine(backup!, embed(chinese, texts[0]!))).toBeCloseTo(0, 5)
  })
})

describe('the share of a text that a model does not know', () => {
  it.each([
    ['nothing of what it knows', 'merchant settlement', 0],
    ['nothing of a text that says nothing', 'it is', 0],
    ['all of a foreign text', 'zeppelin gondola', 1],
  ])('is %s', (_, text, expected) => {
    expect(unknownShare(model, text)).toBe(expected)
  })

  it('weighs an unknown word more than one that every passage has', () => {
    const share = unknownShare(model, 'merchant zeppelin')
    expect(share).toBeGreaterThan(0.5)
    expect(share).toBeLessThan(1)
  })

  it('is kept of the texts that the model was fitted on', async () => {
    const texts = [
      ...makePassages(40),
      ...Array.from({ length: 40 }, (_, index) => `card odd${index}`),
    ]
    const fitted = decodeModel((await fitModel(texts))!)
    const shares = texts.map((text) => unknownShare(fitted, text))
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
    expect(mean).toBeGreaterThan(0.2)
    expect(fitted.unknownShare).toBeCloseTo(mean, 5)
  })
})

describe('the embedder', () => {
  it('gives passages and queries vectors of its space, in order, by the same way', async () => {
    const embedder = lsaEmbedder(model)
    const texts = makePassages(130)
    const vectors = await embedder.embedDocuments(texts)
    expect(embedder.space).toEqual(model.space)
    expect(vectors).toHaveLength(texts.length)
    for (const at of [0, 64, 129])
      expect(vectors[at]).toEqual(await embedder.embedQuery(texts[at]!))
    expect(await embedder.embedDocuments([])).toEqual([])
  })
})
