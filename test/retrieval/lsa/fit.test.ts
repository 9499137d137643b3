import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeModel } from '../../../src/retrieval/lsa/codec.ts'
import { fit as fitModel } from '../../../src/retrieval/lsa/fit.ts'
import { embed, type LsaModel } from '../../../src/retrieval/lsa/model.ts'
import { cosine, makePassages, synonyms } from './support/passages.ts'

const modelOf = async (texts: readonly string[], dimensions = 256): Promise<LsaModel> =>
  decodeModel((await fitModel(texts, { dimensions }))!)

/** How far the columns of a basis are from orthonormal at most. */
const deviationOf = ({ basis: { rows, width, values } }: LsaModel): number => {
  let most = 0
  for (let left = 0; left < width; left += 1)
    for (let right = left; right < width; right += 1) {
      let product = 0
      for (let row = 0; row < rows; row += 1)
        product += values[row * width + left]! * values[row * width + right]!
      most = Math.max(most, Math.abs(product - (left === right ? 1 : 0)))
    }
  return most
}

describe('a fit', () => {
  it('gives the same bytes for the same texts in the same order, however they come', async () => {
    const texts = makePassages(120)
    const streamed = async function* () {
      for (const text of texts) yield text
    }
    const once = await fitModel(texts)
    expect(await fitModel(texts)).toEqual(once)
    expect(await fitModel(streamed())).toEqual(once)
    expect(await fitModel(texts.toReversed())).not.toEqual(once)
    expect(await fitModel(makePassages(120, 2))).not.toEqual(once)
  })

  it('brings words near that keep the same company and never meet', async () => {
    const model = await modelOf(makePassages(300), 3)
    const [left, right] = synonyms.map((word) => embed(model, word))
    expect(cosine(left!, right!)).toBeGreaterThan(0.9)
    expect(cosine(left!, embed(model, 'kubelet'))).toBeLessThan(0.3)
  })

  it('finds the passage of the same matter with no word in common', async () => {
    const model = await modelOf(makePassages(300), 8)
    const near = cosine(embed(model, 'cordon the node'), embed(model, 'kubelet eviction'))
    const far = cosine(embed(model, 'cordon the node'), embed(model, 'chargeback of a merchant'))
    expect(near).toBeGreaterThan(far + 0.5)
  })

  it('has a basis of orthonormal columns on real pages', async () => {
    const folder = 'node_modules/fastify-4/docs/Reference'
    const texts = readdirSync(folder).flatMap((name) =>
      readFileSync(`${folder}/${name}`, 'utf8').split(/\n(?=#)/),
    )
    const model = await modelOf(texts, 64)
    expect(model.space.dimensions).toBe(64)
    expect(deviationOf(model)).toBeLessThan(1e-4)
  })

  it('has no more dimensions than the texts tell apart', async () => {
    const copies = Array.from({ length: 40 }, (_, index) =>
      index % 2 === 0 ? 'rotate the signing key' : 'drain the broken node',
    )
    const model = await modelOf(copies)
    expect(model.space.dimensions).toBe(2)
    expect(deviationOf(model)).toBeLessThan(1e-4)
    expect(cosine(embed(model, 'signing key'), embed(model, 'broken node'))).toBeCloseTo(0, 5)
  })

  it.each([
    ['no texts', []],
    ['one text', ['rotate the signing key']],
    ['texts with nothing in common', ['rotate keys', 'drain nodes', 'refund merchants']],
    ['texts of small words and numbers', ['it is 7', 'it is 8', 'and 7 or 8', '']],
  ])('comes to nothing with %s', async (_, texts) => {
    expect(await fitModel(texts)).toBeNull()
  })

  it('of too many texts takes an even sample, and says how many there were', async () => {
    // Every third text is of one team: a sample that kept step with that would never hear of the others.
    const texts = makePassages(3_000)
    const bounds = { texts: 300, entries: 100_000, terms: 100_000 }
    const bytes = await fitModel(texts, { dimensions: 8, bounds })
    const model = decodeModel(bytes!)
    expect(model.texts).toBe(3_000)
    expect(await fitModel(texts, { dimensions: 8, bounds })).toEqual(bytes)
    const teams = ['refund a merchant', 'cordon the node', 'restore a snapshot']
    for (const [at, team] of teams.entries())
      for (const other of teams.slice(at + 1))
        expect(cosine(embed(model, team), embed(model, other))).toBeLessThan(0.3)
  })

  it('ends early with the reason of its signal', async () => {
    const controller = new AbortController()
    const progress: number[] = []
    const ended = fitModel(makePassages(60), {
      signal: controller.signal,
      onProgress: (share) => {
        progress.push(share)
        controller.abort(new Error('the server stops'))
      },
    })
    await expect(ended).rejects.toThrow('the server stops')
    expect(progress).toHaveLength(1)
  })
})
