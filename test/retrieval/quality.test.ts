import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { openStore } from '../../src/store/store.ts'
import { answer, index, shareFirst } from './support/corpus.ts'
import { answerable, unanswerable } from './support/fastify-questions.ts'

const acme = 'corpus/acme'
const questionSchema = z.object({
  as: z.string(),
  ask: z.string().optional(),
  expect: z.object({
    reasons: z.array(z.string()).default([]),
    cites: z.array(z.string()).default([]),
    mustSay: z.array(z.string()).default([]),
  }),
})
const principalSchema = z.object({
  principals: z.array(z.object({ id: z.string(), groups: z.array(z.string()) })),
})

const readAcme = async () => {
  const store = await openStore(':memory:')
  await index(store, 'wiki', `${acme}/wiki`, [['group:everyone']])
  await index(store, 'runbooks', `${acme}/runbooks`, [['group:everyone']])
  const { principals } = principalSchema.parse(
    parse(readFileSync(`${acme}/plumbline.yaml`, 'utf8')),
  )
  const lines = readFileSync(`${acme}/questions.jsonl`, 'utf8').trim().split('\n')
  const questions = lines.map((line) => questionSchema.parse(JSON.parse(line)))
  const results = []
  for (const { as, ask, expect: expected } of questions) {
    const reader = principals.find(({ id }) => id === as)
    if (!ask || !reader) continue
    results.push({ ask, ...expected, ...(await answer(store, ask, reader)) })
  }
  await store.close()
  return results
}

const plain = (text: string): string => text.replaceAll('`', '').replace(/\s+/g, ' ')

describe("Acme's questions", () => {
  it('find their page first, are answered with the words that must be said, or get no ground', async () => {
    const results = await readAcme()
    const inFolders = (page: string) => page.startsWith('wiki/') || page.startsWith('runbooks/')
    const cited = results
      .filter(({ cites }) => cites.some(inFolders))
      .map((result) => ({ ...result, wanted: result.cites }))
    const said = cited.filter(({ mustSay, text }) =>
      mustSay.every((words) => plain(text ?? '').includes(words)),
    )
    const groundless = results.filter(({ reasons }) => reasons.includes('answer.no-ground'))
    expect(cited.length).toBeGreaterThan(40)
    expect(shareFirst(cited)).toBeGreaterThanOrEqual(0.9)
    // Some of the words stand in the repositories' own documents, which are not read here.
    expect(said.length / cited.length).toBeGreaterThanOrEqual(0.85)
    expect(cited.filter(({ text }) => text === null).length).toBeLessThanOrEqual(1)
    expect(groundless.filter(({ text }) => text !== null).map(({ ask }) => ask)).toEqual([])
  })
})

describe("fastify's manual", () => {
  it('answers what it can answer and seldom what it cannot', async () => {
    const store = await openStore(':memory:')
    const reader = { id: 'agent:a', groups: ['group:all'] }
    for (const folder of ['Guides', 'Reference']) {
      await index(store, 'fastify', `node_modules/fastify-4/docs/${folder}`, [['group:all']])
    }
    const results = []
    for (const [question, pages] of answerable) {
      const wanted = pages.map((page) => `fastify/${page}.md`)
      results.push({ wanted, ...(await answer(store, question, reader)) })
    }
    expect(shareFirst(results)).toBeGreaterThanOrEqual(0.75)
    expect(results.every(({ text }) => text !== null)).toBe(true)
    const grounded = []
    for (const question of unanswerable) {
      const { text } = await answer(store, question, reader)
      if (text !== null) grounded.push(question)
    }
    expect(grounded.length).toBeLessThanOrEqual(2)
    await store.close()
  })
})
