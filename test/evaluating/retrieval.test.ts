import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { evaluateRetrievalFiles } from '../../src/evaluating/retrieval.ts'
import { indexDocuments, rankDocuments } from '../../src/flows/evaluate-retrieval.ts'
import { lookUp } from '../../src/flows/look-up.ts'
import { openStore } from '../../src/store/store.ts'
import { builtProgram, runProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const documents = [
  {
    id: 'depot-gate',
    title: 'The depot gate',
    text: 'The night shift opens the depot gate with a code of four digits.',
  },
  {
    id: 'visitors',
    title: 'Visitors',
    text: 'A visitor wears a yellow badge and is met at reception.',
  },
  {
    id: 'reefers',
    title: 'Refrigerated containers',
    text: [
      '# Alarms',
      'A container that is too warm raises E_REEFER_12, and its plug is checked at once.',
      '# Plugs',
      'A container keeps its plug until it is lifted.',
    ].join('\n\n'),
  },
  {
    id: 'payroll',
    title: 'Payroll',
    text: '---\naccess: [group:finance]\n---\n\nWages are paid on the last working day of a month.',
  },
  { id: 'blank', title: '', text: '' },
] as const

const queries = [
  { id: 'gate', text: 'Who opens the depot gate at night?' },
  { id: 'alarm', text: 'E_REEFER_12' },
  { id: 'zeppelin', text: 'zeppelin mooring' },
  { id: 'wages', text: 'When are wages paid?' },
] as const

const judgements = [
  { query_id: 'gate', doc_id: 'depot-gate', relevant: 1 },
  { query_id: 'gate', doc_id: 'visitors', relevant: 1 },
  { query_id: 'alarm', doc_id: 'reefers', relevant: 1 },
  { query_id: 'zeppelin', doc_id: 'depot-gate', relevant: 1 },
] as const

const written = (folder: string, name: string, rows: readonly object[]): string => {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return path
}

const collection = () => {
  const folder = temporaryFolder()
  return {
    folder,
    documents: written(folder, 'documents.jsonl', documents),
    queries: written(folder, 'queries.jsonl', queries),
    judgements: written(folder, 'judgements.jsonl', judgements),
  }
}

const clock = { clock: '2026-11-23T09:00:00.000Z' }

test('a collection whose score was worked out by hand', async () => {
  const files = collection()
  const result = await evaluateRetrievalFiles(
    [files.judgements, files.documents, files.queries],
    clock,
  )
  expect(result.rankings.map(({ query, ranked }) => [query, ranked[0]])).toEqual([
    ['gate', 'depot-gate'],
    ['alarm', 'reefers'],
    ['zeppelin', undefined],
    ['wages', 'payroll'],
  ])
  // Of two relevant pages the gate's query finds the first; the zeppelin finds nothing; the wages nobody judged.
  const gate = 1 / (1 + 1 / Math.log2(3))
  expect(result.score?.ndcgAt10.mean).toBeCloseTo((gate + 1 + 0) / 3, 12)
  expect(result.score).toMatchObject({
    precisionAt1: { hits: 2, of: 3 },
    mrrAt10: { mean: 2 / 3 },
    recallAt10: { mean: 0.5 },
    answered: { hits: 2, of: 3 },
    unscored: 1,
  })
  expect(result.warnings).toEqual(['1 documents hold no text; they cannot be found: blank'])
})

test('a page is found once, where its best passage stands, in the order in which questions find it', async () => {
  const store = await openStore(':memory:')
  await indexDocuments(documents, store, clock.clock)
  const query = { id: 'plug', text: 'How long does a container keep its plug?' }
  const { candidates } = await lookUp(
    query.text,
    { search: store.passages },
    {
      reader: { id: 'agent:a', groups: ['group:everyone'] },
    },
  )
  const { ranked } = await rankDocuments(query, { search: store.passages })
  expect(candidates.filter(({ page }) => page.path === 'reefers')).toHaveLength(2)
  expect(ranked).toEqual([...new Set(candidates.map(({ page }) => page.path))])
  await store.close()
})

test('a document that is too large to be read is left out and told', async () => {
  const store = await openStore(':memory:')
  const large = { id: 'log', title: 'Log', text: 'tide '.repeat(1_100_000) }
  expect(await indexDocuments([large, ...documents], store, clock.clock)).toEqual([
    expect.stringMatching(/^document log is left out: it holds 5500000 characters/),
  ])
  await store.close()
})

test('nothing is left of the collection, nor of one that could not be indexed', async () => {
  const files = collection()
  const aside = temporaryFolder()
  vi.stubEnv('TMPDIR', aside)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { rankings } = await evaluateRetrievalFiles([files.documents, files.queries], clock)
  expect(rankings).toHaveLength(queries.length)
  const fail = () => {
    throw new Error('the disk is full')
  }
  await expect(
    evaluateRetrievalFiles([files.documents, files.queries], clock, fail),
  ).rejects.toThrow('the disk is full')
  expect(readdirSync(aside)).toEqual([])
})

describe('plumbline evaluate retrieval', () => {
  let build: string
  beforeAll(async () => {
    build = await builtProgram()
  })

  const run = (folder: string, ...args: readonly string[]) =>
    runProgram(build, ['evaluate', 'retrieval', ...args], { cwd: folder, data: folder })

  test('scores what is judged, and writes rankings where it is told to', () => {
    const { folder, ...files } = collection()
    const out = join(folder, 'rankings.jsonl')
    const given = [files.queries, files.judgements, files.documents]
    const scored = run(folder, ...given, '--predictions', out)
    expect(scored.stdout).toContain('nDCG@10:   0.5377 (95 %: ')
    expect(scored.stdout).toContain('P@1:       2/3 66.7 %')
    expect(scored.stdout).toContain('queries: 4, of 5 documents')
    expect(scored.stderr).toBe('1 documents hold no text; they cannot be found: blank\n')
    expect(scored.status).toBe(0)
    const rankings = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rankings.map(({ query_id }) => query_id)).toEqual(queries.map(({ id }) => id))
    expect(rankings[1]).toEqual({ query_id: 'alarm', ranked: ['reefers'] })
    const json = JSON.parse(run(folder, ...given, '--json').stdout)
    expect(json).toMatchObject({ precisionAt1: { hits: 2, of: 3 }, recallAt10: { mean: 0.5 } })
  })

  test('prints the rankings where nothing is judged', () => {
    const { folder, ...files } = collection()
    const { stdout } = run(folder, files.documents, files.queries)
    expect(stdout.trim().split('\n')).toHaveLength(queries.length)
    expect(JSON.parse(stdout.split('\n')[2] ?? '')).toEqual({ query_id: 'zeppelin', ranked: [] })
  })

  test.each([
    ['a file that is not there', ['missing.jsonl'], 'there is no label file missing.jsonl'],
    [
      'predictions that cannot be written',
      ['documents.jsonl', 'queries.jsonl', '--predictions', 'nowhere/out.jsonl'],
      'predictions cannot be written to nowhere/out.jsonl',
    ],
  ])('tells of %s', (_, args, message) => {
    const { folder } = collection()
    const { status, stderr } = run(folder, ...args)
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })
})
