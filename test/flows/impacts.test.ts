import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkChange } from '../../src/check-folders.ts'
import { type Config, parseConfig } from '../../src/config/config.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { gitRepository, type Step, type TestRepository } from '../support/git-repository.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const scripts = (...names: readonly string[]) =>
  JSON.stringify({ scripts: Object.fromEntries(names.map((name) => [name, 'node run.js'])) })

const limit = (value: string, name = 'SHOP_LIMIT') =>
  `export const limit = Number(process.env.${name} ?? ${value})\n`

const before = {
  'docs/guide.md': '# Guide\n\nThe limits are in `src/limits.ts`.\n',
  'package.json': scripts('serve', 'check'),
  'src/limits.ts': limit('5'),
  'src/ports.ts': 'export const port = 8080\n',
}

/** Each branch of main, with what it does. */
const branches: Readonly<Record<string, Step>> = {
  'another-limit': { files: { 'src/limits.ts': limit('7') } },
  'the-same-limit': { files: { 'src/limits.ts': `\n\n${limit('5')}` } },
  'another-file': { rename: { 'src/limits.ts': 'lib/limits.ts' } },
  'another-folder': {
    rename: { 'src/limits.ts': 'lib/limits.ts', 'src/ports.ts': 'lib/ports.ts' },
  },
  'no-ports': { delete: ['src/ports.ts'] },
  'another-script': { files: { 'package.json': scripts('start', 'check') } },
  'no-limit': { files: { 'src/limits.ts': 'export const limit = 5\n' } },
  'limit-elsewhere': {
    files: { 'src/limits.ts': 'export const limit = 5\n', 'src/more.ts': limit('5') },
  },
}

const pages = {
  'limits.md': 'The default of `SHOP_LIMIT` is 5, as `src/limits.ts` says.',
  'late.md': 'The default of `SHOP_LIMIT` is 6.',
  'start.md': 'Start it with `npm run serve`, test it with `npm run check`.',
  'ports.md': 'Ports are in `src/ports.ts`.',
  'plan.md': 'We will drop `src/ports.ts` next year.',
}

let shop: TestRepository
let depot: TestRepository
let plumbline: Plumbline
let config: Config
const data = newFolder()

beforeAll(async () => {
  shop = await gitRepository([
    { files: before },
    ...Object.entries(branches).flatMap(([branch, step]): Step[] => [
      { branch, message: branch, ...step },
      { branch: 'main', message: 'Meanwhile', files: { 'NOTES.txt': `${branch}\n` } },
    ]),
  ])
  await shop.git('remote', 'add', 'origin', 'https://git.example/acme/shop.git')
  depot = await gitRepository([{ files: { 'src/depot.ts': limit('5', 'DEPOT_LIMIT') } }])
  for (const [folder, about, shown] of [
    ['wiki', '[shop]', pages],
    [
      'both',
      '[shop, depot]',
      { 'both.md': 'The default of `SHOP_LIMIT` is 5, and `DEPOT_LIMIT` is 5 by default.' },
    ],
  ] as const) {
    mkdirSync(join(data, folder))
    for (const [file, text] of Object.entries(shown))
      writeFileSync(join(data, folder, file), `---\nabout: ${about}\n---\n\n# ${file}\n\n${text}\n`)
  }
  config = parseConfig(
    `
sources:
  - { id: docs, type: markdown-folder, repository: shop }
  - { id: wiki, type: markdown-folder, path: wiki, owner: ana, history: false }
  - { id: both, type: markdown-folder, path: both, history: false }
repositories:
  - { id: shop, path: ${JSON.stringify(shop.directory)}, revision: main }
  - { id: depot, path: ${JSON.stringify(depot.directory)}, access: [group:depot] }
principals:
  - { id: ana, kind: person, scopes: [engineer] }
  - { id: kim, kind: person, scopes: [engineer], groups: [group:everyone, group:depot] }
`,
    join(data, 'plumbline.yaml'),
    { config: null, data, port: null, color: null },
  )
  plumbline = await openPlumbline(config)
  await plumbline.index()
}, 120_000)

