import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import { openEmbedder } from '../../src/models/load.ts'
import { cut, type Sent, type StubReply, silence, stubServer } from '../support/stub-server.ts'
import { freePort } from '../support/wikis/free-port.ts'
import {
  embeddingsAt,
  faultOf,
  hastily,
  key,
  numbersFor,
  refusal,
  textsOf,
  vectorsFor,
} from './support.ts'

// All of it goes through the real @langchain/openai, to a server on this machine.

const lengthOf = (vector: Float32Array): number => Math.hypot(...vector)

/** The direction of some numbers. */
const direction = (numbers: readonly number[]): number[] => {
  const length = Math.hypot(...numbers)
  return numbers.map((number) => number / length)
}

const near = (vector: Float32Array | undefined, numbers: readonly number[]): void => {
  expect(vector?.length).toBe(numbers.length)
  for (const [index, number] of numbers.entries()) expect(vector?.[index]).toBeCloseTo(number, 5)
}

/** An embedder at a server that answers properly when it is opened, and from then on as it is told. */
const embedderAt = async (
  answer: (sent: Sent, count: number) => StubReply,
  more: Parameters<typeof embeddingsAt>[1] = {},
) => {
  const server = await stubServer(answer)
  const { tools, waits } = hastily()
  const embedder = await openEmbedder(embeddingsAt(server.url, { dimensions: 8, ...more }), tools)
  return { server, embedder, waits }
}

