import { Document } from '@langchain/core/documents'
import { FakeVectorStore } from '@langchain/core/utils/testing'
import { expect, test } from 'vitest'
import type { Embedder } from '../../src/domain/vectors.ts'
import { embedderOver } from '../../src/models/embeddings.ts'
import { PlumblineEmbeddings } from '../../src/models/langchain-embeddings.ts'
import { isEmbeddings } from '../../src/models/shapes.ts'
import { decodeModel } from '../../src/retrieval/lsa/codec.ts'
import { lsaEmbedder } from '../../src/retrieval/lsa/embedder.ts'
import { fit as fitOn } from '../../src/retrieval/lsa/fit.ts'
import { hastily } from './support.ts'

const words = ['moor', 'berth', 'tide', 'pilot']

/** As the built-in ones are: one number a word, of length 1. */
const embedder: Embedder = {
  space: { id: 'harbour words', dimensions: words.length },
  embedDocuments: async (texts) => texts.map(vectorOf),
  embedQuery: async (text) => vectorOf(text),
}

const vectorOf = (text: string): Float32Array => {
  const counts = words.map((word) => text.split(word).length - 1)
  const length = Math.hypot(...counts) || 1
  return Float32Array.from(counts, (count) => count / length)
}

const texts = ['moor at the berth', 'the tide, the tide', 'call the pilot to moor']

test('the built-in latent semantic analysis serves LangChain', async () => {
  const pages = [
    'The harbour master opens a berth when the tide is high.',
    'A berth is opened by the harbour master at high tide.',
    'Ships wait for the tide and for a berth.',
    'The crane lifts containers from the ship onto the quay.',
    'Containers are lifted by a crane and stacked on the quay.',
    'The quay holds containers until the crane is free.',
  ]
  const bytes = await fitOn(pages, { dimensions: 3 })
  const model = bytes === null ? expect.unreachable() : decodeModel(bytes)
  const store = new FakeVectorStore(new PlumblineEmbeddings(lsaEmbedder(model)))
  await store.addDocuments(pages.map((pageContent) => new Document({ pageContent })))
  const found = await store.similaritySearch('crane for containers', 3)
  expect(found.map(({ pageContent }) => pageContent).toSorted()).toEqual(pages.slice(3).toSorted())
})

test("Plumbline's own embedder serves LangChain", async () => {
  const embeddings = new PlumblineEmbeddings(embedder)
  expect(isEmbeddings(embeddings)).toBe(true)
  const store = new FakeVectorStore(embeddings)
  await store.addDocuments(texts.map((pageContent) => new Document({ pageContent })))
  const found = await store.similaritySearch('when is the tide?', 1)
  expect(found.map(({ pageContent }) => pageContent)).toEqual(['the tide, the tide'])
})

test('what goes out to LangChain and comes back is the same', async () => {
  const { tools } = hastily()
  const again = embedderOver(new PlumblineEmbeddings(embedder), embedder.space, {
    model: { name: 'harbour words', secrets: [] },
    batch: 2,
    mostCharacters: 100,
    patience: { ...tools, milliseconds: 1_000, retries: 0 },
    queryPatience: { ...tools, milliseconds: 1_000, retries: 0 },
  })
  const [there, back] = await Promise.all([
    embedder.embedDocuments(texts),
    again.embedDocuments(texts),
  ])
  for (const [index, vector] of there.entries())
    for (const [at, number] of vector.entries()) expect(back[index]?.[at]).toBeCloseTo(number, 6)
})
