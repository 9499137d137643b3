import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changedHistory } from '../../src/code/changed-history.ts'
import { changedSurvey } from '../../src/code/changed-survey.ts'
import { gitSnapshot } from '../../src/code/snapshots.ts'
import { surveysOfBoth } from '../../src/code/survey.ts'
import type { CodeChange } from '../../src/domain/code-change.ts'
import { type Fact, factKinds, type Survey } from '../../src/domain/fact.ts'
import { codeChange } from '../../src/flows/code-change.ts'
import { type SurveyedRepository, surveyCode } from '../../src/flows/survey-code.ts'
import { between } from '../../src/git/between.ts'
import { openGit } from '../../src/git/git.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { memoryCache } from '../support/memory-cache.ts'

const scripts = (...names: readonly string[]) =>
  JSON.stringify({
    name: 'shop',
    scripts: Object.fromEntries(names.map((name) => [name, 'node .'])),
  })

let repository: TestRepository
const cache = memoryCache()

beforeAll(async () => {
  repository = await gitRepository([
    {
      files: {
        'package.json': scripts('serve', 'check'),
        'config/app.yaml': 'pool:\n  size: 5\n  wait: 30s\n',
        'src/orders.ts':
          'export class Orders {\n  list() {}\n  drop() {}\n}\nexport const LIMIT = process.env.SHOP_LIMIT ?? "5"\n',
        'src/old/port.ts': 'export const port = 8080\n',
        'test/orders.test.ts': 'import { Orders } from "../src/orders.ts"\nnew Orders().drop()\n',
        'migrations/1.sql': 'create table orders (id int, note text);\n',
      },
    },
    {
      message: 'Values differ, a member and a script go',
      files: {
        'package.json': scripts('start', 'check'),
        'config/app.yaml': 'pool:\n  size: 9\n  wait: 30s\n',
        'src/orders.ts':
          'export class Orders {\n  list() {}\n}\nexport const LIMIT = process.env.SHOP_LIMIT ?? "7"\n',
      },
    },
    {
      message: 'A folder goes, a file moves, a column is dropped',
      delete: ['src/old/port.ts', 'test/orders.test.ts'],
      rename: { 'src/orders.ts': 'lib/orders.ts' },
      files: { 'migrations/2.sql': 'alter table orders drop column note;\n' },
    },
    {
      message: 'All is another',
      files: {
        'config/app.yaml': 'queue:\n  size: 9\n',
        'lib/orders.ts': 'export const nothing = 1\n',
      },
    },
  ])
})
afterAll(() => repository?.remove())

const surveyed = (revision: string): Promise<SurveyedRepository> =>
  surveyCode({ id: 'shop', path: repository.directory, revision }, cache)

/** The change between two steps; backwards it takes all that back. */
async function changeFrom(from: number, to: number): Promise<CodeChange> {
  const git = await openGit(repository.directory)
  const [base = '', head = ''] = [repository.commits[from], repository.commits[to]]
  const moves = from < to ? (await between(git, base, head)).moves : new Map<string, string>()
  try {
    const before = await gitSnapshot(git, { repository: 'shop', revision: base })
    const after = await gitSnapshot(git, { repository: 'shop', revision: head })
    const surveys = await surveysOfBoth(before, after, { cache, keptAs: git.root, kept: null })
    return codeChange({ base, head, moves }, surveys, 'shop')
  } finally {
    await git.close()
  }
}

const said = ({ kind, subject, owner, value, role, isDefault, path, weak }: Fact): string =>
  JSON.stringify([kind, subject, owner, value, role, isDefault, path, weak])

/** All that a survey states. */
const stated = (survey: Survey) => ({
  commit: survey.commit,
  paths: [...survey.paths].toSorted(),
  subjects: factKinds.map((kind) => [...survey.subjects(kind)].toSorted()),
  facts: factKinds
    .flatMap((kind) =>
      [...survey.subjects(kind)].flatMap((subject) => survey.about(subject, [kind]).map(said)),
    )
    .toSorted(),
  lastNames: ['size', 'wait'].map((name) => survey.about(name, ['setting']).map(said).toSorted()),
})

const pairs = [
  [0, 1],
  [1, 2],
  [2, 3],
  [0, 2],
  [0, 3],
  [3, 0],
  [2, 0],
  [1, 0],
] as const

describe('a survey with a change', () => {
  test.each(pairs)('from step %i is the survey of step %i', async (from, to) => {
    const [before, after] = [
      await surveyed(repository.commits[from] ?? ''),
      await surveyed(repository.commits[to] ?? ''),
    ]
    const change = await changeFrom(from, to)
    const changed = changedSurvey(before.survey, change)
    expect(stated(changed)).toEqual(stated(after.survey))
    for (const { word } of change.words) {
      const told = ({ occurrences, isTested }: Survey) => [word, occurrences(word), isTested(word)]
      expect(told(changed)).toEqual(told(after.survey))
    }
    expect(changed.hasOwner('orders')).toBe(after.survey.hasOwner('orders'))
    await before.close()
    await after.close()
  })
})

describe('a history with a change', () => {
  const fatesIn = async (
    from: number,
    to: number,
    ...lost: Parameters<SurveyedRepository['history']['fates']>
  ) => {
    const before = await surveyed(repository.commits[from] ?? '')
    const change = await changeFrom(from, to)
    const history = changedHistory(before.history, before.survey, change)
    return history.fates(...lost).finally(() => before.close())
  }

  test('knows what became of names and of paths, by the change and by what was before it', async () => {
    const script = (subject: string) => ({ kind: 'package-script', subject, owner: null }) as const
    const path = (of: string) => ({ kind: 'file-path', path: of }) as const
    const [renamed, drop, ...rest] = await fatesIn(0, 1, [
      script('serve'),
      { kind: 'symbol', subject: 'drop', owner: 'Orders' },
      script('never'),
    ])
    expect(renamed).toMatchObject({ is: 'moved', to: 'start', was: { path: 'package.json' } })
    expect(drop).toMatchObject({
      is: 'gone',
      change: { commit: repository.commits[1] },
      was: { path: 'src/orders.ts', line: 3, commit: repository.commits[0] },
    })
    expect(rest).toMatchObject([{ is: 'never' }])
    expect(
      await fatesIn(1, 2, [
        path('src/orders.ts'),
        path('old/port.ts'),
        path('src/old/'),
        script('serve'),
      ]),
    ).toMatchObject([
      { is: 'moved', to: 'lib/orders.ts', sure: 1 },
      { is: 'gone', was: { path: 'src/old/port.ts' }, alike: 1 },
      { is: 'gone', was: { path: 'src/old' } },
      // What an older change took away is told as ever.
      { change: { commit: repository.commits[1] } },
    ])
  })

  test('knows the value that stood until it came', async () => {
    const before = await surveyed(repository.commits[0] ?? '')
    const history = changedHistory(before.history, before.survey, await changeFrom(0, 1))
    const former = await history.formerValues('pool.size', ['setting'], 'app')
    expect(former).toMatchObject([{ value: '5', change: { commit: repository.commits[1] } }])
    await before.close()
  })
})
