import { inspect } from 'node:util'
import { ChatOpenAI } from '@langchain/openai'
import { describe, expect, test } from 'vitest'
import { openComposer, openEmbedder } from '../../src/models/load.ts'
import { json, stubServer } from '../support/stub-server.ts'
import { chatAt, embeddingsAt, faultOf, hastily, key, numbersFor, vectorsFor } from './support.ts'

const nowhere = 'http://127.0.0.1:4699'
const { tools } = hastily()
const open = (more: Parameters<typeof embeddingsAt>[1]) =>
  faultOf(() => openEmbedder(embeddingsAt(nowhere, { dimensions: 8, ...more }), tools))

describe('an entry that cannot be', () => {
  test.each([
    ['@harbour/embeddings', 'npm install @harbour/embeddings`'],
    ['@harbour/embeddings/berths', 'npm install @harbour/embeddings`'],
    ['harbour-embeddings', 'npm install harbour-embeddings`'],
  ])('the package %s is not installed: it says how to', async (name, command) => {
    expect(await open({ package: name })).toMatchObject({
      code: 'model.missing',
      message: expect.stringContaining(command),
    })
  })

  test('a package that lacks one of its own is told apart from one that is not there', async () => {
    const lacking = new URL('packages/lacking.mjs', import.meta.url).href
    const importing = (): Promise<unknown> => import(lacking)
    const choice = embeddingsAt(nowhere, { package: 'lacking' })
    const fault = await faultOf(() => openEmbedder(choice, { ...tools, importing }))
    expect(fault).toMatchObject({
      code: 'model.unusable',
      message: expect.stringContaining('harbour-pilots'),
    })
  })

  test.each([
    ['a class that the package does not have', { export: 'OpenAIEmbedings' }, 'OpenAIEmbeddings'],
    ['what is no class', { export: 'convertMessagesToResponsesInput' }, 'no class'],
    ['what is no model for vectors', { export: 'ChatOpenAI' }, 'no Embeddings of LangChain'],
    [
      'a class of something else',
      { package: 'node:url', export: 'URLSearchParams' },
      'no Embeddings',
    ],
    ['what every object has', { package: '@langchain/openai', export: 'constructor' }, 'no class'],
  ])('%s', async (_, more, message) => {
    expect(await open(more)).toMatchObject({
      code: 'model.unusable',
      message: expect.stringContaining(message),
    })
  })

  test('a model for vectors is no chat model', async () => {
    const choice = chatAt(nowhere, { export: 'OpenAIEmbeddings' })
    expect(await faultOf(() => openComposer(choice, tools))).toMatchObject({
      code: 'model.unusable',
      message: expect.stringContaining('no chat model of LangChain'),
    })
  })

  test('options that a class throws at are told without the key', async () => {
    class Picky {
      constructor(options: object) {
        throw new Error(`cannot take ${JSON.stringify(options)}`)
      }
    }
    const importing = async () => ({ Picky })
    const choice = embeddingsAt(nowhere, { package: 'picky', export: 'Picky' })
    const fault = await faultOf(() => openEmbedder(choice, { ...tools, importing }))
    expect(fault).toMatchObject({
      code: 'model.unusable',
      message: expect.stringContaining('picky Picky does not take these options'),
    })
    expect(inspect(fault)).not.toContain('hunter2')
  })

  test('a secret that belongs where something else stands', async () => {
    const fault = await open({
      options: { model: 'harbour-embed' },
      secrets: () => ({ 'model.name': key }),
    })
    expect(fault).toMatchObject({ code: 'model.unusable' })
    expect(inspect(fault)).not.toContain('hunter2')
  })
})

describe('secrets', () => {
  test('stand where they were told to, and leave the options alone', async () => {
    const server = await stubServer((sent) => vectorsFor(sent))
    const choice = embeddingsAt(server.url, {
      secrets: () => ({ apiKey: key, 'configuration.defaultHeaders.X-Harbour-Key': 'sesame' }),
    })
    const before = structuredClone(choice.options)
    const embedder = await openEmbedder(choice, tools)
    expect(embedder.space.dimensions).toBe(numbersFor('moor').length)
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      'x-harbour-key': 'sesame',
    })
    expect(choice.options).toEqual(before)
    expect(inspect(embedder, { depth: 9 })).not.toContain('hunter2')
  })
})

test('a package may bring a core of its own: shapes count, not classes', async () => {
  class OtherEmbeddings {
    embedDocuments = async (texts: string[]) => texts.map((text) => numbersFor(text, 4))
    embedQuery = async (text: string) => numbersFor(text, 4)
  }
  const importing = async () => ({ OtherEmbeddings })
  const choice = embeddingsAt(nowhere, { package: 'other', export: 'OtherEmbeddings' })
  const embedder = await openEmbedder(choice, { ...tools, importing })
  expect(embedder.space.dimensions).toBe(4)
})

test('how often a class asks by itself is not left to it', async () => {
  const seen: object[] = []
  class Watched extends ChatOpenAI {
    constructor(options: ConstructorParameters<typeof ChatOpenAI>[0]) {
      super(options)
      seen.push({ ...options })
    }
  }
  const server = await stubServer(() => json({}))
  const importing = async () => ({ ChatOpenAI: Watched })
  const choice = chatAt(server.url)
  await openComposer(
    { ...choice, options: { ...choice.options, maxRetries: 9 } },
    { ...tools, importing },
  )
  expect(seen).toMatchObject([{ maxRetries: 0, timeout: 5_000 }])
})
