import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdviceResult, evaluateAdviceFiles } from '../../src/evaluating/advice.ts'
import { adviceScoreForTerminal, advisedAsJson } from '../../src/render/advice-evaluation.ts'
import { gitRepository } from '../support/git-repository.ts'
import { newFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'

const settings = (variable: string, minutes: number): string =>
  [
    `export const gateRetries = Number(process.env.${variable} ?? '3')`,
    `export const minutes = Number(process.env.GATE_MINUTES ?? '${minutes}')`,
    '',
  ].join('\n')
const page = (...lines: readonly string[]): string =>
  ['# Depot gate', '', ...lines, ''].join('\n\n')

const lines = {
  renamed: 'Set `GATE_RETRIES` to try a stuck barrier more often.',
  mended: 'Set `GATE_ATTEMPTS` to try a stuck barrier more often.',
  removed: 'The default of `GATE_MINUTES` is 20.',
  unknowable: 'The barrier is painted red.',
  painted: 'The barrier is painted yellow.',
}

const label = (id: string, more: object): object => ({
  ...{ id, repo: 'harbour/depot-gate', doc_path: 'docs/gate.md', origin: 'drift' },
  ...{ line_start: 5, line_end: 5, stale_token: 'GATE_RETRIES', kind: 'env-var' },
  ...more,
})

let clones: string
let result: AdviceResult

beforeAll(async () => {
  clones = newFolder()
  const { renamed, mended, removed, unknowable, painted } = lines
  const { directory, commits } = await gitRepository([
    {
      files: {
        'src/settings.ts': settings('GATE_RETRIES', 20),
        'docs/gate.md': page(renamed, removed, unknowable),
      },
    },
    { files: { 'src/settings.ts': settings('GATE_ATTEMPTS', 45) } },
    { files: { 'docs/gate.md': page(mended, painted) } },
  ])
  mkdirSync(join(clones, 'harbour'))
  renameSync(directory, join(clones, 'harbour', 'depot-gate'))
  const [, parent_commit, fix_commit] = commits
  const at = { parent_commit, fix_commit }
  const labels = [
    label('renamed', { ...at, old_text: renamed, new_text: mended }),
    label('removed', {
      ...{ ...at, old_text: removed, new_text: '', kind: 'value-default' },
      ...{ stale_token: '20', line_start: 7, line_end: 7 },
    }),
    label('painted', {
      ...{ ...at, old_text: unknowable, new_text: painted, kind: 'other' },
      ...{ stale_token: 'red', line_start: 9, line_end: 9 },
    }),
    label('lost', { parent_commit: 'f'.repeat(40), old_text: renamed, new_text: '' }),
    label('elsewhere', { ...at, repo: 'harbour/crane', old_text: renamed, new_text: mended }),
  ]
  const file = join(clones, 'labels.jsonl')
  writeFileSync(file, labels.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const cacheFolder = join(clones, 'cache')
  result = await evaluateAdviceFiles({ files: [file], repositories: clones }, { cacheFolder })
})

afterAll(() => removeFolder(clones))

describe('advice out of drift labels', () => {
  test('what the checker knows is blocked, with the page and without, and what was corrected is not', () => {
    const { withPage, codeAlone } = result.score
    const figures = {
      contradictedBlocked: { all: { hits: 1, of: 1 }, by: { 'value-default': { hits: 1 } } },
      correctedNotBlocked: { all: { hits: 2, of: 2 } },
      staleBlocked: { all: { hits: 1, of: 4 }, by: { other: { hits: 0, of: 1 } } },
      movedTold: { all: { hits: 1, of: 1 } },
    }
    expect(withPage).toMatchObject(figures)
    expect(codeAlone).toMatchObject(figures)
    expect(result.score).toMatchObject({ missed: [], accused: [] })
  })

  test('a reader of the page is told more than one who has the code alone', () => {
    const decided = result.judged.find(({ side, row }) => side === 'stale' && row.id === 'painted')
    expect(decided).toMatchObject({
      ...{ known: 'nothing', failure: null },
      withPage: { reasons: [] },
      codeAlone: { decision: 'escalate', reasons: [{ code: 'support.unsupported' }] },
    })
  })

  test('a label that cannot be judged is told and counts for nothing; one without a clone is left out', () => {
    expect(result.missing).toEqual(['harbour/crane'])
    expect(result.score.failed).toMatchObject([
      { ...{ row: { id: 'lost' }, side: 'stale', known: null, withPage: null } },
    ])
    const shown = adviceScoreForTerminal(result.score, result)
    expect(shown).toContain('stale lines, blocked: 1/4 25.0 % (95 %: 4.6 % to 69.9 %)')
    expect(shown).toContain('not scored, for want of a clone: harbour/crane')
    expect(shown).toMatch(/^failed {3}lost docs\/gate.md:5 stale env-var GATE_RETRIES .*ffff/m)
  })

  test('each line is written with what was decided', () => {
    const written = result.judged.map((one) => JSON.parse(advisedAsJson(one)))
    expect(written.filter(({ id }) => id === 'renamed')).toMatchObject([
      {
        ...{ side: 'stale', text: lines.renamed, known: 'moved' },
        withPage: { decision: 'warn' },
      },
      { side: 'corrected', text: lines.mended, known: null },
    ])
  })
})

test.each([
  [label('bare', { parent_commit: 'a' }), /label bare has no old_text/],
  [
    label('half', { parent_commit: 'a', old_text: 'Use it.', new_text: 'Use that.' }),
    /label half has a new_text but no fix_commit/,
  ],
])('%j is refused', async (row, message) => {
  const file = join(temporaryFolder(), 'labels.jsonl')
  writeFileSync(file, JSON.stringify(row))
  const asked = { files: [file], repositories: clones }
  await expect(evaluateAdviceFiles(asked, { cacheFolder: clones })).rejects.toThrow(message)
})
