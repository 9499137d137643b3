import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { inspect } from 'node:util'
import type { Document } from '@langchain/core/documents'
import { AIMessage } from '@langchain/core/messages'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { FakeChatModel } from '@langchain/core/utils/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from '../../server/main.ts'
import {
  type PassageMetadata,
  PlumblineRetriever,
  plumblineTool,
  type RetrieverOptions,
  type Whereabouts,
} from '../../src/client/langchain.ts'
import { PlumblineError } from '../../src/domain/errors.ts'
import { type OpenedAcme, openAcme } from '../support/acme.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const data = newFolder()
let acme: OpenedAcme
let served: Served
const places = new Map<string, Whereabouts>()

beforeAll(async () => {
  acme = await openAcme(data)
  const { plumbline } = acme
  await plumbline.index()
  const log = { level: 'error', stream: { write: () => {} } } as const
  served = await serve(plumbline, { port: 0, log, signals: new EventEmitter() })
  places.set('embedded', { plumbline, principal: await plumbline.principal('agent-demo') })
  const key = await plumbline.createKey('agent-demo')
  places.set('over HTTP', { url: served.address, key })
})

afterAll(async () => {
  await served?.close()
  removeFolder(data)
})

const retries = 'What is the default of MAX_RETRIES?'
const refunds = 'How many days do merchants have to refund a payment?'

const placeOf = (name: string): Whereabouts => {
  const place = places.get(name)
  if (!place) throw new Error(`there is no ${name}`)
  return place
}

const retriever = (name: string, options: RetrieverOptions = {}) =>
  new PlumblineRetriever({ ...placeOf(name), ...options })