describe('an endpoint like that of OpenAI', () => {
  test('is sent texts in batches, and its vectors come back in order, of length 1', async () => {
    const { server, embedder } = await embedderAt((sent) => vectorsFor(sent))
    const texts = ['moor', 'berth', 'tide', 'pilot', 'quay', 'crane', 'lock']
    const vectors = await embedder.embedDocuments(texts)
    expect(server.requests.map(textsOf)).toEqual([
      ['moor', 'berth', 'tide'],
      ['pilot', 'quay', 'crane'],
      ['lock'],
    ])
    for (const [index, text] of texts.entries()) near(vectors[index], direction(numbersFor(text)))
    for (const vector of vectors) expect(lengthOf(vector)).toBeCloseTo(1, 6)
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`)
    near(await embedder.embedQuery('tide'), direction(numbersFor('tide')))
  })

  test('is not sent texts without words, whose vectors are zeros', async () => {
    const { server, embedder } = await embedderAt((sent) => vectorsFor(sent))
    const vectors = await embedder.embedDocuments(['', 'moor', ' \n', 'berth'])
    expect(server.requests.map(textsOf)).toEqual([['moor', 'berth']])
    expect(vectors.map(lengthOf).map(Math.round)).toEqual([0, 1, 0, 1])
    near(vectors[3], direction(numbersFor('berth')))
    expect(lengthOf(await embedder.embedQuery('\t'))).toBe(0)
    expect(await embedder.embedDocuments([])).toEqual([])
  })

  test('is sent no more of a text than is configured, and no half of a character', async () => {
    const { server, embedder } = await embedderAt((sent) => vectorsFor(sent), {
      mostCharacters: 100,
    })
    await embedder.embedDocuments([`${'a'.repeat(99)}⚓️🚢 and more`, `${'a'.repeat(99)}🚢`])
    expect(server.requests.map(textsOf)).toEqual([[`${'a'.repeat(99)}⚓`, 'a'.repeat(99)]])
  })

  test('is asked how many numbers its vectors have where nobody says', async () => {
    const { embedder } = await embedderAt((sent) => vectorsFor(sent), { dimensions: undefined })
    expect(embedder.space.dimensions).toBe(8)
  })
})

describe('the id of a space', () => {
  const idOf = async (more: Parameters<typeof embeddingsAt>[1] = {}): Promise<string> => {
    const choice = embeddingsAt('http://127.0.0.1:9', { dimensions: 8, ...more })
    return (await openEmbedder(choice, hastily().tools)).space.id
  }

  test('stays the same with the same model, whatever the key and the patience', async () => {
    const id = await idOf()
    expect(id).toMatch(/^@langchain\/openai OpenAIEmbeddings@[0-9a-f]{16}$/)
    const other = {
      secrets: () => ({ apiKey: 'another' }),
      retries: 0,
      batch: 9,
      timeoutSeconds: 1,
    }
    expect(await idOf(other)).toBe(id)
  })

  test.each([
    ['another model', { options: { model: 'quay-embed' } }],
    ['another dimension', { dimensions: 16 }],
    ['other texts', { mostCharacters: 100 }],
  ])('changes with %s', async (_, more) => {
    expect(await idOf(more)).not.toBe(await idOf())
  })
})

describe('a model that gives something else is refused', () => {
  const texts = ['moor', 'berth', 'tide']
  test.each([
    ['fewer numbers', () => numbersFor('x', 7), 'a vector of 7 numbers where 8 were expected'],
    ['more numbers', () => numbersFor('x', 16), 'a vector of 16 numbers where 8 were expected'],
    ['no number', () => [1, 2, null, 4, 5, 6, 7, 8], 'something in it that is no number'],
    ['zeros', () => [0, 0, 0, 0, 0, 0, 0, 0], 'a vector of zeros'],
    ['nothing', () => [], 'no vector'],
  ])('%s', async (_, odd, message) => {
    // One among three: each is looked at.
    const numbers = (text: string) => (text === 'tide' ? odd() : numbersFor(text))
    const server = await stubServer((sent) => vectorsFor(sent, { numbers }))
    const choice = embeddingsAt(server.url, { dimensions: 8 })
    const options = { ...choice.options, encodingFormat: 'float' }
    const embedder = await openEmbedder({ ...choice, options }, hastily().tools)
    const fault = await faultOf(() => embedder.embedDocuments(texts))
    expect(fault).toMatchObject({ code: 'model.failed', message: expect.stringContaining(message) })
  })
})

describe('an endpoint that ignores the format it is asked for', () => {
  test('is found out when it is opened, with what helps', async () => {
    const server = await stubServer((sent) => vectorsFor(sent, { ignoresFormat: true, numbers }))
    const { tools } = hastily()
    const choice = embeddingsAt(server.url)
    const fault = await faultOf(() => openEmbedder(choice, tools))
    expect(fault).toMatchObject({
      code: 'model.failed',
      message: expect.stringContaining('encodingFormat: float'),
    })
    const options = { ...choice.options, encodingFormat: 'float' }
    const embedder = await openEmbedder({ ...choice, options }, tools)
    near(await embedder.embedQuery('moor'), direction(numbers('moor')))
  })

  /** As models have them: between -1 and 1. */
  const numbers = (text: string): number[] => direction(numbersFor(text))
})

describe('an endpoint that does not answer', () => {
  const once =
    (fault: StubReply) =>
    (sent: Sent, count: number): StubReply =>
      count === 1 ? fault : vectorsFor(sent)

  test.each([
    [
      'is busy and says for how long',
      refusal(429, { message: 'slow' }, { 'retry-after': '7' }),
      7_000,
    ],
    [
      'says so by a date',
      refusal(503, { message: 'slow' }, { 'retry-after': 'Sun, 01 Nov 2026 09:00:20 GMT' }),
      20_000,
    ],
    ['is busy', refusal(429, { message: 'slow' }), 500],
    ['broke', refusal(500, { message: 'oops' }), 500],
    ['was cut off', cut, 500],
  ])('is asked again where it %s', async (_, fault, wait) => {
    const { embedder, server, waits } = await embedderAt(once(fault))
    const [vector] = await embedder.embedDocuments(['moor'])
    near(vector, direction(numbersFor('moor')))
    expect(server.requests.length).toBe(2)
    expect(waits).toEqual([wait])
  })

  test.each([
    ['is busy', refusal(429, { message: 'slow' }), 'model.busy', 3],
    [
      'wants to be left alone for long',
      refusal(429, { message: 'x' }, { 'retry-after': '61' }),
      'model.busy',
      1,
    ],
    [
      'has no quota left',
      refusal(429, { message: 'x', code: 'insufficient_quota' }),
      'model.refused',
      1,
    ],
    ['is broken', refusal(500, { message: 'oops' }), 'model.failed', 3],
    ['does not know the key', refusal(401, { message: `no such key: ${key}` }), 'model.refused', 1],
    [
      'does not know the model',
      refusal(404, { message: `no harbour-embed for ${key}` }),
      'model.refused',
      1,
    ],
    ['does not take the text', refusal(400, { message: 'moor is too long' }), 'model.refused', 1],
    ['cuts every connection', cut, 'model.unreachable', 3],
    ['gives no JSON', { body: '<h1>hello</h1>' }, 'model.failed', 1],
    [
      'gives too few vectors',
      { headers: { 'content-type': 'application/json' }, body: '{"data":[]}' },
      'model.failed',
      1,
    ],
  ])('is given up where it %s', async (_, fault, code, attempts) => {
    const { embedder, server } = await embedderAt(() => fault)
    const thrown = await faultOf(() => embedder.embedDocuments(['moor the ship']))
    expect(thrown).toBeInstanceOf(PlumblineError)
    expect(thrown).toMatchObject({ code })
    expect(server.requests.length).toBe(attempts)
    expect(inspect(thrown, { depth: 9 })).not.toContain('hunter2')
    expect(String(thrown)).not.toContain('moor')
  })

  test('is given up after its time, as often as is configured', async () => {
    const limits = { timeoutSeconds: 0.05, retries: 1 }
    const { embedder, waits } = await embedderAt(() => silence, limits)
    const thrown = await faultOf(() => embedder.embedDocuments(['moor']))
    expect(thrown).toMatchObject({ code: 'model.too-slow' })
    expect(waits).toEqual([500])
  })

  test('is asked once where somebody waits for an answer to a question', async () => {
    const { embedder, server, waits } = await embedderAt(() => refusal(500, { message: 'oops' }))
    expect(await faultOf(() => embedder.embedQuery('moor'))).toMatchObject({ code: 'model.failed' })
    expect([server.requests.length, waits.length]).toEqual([1, 0])
  })

  test('is not there at all', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const embedder = await openEmbedder(embeddingsAt(url, { dimensions: 8 }), hastily().tools)
    const thrown = await faultOf(() => embedder.embedQuery('moor'))
    expect(thrown).toMatchObject({
      code: 'model.unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })
})
