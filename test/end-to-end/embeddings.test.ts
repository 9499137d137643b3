import { afterEach, expect, test, vi } from 'vitest'
import { company } from '../bad-input/company.ts'
import { textsOf, vectorsFor } from '../models/support.ts'
import { everyReader } from '../support/acme.ts'
import { cut, type Sent, stubServer } from '../support/stub-server.ts'

// A configured model, by a real @langchain/openai, from the configuration to what a search finds.

afterEach(() => {
  vi.unstubAllEnvs()
})

const pages = {
  'berths.md': '# Berths\n\nShips lie alongside for six hours.\n',
  'cranes.md': '# Cranes\n\nContainers are lifted onto the quay.\n',
}

/** What a model knows and words do not: vessels are ships. */
const topics = [/ship|vessel|berth/i, /crane|container|quay/i, /counter|nine/i]
const numbers = (text: string): number[] => topics.map((topic) => (topic.test(text) ? 1 : 0.01))

const harbour = async () => {
  const state = { isDown: false }
  const answer = (sent: Sent) => (state.isDown ? cut : vectorsFor(sent, { numbers }))
  const server = await stubServer(answer)
  vi.stubEnv('HARBOUR_KEY', 'sk-harbour')
  const models = (model: string) => `models:
  embeddings:
    package: '@langchain/openai'
    export: OpenAIEmbeddings
    options: { model: ${model}, configuration: { baseURL: '${server.url}/v1' } }
    secretsFrom: { apiKey: HARBOUR_KEY }
    retries: 0
`
  const plumbline = await company(pages, models('harbour-embed')).open()
  await plumbline.index()
  /** The titles of what is found, with how near the model says it is. */
  const nearness = async (query: string) => {
    const { hits } = await plumbline.search({ query }, everyReader)
    return Object.fromEntries(hits.map(({ citation, parts }) => [citation.page.title, parts.dense]))
  }
  return { plumbline, server, state, nearness }
}

test('a passage is found by what a model knows, where no word of the question stands', async () => {
  const { plumbline, server, nearness } = await harbour()
  expect(server.requests.flatMap(textsOf).join()).toContain('Ships lie alongside')
  expect(plumbline.vectors().space).toMatch(/^@langchain\/openai OpenAIEmbeddings@/)
  const near = await nearness('Where may my vessel stay?')
  expect(near).toMatchObject({ Berths: 1, Cranes: 0 })
  expect(Object.keys(near)[0]).toBe('Berths')
})

test('where the model is out of reach, words find passages without it', async () => {
  const { state, nearness } = await harbour()
  state.isDown = true
  expect(await nearness('Where may my vessel stay?')).toEqual({})
  expect(await nearness('How are containers lifted?')).toEqual({ Cranes: undefined })
})