describe.each(['embedded', 'over HTTP'])('%s, the retriever', (name) => {
  test('gives passages with where they stand and how old they are', async () => {
    const documents = await retriever(name, { limit: 5 }).invoke(refunds)
    expect(documents.length).toBe(5)
    for (const { id, pageContent, metadata } of documents) {
      const { citation, freshness, score, parts } = metadata
      expect(id).toBeTruthy()
      expect(pageContent.endsWith(citation.quote)).toBe(true)
      expect(createHash('sha256').update(citation.quote).digest('hex')).toBe(citation.sha256)
      expect(citation.span[1] - citation.span[0]).toBe(citation.quote.length)
      expect(citation.revision).not.toBe('')
      expect(freshness.ages).toHaveProperty('contentDays')
      expect(freshness.because).toBeInstanceOf(Array)
      expect(score).toBeGreaterThan(0)
      expect(Object.keys(parts).length).toBeGreaterThan(0)
    }
    expect(documents.some(({ metadata }) => metadata.citation.url !== null)).toBe(true)
  })

  test('tags what code contradicts, in front of its words and in its metadata', async () => {
    const documents = await retriever(name, { limit: 20 }).invoke(retries)
    const bad = documents.filter(({ metadata }) => metadata.freshness.state === 'contradicted')
    expect(bad.length).toBeGreaterThan(0)
    for (const { pageContent, metadata } of bad) {
      expect(metadata.contradicted).toBe(true)
      expect(pageContent).toMatch(/^\[Plumbline: contradicted; .+\]\n\n/)
      expect(metadata.unusable.length).toBeGreaterThan(0)
    }
    const told = bad.find(({ metadata }) =>
      metadata.contradictions.some(({ subject }) => subject === 'MAX_RETRIES'),
    )
    expect(told?.pageContent).toContain('the code says MAX_RETRIES is 3, not 5')
    const [start = 0, end = 0] = told?.metadata.unusable[0] ?? []
    expect(told?.metadata.citation.quote.slice(start, end)).toContain('5')
    const sound = documents.find(({ metadata }) => !metadata.contradicted)
    expect(sound?.pageContent).toBe(sound?.metadata.citation.quote)
  })

  test('leaves its words alone where only metadata are wanted', async () => {
    const documents = await retriever(name, { limit: 20, warnIn: 'metadata' }).invoke(retries)
    expect(documents.some(({ metadata }) => metadata.contradicted)).toBe(true)
    for (const { pageContent, metadata } of documents)
      expect(pageContent).toBe(metadata.citation.quote)
  })

  test('leaves out what is contradicted where it is told to', async () => {
    const all = await retriever(name, { limit: 6 }).invoke(retries)
    const kept = await retriever(name, { limit: 6, leaveOutContradicted: true }).invoke(retries)
    expect(all.some(({ metadata }) => metadata.contradicted)).toBe(true)
    expect(kept.some(({ metadata }) => metadata.contradicted)).toBe(false)
    expect(kept.length).toBe(6)
  })

  test('keeps to the sources it is told', async () => {
    const documents = await retriever(name, { sources: ['runbooks'] }).invoke('restart payments')
    expect(new Set(documents.map(({ metadata }) => metadata.citation.source))).toEqual(
      new Set(['runbooks']),
    )
  })

  test('stands in a chain, and its warnings reach the model', async () => {
    const prompt = ChatPromptTemplate.fromTemplate('Answer from:\n{context}\n\nAsked: {question}')
    const shown = (documents: Document<PassageMetadata>[]) =>
      documents.map(({ pageContent }) => pageContent).join('\n---\n')
    const chain = RunnableSequence.from([
      {
        context: retriever(name, { limit: 20 }).pipe(shown),
        question: new RunnablePassthrough(),
      },
      prompt,
      // It says what it was told.
      new FakeChatModel({}),
      new StringOutputParser(),
    ])
    const said = await chain.invoke(retries)
    expect(said).toContain(`Asked: ${retries}`)
    expect(said).toMatch(/\[Plumbline: contradicted; .*the code says MAX_RETRIES is 3, not 5/)
  })
})

describe.each(['embedded', 'over HTTP'])('%s, the tool', (name) => {
  const ask = async (query: string, intent: 'inform' | 'act') =>
    JSON.parse(await plumblineTool(placeOf(name)).invoke({ query, intent }))

  test('gives advice that is allowed, with its sources', async () => {
    const told = await ask(refunds, 'inform')
    expect(told).toMatchObject({ decision: 'allow', reasons: [] })
    expect(told.text).toContain('180')
    expect(told.sources[0]).toMatchObject({ id: 'c1', freshness: 'fresh' })
  })

  test('gives the reasons of a block and no text', async () => {
    const told = await ask(retries, 'act')
    expect(told.decision).toBe('block')
    expect(told.reasons.map(({ code }: { code: string }) => code)).toContain('code.value-differs')
    expect(told.unblock.length).toBeGreaterThan(0)
    expect(told).not.toHaveProperty('text')
    expect(told).not.toHaveProperty('sources')
  })

  test('answers the call of a model, with the whole answer beside it', async () => {
    const model = RunnableLambda.from(
      (query: string) =>
        new AIMessage({
          content: '',
          tool_calls: [{ id: 'call_7', name: 'ask_plumbline', args: { query }, type: 'tool_call' }],
        }),
    )
    const tool = plumblineTool(placeOf(name))
    const chain = model.pipe(async ({ tool_calls: calls = [] }: AIMessage) => {
      const [call] = calls
      if (call === undefined) throw new Error('nothing was called')
      return tool.invoke({ ...call, type: 'tool_call' })
    })
    const message = await chain.invoke(refunds)
    expect(message).toMatchObject({ tool_call_id: 'call_7', name: 'ask_plumbline' })
    expect(message.artifact).toMatchObject({ query: refunds, verdict: { decision: 'allow' } })
  })

  test('takes no question without words', async () => {
    await expect(plumblineTool(placeOf(name)).invoke({ query: ' ' })).rejects.toThrow(/schema/)
  })
})

test('a fault is thrown, never passed off as an answer', async () => {
  const place = { url: served.address, key: 'plk_never-made' }
  const faults = [
    new PlumblineRetriever(place).invoke(retries),
    plumblineTool(place).invoke({ query: retries }),
  ]
  for (const fault of faults) await expect(fault).rejects.toBeInstanceOf(PlumblineError)
})

test('nobody is shown the key', async () => {
  const key = 'plk_hunter2'
  const shy = new PlumblineRetriever({ url: served.address, key })
  const tool = plumblineTool({ url: served.address, key })
  for (const thing of [shy, tool])
    expect(inspect(thing, { depth: 9 }) + JSON.stringify(thing)).not.toContain('hunter2')
})

test('each reader finds what that reader may see', async () => {
  const { plumbline } = acme
  const outsider = await plumbline.principal('ext-lukas')
  expect(await new PlumblineRetriever({ plumbline, principal: outsider }).invoke(retries)).toEqual(
    [],
  )
})
