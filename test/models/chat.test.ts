import { inspect } from 'node:util'
import { AIMessage } from '@langchain/core/messages'
import { FakeListChatModel, FakeStreamingChatModel } from '@langchain/core/utils/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Composer, Material } from '../../src/domain/composer.ts'
import { type ComposingRules, composerOver } from '../../src/models/chat.ts'
import { openComposer } from '../../src/models/load.ts'
import type { ChatModel } from '../../src/models/shapes.ts'
import { cut, type StubReply, silence, stubServer } from '../support/stub-server.ts'
import { chatAt, faultOf, hastily, key, refusal } from './support.ts'

const material: Material = {
  question: 'How long does a berth stay open?',
  passages: [
    { mark: 'c1', title: 'Berths', heading: ['Hours'], text: 'A berth stays open for 6 hours.' },
  ],
}

const rules = (more: Partial<ComposingRules> = {}): ComposingRules => ({
  model: { name: 'harbour chat', secrets: [key] },
  milliseconds: 5_000,
  mostCharacters: 200,
  now: hastily().tools.now,
  ...more,
})

const written = async (composer: Composer, signal?: AbortSignal): Promise<string[]> => {
  const pieces: string[] = []
  for await (const piece of composer.compose(material, signal)) pieces.push(piece)
  return pieces
}

const chunk = (content: string): string =>
  `data: ${JSON.stringify({
    id: 'chat-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'harbour-chat',
    choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }],
  })}\n\n`

/** A stream of an answer: https://platform.openai.com/docs/api-reference/chat-streaming */
const streamed = (...pieces: readonly string[]): StubReply => ({
  headers: { 'content-type': 'text/event-stream' },
  body: `${pieces.map(chunk).join('')}data: [DONE]\n\n`,
})

const sent = z.object({
  stream: z.literal(true),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
})

describe('an endpoint like that of OpenAI, by the real @langchain/openai', () => {
  test('is sent rules apart from pages, and what it writes comes piece by piece', async () => {
    const server = await stubServer(() => streamed('A berth stays ', 'open for 6 hours [c1].'))
    const composer = await openComposer(chatAt(server.url), hastily().tools)
    expect(composer.id).toBe('@langchain/openai ChatOpenAI')
    expect(await written(composer)).toEqual(['A berth stays ', 'open for 6 hours [c1].'])
    const { messages } = sent.parse(JSON.parse(server.requests[0]?.body ?? ''))
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(messages[0]?.content).not.toContain('6 hours')
    expect(messages[1]?.content).toContain('A berth stays open for 6 hours.')
  })

  test('is sent another boundary each time', async () => {
    const server = await stubServer(() => streamed('NO GROUND'))
    const composer = await openComposer(chatAt(server.url), hastily().tools)
    await written(composer)
    await written(composer)
    const fences = server.requests.map(({ body }) => /END ([0-9a-f]{32})/.exec(body)?.[1])
    expect(fences.every((fence) => fence !== undefined)).toBe(true)
    expect(new Set(fences).size).toBe(2)
  })

  test.each([
    ['does not know the key', refusal(401, { message: `no such key: ${key}` }), 'model.refused'],
    ['is busy', refusal(429, { message: 'slow down' }), 'model.busy'],
    ['broke', refusal(500, { message: 'oops' }), 'model.failed'],
    ['cut the connection', cut, 'model.unreachable'],
  ])('%s: asked once, told with a code and without the key', async (_, reply, code) => {
    const server = await stubServer(() => reply)
    const composer = await openComposer(chatAt(server.url), hastily().tools)
    const fault = await faultOf(() => written(composer))
    expect(fault).toMatchObject({ code })
    expect(inspect(fault, { depth: 9 })).not.toContain('hunter2')
    expect(server.requests.length).toBe(1)
  })

  test('is given up after its time', async () => {
    const server = await stubServer(() => silence)
    const choice = chatAt(server.url, { timeoutSeconds: 0.05 })
    const composer = await openComposer(choice, hastily().tools)
    expect(await faultOf(() => written(composer))).toMatchObject({ code: 'model.too-slow' })
  })
})

/** A model that writes one word after the other, as long as it is let, and never listens. */
const endless = (): { readonly model: ChatModel; readonly written: () => number } => {
  let count = 0
  const model = new FakeListChatModel({ responses: [''] })
  model._streamResponseChunks = async function* () {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      count++
      yield* new FakeListChatModel({ responses: ['a'] })._streamResponseChunks([], {})
    }
  }
  return { model, written: () => count }
}

describe('any chat model of LangChain', () => {
  test('that cannot stream writes in one piece', async () => {
    const model = new FakeStreamingChatModel({ responses: [new AIMessage('6 hours [c1].')] })
    model.disableStreaming = true
    expect(await written(composerOver(model, rules()))).toEqual(['6 hours [c1].'])
  })

  test('that writes on and on is cut off, and told so', async () => {
    const { model, written: count } = endless()
    const fault = await faultOf(() => written(composerOver(model, rules({ mostCharacters: 50 }))))
    expect(fault).toMatchObject({
      code: 'model.failed',
      message: 'harbour chat wrote more than 50 characters',
    })
    expect(count()).toBeLessThan(60)
  })

  test('that writes on and on is stopped when its time is over', async () => {
    const { model } = endless()
    const limits = rules({ milliseconds: 30, mostCharacters: Number.MAX_SAFE_INTEGER })
    expect(await faultOf(() => written(composerOver(model, limits)))).toMatchObject({
      code: 'model.too-slow',
    })
  })

  test('is stopped by whoever asked', async () => {
    const stop = new AbortController()
    const { model } = endless()
    const composing = composerOver(model, rules()).compose(material, stop.signal)
    const asked = faultOf(async () => {
      for await (const _ of composing) stop.abort(new Error('never mind'))
    })
    expect(await asked).toMatchObject({ message: 'never mind' })
  })

  test('is not even asked where whoever asks has left', async () => {
    const { model, written: count } = endless()
    const left = AbortSignal.abort(new Error('gone home'))
    const fault = await faultOf(() => written(composerOver(model, rules()), left))
    expect(fault).toMatchObject({ message: 'gone home' })
    expect(count()).toBeLessThan(2)
  })

  test('is left alone when nobody reads on', async () => {
    const { model, written: count } = endless()
    for await (const _ of composerOver(model, rules()).compose(material)) break
    const before = count()
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    expect(count() - before).toBeLessThan(3)
  })

  test('that throws in the middle is told with a code', async () => {
    const model = new FakeListChatModel({ responses: ['six hours'] })
    const stream = model._streamResponseChunks.bind(model)
    model._streamResponseChunks = async function* (...given) {
      for await (const piece of stream(...given)) {
        yield piece
        throw new Error(`lost ${key} on the way`)
      }
    }
    const fault = await faultOf(() => written(composerOver(model, rules())))
    expect(fault).toMatchObject({ code: 'model.failed' })
    expect(inspect(fault)).not.toContain('hunter2')
  })
})
