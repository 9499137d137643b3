import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '../../../src/domain/page.ts'
import type { Block, Passage } from '../../../src/domain/passage.ts'
import { lookUp } from '../../../src/flows/look-up.ts'
import { legDepth } from '../../../src/retrieval/retrieve.ts'
import type { PageToPut } from '../../../src/store/ready-page.ts'
import { openStore } from '../../../src/store/store.ts'
import { unknownTimes } from '../../support/times.ts'
import { type Composed, compose, type DenseFigures } from './composition.ts'
import { filesIn, inParts, measure, queriesIn } from './harness.ts'
import type { CorpusPassage } from './passages.ts'

// Plumbline's whole retrieval over the passages in the folder given: stored as crawls store them, looked up as questions are.
const [folder = '', out = ''] = process.argv.slice(2)
const groups = ['group:everyone', 'group:engineering', 'group:operations']
const reader = { id: 'agent:bench', groups }
const seen = { at: '2026-11-01T09:00:00Z', basis: 'observed' } as const
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function pageOf(passages: readonly CorpusPassage[]): PageToPut {
  const [first] = passages
  if (first === undefined) throw new Error('a page has passages')
  const id = `bench:${first.page}`
  const texts = passages.map(({ heading, text }) => `## ${heading}\n\n${text}\n\n`)
  const text = texts.join('')
  const page: Page = {
    ...{ id, source: 'bench', path: String(first.page), url: null, title: first.title },
    ...{ owner: null, about: [], home: null, genre: 'reference', revision: '1' },
    access: [[groups[first.page % groups.length] ?? '']],
    ...{ text, lines: null, sha256: sha256(text), times: { ...unknownTimes, fetched: seen } },
    ...{ visits: { count: 1, changes: 0 }, supersededBy: null, flags: [], problems: [] },
  }
  let start = 0
  const cut = passages.map((passage, position) => {
    const from = start
    start += texts[position]?.length ?? 0
    return passageOf(passage, id, position, from)
  })
  return { page, passages: cut, stamp: null }
}

function passageOf(
  { number, heading, text }: CorpusPassage,
  page: string,
  position: number,
  from: number,
): Passage {
  const start = from + heading.length + 5
  let at = start
  const blocks = text.split('\n\n').map((block): Block => {
    const span = [at, at + block.length] as const
    at += block.length + 2
    const isCode = /^(?:```|~~~)/.test(block)
    const lines = { line: 1, endLine: 1, textStart: span[0], marks: [] }
    return { kind: isCode ? 'code' : 'paragraph', span, text: block, ...lines }
  })
  return {
    ...{ id: `psg_${number}`, page, position, heading: heading === '' ? [] : [heading] },
    ...{ anchor: null, span: [start, start + text.length], line: 1, endLine: 1 },
    ...{ text, blocks, sha256: sha256(text), changed: null },
  }
}

const store = await openStore(join(folder, 'plumbline.sqlite'))
let composed: Composed | undefined

async function build(): Promise<void> {
  let open: CorpusPassage[] = []
  let pages: PageToPut[] = []
  for await (const part of inParts(folder, 2_000)) {
    for (const passage of part) {
      if (open[0] !== undefined && open[0].page !== passage.page) {
        pages.push(pageOf(open))
        open = []
      }
      open.push(passage)
    }
    await store.pages.put(pages)
    pages = []
  }
  await store.pages.put(open.length === 0 ? [] : [pageOf(open)])
  composed = await compose(store, folder, reader)
}

/** The vectors of the dense leg, for who is measured beside it. */
async function writeVectors(dense: DenseFigures): Promise<void> {
  const bytes = (vector: Float32Array) =>
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
  const passages = createWriteStream(filesIn(folder).vectors)
  for await (const vector of dense.vectors())
    if (!passages.write(bytes(vector))) await once(passages, 'drain')
  await new Promise<void>((done) => passages.end(done))
  const queries: Buffer[] = []
  const near: (readonly number[])[] = []
  for (const { text } of queriesIn(folder)) {
    queries.push(Buffer.from(bytes(await dense.embedQuery(text))))
    // As deep as retrieval asks it: a graph is walked with more care the more is wanted.
    near.push((await dense.nearest(text, legDepth)).slice(0, 10).map((key) => key - 1))
  }
  writeFileSync(filesIn(folder).queryVectors, Buffer.concat(queries))
  writeFileSync(`${out}.near`, JSON.stringify({ dimensions: dense.dimensions, near }))
}

await measure(
  {
    build,
    async query({ text }) {
      if (composed === undefined) throw new Error('nothing is built')
      const { candidates } = await lookUp(text, composed.ports, { reader })
      return candidates.map(({ passage }) => Number(passage.id.slice('psg_'.length)))
    },
    async close() {
      if (composed?.dense) await writeVectors(composed.dense)
      await composed?.close()
      await store.close()
    },
  },
  folder,
  out,
)