afterAll(async () => {
  await plumbline?.close()
  await shop?.remove()
  await depot?.remove()
  removeFolder(data)
})

const changeOn = async (branch: string) => {
  const request = { documents: [], repositories: [shop.directory], revision: branch, since: 'main' }
  return (await checkChange(request, config)).code('shop')
}

const impactsOf = async (branch: string, reader = 'ana') =>
  plumbline.impacts(await changeOn(branch), await plumbline.principal(reader))

describe('a change makes false', () => {
  test.each<[string, readonly string[]]>([
    [
      'another-limit',
      ['both:both.md SHOP_LIMIT contradicted null', 'wiki:limits.md SHOP_LIMIT contradicted 7'],
    ],
    ['the-same-limit', []],
    ['another-file', ['wiki:limits.md src/limits.ts moved lib/limits.ts']],
    [
      'another-folder',
      [
        'wiki:limits.md src/limits.ts moved lib/limits.ts',
        'wiki:ports.md src/ports.ts moved lib/ports.ts',
      ],
    ],
    ['no-ports', ['wiki:ports.md src/ports.ts contradicted null']],
    ['another-script', ['wiki:start.md serve moved start']],
    [
      'no-limit',
      ['both:both.md', 'wiki:late.md', 'wiki:limits.md'].map(
        (page) => `${page} SHOP_LIMIT contradicted null`,
      ),
    ],
    ['limit-elsewhere', []],
  ])('%s', async (branch, expected) => {
    const { impacts, unknown, surveyedCommit } = await impactsOf(branch)
    expect(
      impacts.map(({ page, subject, status, after }) =>
        [page.id, subject, status, after ?? 'null'].join(' '),
      ),
    ).toEqual(expected)
    expect([unknown, surveyedCommit]).toEqual([null, (await shop.git('rev-parse', 'main')).trim()])
  })

  test('no page that lives in the repository, which the change may mend', async () => {
    const { items } = await plumbline.findings(
      { page: 'docs:docs/guide.md', status: 'holds' },
      await plumbline.principal('ana'),
    )
    expect(items.map(({ claim }) => claim.subject)).toEqual(['src/limits.ts'])
    const { sources } = await impactsOf('another-file')
    expect(sources).toEqual([{ source: 'wiki', pages: 1, claims: 1, owners: ['ana'], unowned: 0 }])
  })
})

test('of a page that speaks of code that the reader may not read, that it is false is all that is told', async () => {
  const both = async (reader: string) =>
    (await impactsOf('another-limit', reader)).impacts.find(({ page }) => page.source === 'both')
  expect(await both('ana')).toMatchObject({
    status: 'contradicted',
    now: { value: null, evidence: [] },
    after: null,
    suggestion: null,
  })
  expect(await both('kim')).toMatchObject({
    now: { value: '5', evidence: [{ path: 'src/limits.ts' }] },
    after: '7',
  })
})

describe('a repository', () => {
  const called = async (repository: string) =>
    plumbline.impacts(
      { ...(await changeOn('no-ports')), repository },
      await plumbline.principal('ana'),
    )

  test.each([
    'shop',
    'acme/shop',
    'https://git.example/acme/shop.git',
    'git@git.example:acme/shop.git',
  ])('is called %s', async (name) => {
    expect((await called(name)).repository).toBe('shop')
  })

  test.each(['other/shop', 'https://git.example/other/shop', 'payroll', 'depot'])(
    'is not called %s',
    async (name) => {
      await expect(called(name)).rejects.toMatchObject({
        code: 'input.not-found',
        message: `there is no repository ${name}`,
      })
    },
  )
})

test('where the survey is missing, that is said, and not where the repository lies', async () => {
  const lost = join(data, 'lost')
  const repositories = config.repositories.map((one) => ({ ...one, path: lost }))
  const broken = await openPlumbline({ ...config, repositories, dataFolder: join(data, 'broken') })
  const reader = await broken.principal('ana')
  const fault = await broken.impacts(await changeOn('no-ports'), reader).catch((error) => error)
  expect(fault).toMatchObject({ code: 'survey.missing', status: 503 })
  expect(fault.message).not.toContain('lost')
  await broken.close()
})
