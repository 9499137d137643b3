import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EmbeddingChoice } from '../../src/models/choice.ts'
import { openEmbedder } from '../../src/models/load.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { faultOf, hastily, numbersFor } from './support.ts'

/** A folder as transformers.js wants it; nobody reads what is in it here. */
const modelFolder = (weights = 'weights', name = 'harbour-small'): string => {
  const folder = join(temporaryFolder(), name)
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  writeFileSync(join(folder, 'config.json'), '{}')
  writeFileSync(join(folder, 'tokenizer.json'), '{}')
  writeFileSync(join(folder, 'onnx', 'model.onnx'), weights)
  return folder
}

const choiceOf = (path: string, options = {}): EmbeddingChoice => ({
  path,
  options,
  secrets: () => ({}),
  batch: 8,
  mostCharacters: 1_000,
  timeoutSeconds: 5,
  retries: 0,
})

/** Stands in for `@huggingface/transformers`: what is asked of it is what its documentation says it has. */
const transformers = (tensorOf = tensor) => {
  const asked: unknown[] = []
  const exports = {
    env: { allowRemoteModels: true, allowLocalModels: false, localModelPath: '/models/' },
    pipeline: async (...args: readonly unknown[]) => {
      asked.push(args)
      return async (texts: readonly string[], options: object) => {
        asked.push([...texts], options)
        return tensorOf(texts)
      }
    },
  }
  const { tools } = hastily(async () => exports)
  return { exports, asked, tools }
}

const tensor = (texts: readonly string[]): object => ({
  dims: [texts.length, 4],
  data: Float32Array.from(texts.flatMap((text) => numbersFor(text, 4))),
})

describe('an ONNX model in a folder', () => {
  test('is run from its files alone', async () => {
    const folder = modelFolder()
    const { exports, asked, tools } = transformers()
    await openEmbedder(choiceOf(folder, { dtype: 'q8', local_files_only: false }), tools)
    expect(exports.env).toEqual({
      allowRemoteModels: false,
      allowLocalModels: true,
      localModelPath: dirname(folder),
      useFSCache: false,
    })
    expect(asked[0]).toEqual([
      'feature-extraction',
      basename(folder),
      { dtype: 'q8', local_files_only: true },
    ])
  })

  test('gives a vector for each text, in order', async () => {
    const { tools, asked } = transformers()
    const options = { pooling: 'cls', queryPrefix: 'query: ', documentPrefix: 'passage: ' }
    const embedder = await openEmbedder(choiceOf(modelFolder(), options), tools)
    const vectors = await embedder.embedDocuments(['moor', 'berth'])
    for (const [index, text] of ['passage: moor', 'passage: berth'].entries()) {
      const numbers = numbersFor(text, 4)
      const length = Math.hypot(...numbers)
      for (const [at, number] of numbers.entries())
        expect(vectors[index]?.[at]).toBeCloseTo(number / length, 5)
    }
    await embedder.embedQuery('moor')
    expect(asked.slice(-2)).toEqual([['query: moor'], { pooling: 'cls', normalize: true }])
  })

  test('has a space of its own by its weights, wherever it lies', async () => {
    const idOf = async (folder: string) =>
      (await openEmbedder(choiceOf(folder), transformers().tools)).space.id
    const id = await idOf(modelFolder())
    expect(id).toMatch(/^onnx harbour-small@[0-9a-f]{16}$/)
    expect(await idOf(modelFolder())).toBe(id)
    expect(await idOf(modelFolder('other weights'))).not.toBe(id)
  })

  test('is missed where there is none', async () => {
    const { tools } = transformers()
    for (const path of [temporaryFolder(), join(temporaryFolder(), 'nowhere')])
      expect(await faultOf(() => openEmbedder(choiceOf(path), tools))).toMatchObject({
        code: 'model.unusable',
        message: expect.stringContaining('there is no ONNX model in'),
      })
  })

  test.each(['harbour small', 'harbour--small', '-small', 'small..'])(
    'has a name that the package takes for one: %s is none',
    async (name) => {
      const folder = modelFolder('weights', name)
      const fault = await faultOf(() => openEmbedder(choiceOf(folder), transformers().tools))
      expect(fault).toMatchObject({ code: 'model.unusable' })
    },
  )

  test('needs the package that runs it, which is not installed here', async () => {
    const fault = await faultOf(() => openEmbedder(choiceOf(modelFolder()), hastily().tools))
    expect(fault).toMatchObject({
      code: 'model.missing',
      message: expect.stringContaining('npm install @huggingface/transformers`'),
    })
  })

  test.each([
    ['one row too few', (texts: readonly string[]) => tensor(texts.slice(1))],
    ['a row for each word', (texts: readonly string[]) => ({ ...tensor(texts), dims: [1, 9, 4] })],
    ['nothing', () => ({})],
  ])('gives %s: that is refused', async (_, tensorOf) => {
    const fault = await faultOf(() =>
      openEmbedder(choiceOf(modelFolder()), transformers(tensorOf).tools),
    )
    expect(fault).toMatchObject({ code: 'model.failed' })
  })

  test('a package of another make is refused', async () => {
    for (const exports of [{}, { env: {} }, { env: null, pipeline: async () => null }]) {
      const { tools } = hastily(async () => exports)
      const fault = await faultOf(() => openEmbedder(choiceOf(modelFolder()), tools))
      expect(fault).toMatchObject({ code: 'model.unusable' })
    }
  })
})
