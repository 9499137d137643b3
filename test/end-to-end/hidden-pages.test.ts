import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Served, serve } from '../sources/support/confluence-plumbline.ts'
import { type ConfluenceServer, startConfluence } from '../sources/support/confluence-server.ts'
import {
  canaryOf,
  type Matrix,
  permissionMatrix,
  type ReaderOfMatrix,
  readers,
} from '../sources/support/permission-matrix.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'

// Whatever a reader may not see is as if it were not there: each reader asks a Plumbline that holds everything, and one that holds only
// what this reader may see, the very same things, and must be told the very same.

const long = 300_000

/** Values on which code speaks and is silent, scripts that are there and that a commit took away: pages disagree with code and one another. */
const bodyOf = (id: string): string => {
  const n = Number(id)
  const step = n % 13
  // A few pages accuse a list of scripts of little; all of them together of so much that the list would be doubted.
  const script = step >= 1 && step <= 6 ? `moor-${step + 2}` : `moor-${n % 2}`
  return `<p>Berth ${canaryOf(id)} opens at dawn, when the tide allows${' and the pilots agree'.repeat(n % 4)}.</p>
<h2>Settings</h2>
<p>The default of <code>TIDE_RETRIES</code> is ${(n % 3) + 4}. The default of <code>GHOST_BERTHS</code> is ${n % 5}.
The default of <code>GHOST_PIER_${pierOf(n)}</code> is ${n}.</p>
<h2>Moor a ship at ${canaryOf(id)}</h2>
<ol><li>Run <code>npm run ${script}</code>.</li><li>Call the harbour master${n % 2 ? ' twice' : ''}.</li></ol>`
}

/** Few pages speak of one pier: who sees one of them may see no other. */
const pierOf = (n: number): string =>
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n % 26]?.repeat(2 + (n % 3)) ?? ''

const scripts = (count: number) =>
  JSON.stringify({
    name: 'harbour',
    scripts: Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`moor-${n}`, `node moor.js ${n}`]),
    ),
  })

interface World {
  readonly matrix: Matrix
  readonly server: ConfluenceServer
  readonly served: Served
}

let repository: TestRepository
let whole: World
const parts = new Map<string, World>()

const seenBy = (reader: ReaderOfMatrix): string[] =>
  [...whole.matrix.cells.keys()].filter((id) => whole.matrix.maySee(reader, id))

const open = async (only?: (id: string) => boolean): Promise<World> => {
  const matrix = permissionMatrix(1, bodyOf, only)
  const server = await startConfluence('cloud', matrix.world)
  const served = await serve({
    url: server.url,
    principals: readers,
    repository: repository.directory,
  })
  return { matrix, server, served }
}

beforeAll(async () => {
  repository = await gitRepository([
    { files: { 'package.json': scripts(9), 'src/tide.ts': 'export const TIDE_RETRIES = 4\n' } },
    {
      message: 'fewer moorings, more patience',
      files: { 'package.json': scripts(2), 'src/tide.ts': 'export const TIDE_RETRIES = 5\n' },
    },
  ])
  whole = await open()
  for (const reader of readers) {
    const seen = new Set(seenBy(reader))
    const key = [...seen].join()
    const known = parts.get(key)
    parts.set(key, known ?? (await open((id) => seen.has(id))))
  }
}, long)

afterAll(async () => {
  for (const { served, server } of [whole, ...parts.values()]) {
    await served?.close()
    await server?.stop()
  }
  await repository?.remove()
})

const record = z.object({ id: z.string(), receipt: z.object({ id: z.string() }) })
const listing = z.object({
  items: z.array(z.object({ id: z.string() })),
  next: z.string().nullable(),
})

interface Told {
  readonly asked: string
  readonly text: string
}

/** Everything that a reader can ask, about what is there and what is not, and all that is said. */
const everything = async ({ served, server }: World, reader: string, ids: readonly string[]) => {
  const told: Told[] = []
  /** A record that is looked up repeats what was said when it was made. */
  const ask = async (url: string, payload?: object, madeBy?: object): Promise<unknown> => {
    const { text, status } = await served.call(reader, url, payload)
    told.push({ asked: `${url} ${JSON.stringify(payload ?? madeBy)}`, text: `${status} ${text}` })
    return JSON.parse(text)
  }
  const walk = async (route: string): Promise<string[]> => {
    const found: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
      const part = listing.parse(await ask(`${route}${cursor}`))
      found.push(...part.items.map(({ id }) => id))
      next = part.next
    }
    return found
  }
  await walk('/v1/pages?limit=20')
  const findings = await walk('/v1/findings?limit=100')
  await walk('/v1/findings?limit=40&kind=page-against-page')
  await walk('/v1/findings?limit=200&status=contradicted')
  for (const id of ids) await ask(`/v1/pages/${encodeURIComponent(`wiki:${id}`)}`)
  for (const id of new Set(findings.filter((_, index) => index % 6 === 0)))
    await ask(`/v1/findings/${id}`)
  for (const url of ['/healthz', '/readyz', '/.well-known/jwks.json']) await ask(url)
  for (const query of questionsAbout(ids))
    await ask(`/v1/search?query=${encodeURIComponent(query)}&limit=50`)
  for (const change of changes) await ask('/v1/impacts', change)
  for (const [route, payload] of requestsAbout(ids, server.url)) {
    const { id, receipt } = record.parse(await ask(route, payload))
    for (const url of [
      `${route}/${id}`,
      `/v1/receipts/${receipt.id}`,
      `/v1/receipts/${receipt.id}/status`,
      ...(route === '/v1/answers' ? [`${route}/${id}/provenance`] : []),
    ])
      await ask(url, undefined, payload)
  }
  return told
}

const aScript = (name: string) => ({
  ...{ kind: 'package-script', subject: name, owner: 'package.json', path: 'package.json' },
  ...{ weak: false, after: null },
  before: {
    ...{ value: `node moor.js ${name.slice(5)}`, role: 'script', isDefault: false, line: 1 },
    quote: `"${name}": "node moor.js"`,
  },
})

const retries = { role: 'constant', isDefault: true, line: 1, quote: 'export const TIDE_RETRIES' }

/** What makes pages false that readers see, and others that they do not: a script goes, both do, a value is another. */
const changes = [
  [aScript('moor-0')],
  [aScript('moor-0'), aScript('moor-1')],
  [
    {
      ...{ kind: 'symbol', subject: 'TIDE_RETRIES', owner: null, path: 'src/tide.ts', weak: false },
      before: { ...retries, value: '5' },
      after: { ...retries, value: '6' },
    },
  ],
].map((facts) => ({
  ...{ repository: 'harbour', base: 'b'.repeat(40), head: 'c'.repeat(40), facts, paths: [] },
  words: facts.map(({ subject }) => ({ word: subject, files: 0, isTested: false, isOwner: false })),
}))

const someOf = (ids: readonly string[]) => ids.filter((_, index) => index % 40 === 7)

const questionsAbout = (ids: readonly string[]): readonly string[] => [
  'What is the default of TIDE_RETRIES?',
  'What is the default of GHOST_BERTHS?',
  'When does the berth open?',
  'How do I moor a ship?',
  'Who calls the harbour master when the tide and the pilots agree?',
  ...someOf(ids).map((id) => `When does berth ${canaryOf(id)} open?`),
]

const requestsAbout = (ids: readonly string[], wiki: string): (readonly [string, object])[] => {
  const advices = [
    { text: 'The default of `TIDE_RETRIES` is 4. The default of `GHOST_BERTHS` is 3.' },
    { text: 'Run `npm run moor-5`, then call the harbour master.' },
    ...someOf(ids).map((id) => ({
      text: `Berth ${canaryOf(id)} opens at dawn.`,
      citations: [
        {
          url: `${wiki}/spaces/${spaceOf(id)}/pages/${id}`,
          quote: `Berth ${canaryOf(id)} opens at dawn`,
        },
      ],
    })),
  ]
  return [
    ...questionsAbout(ids).flatMap((query) =>
      (['inform', 'act'] as const).map((intent) => ['/v1/answers', { query, intent }] as const),
    ),
    ...advices.map((advice) => ['/v1/verifications', { advice }] as const),
  ]
}

const spaceOf = (id: string): string => whole.matrix.cells.get(id)?.space.toUpperCase() ?? ''

/** Without what is new each time: ids, nonces, keys, signatures, and the port of the wiki. */
const plain = (text: string): string =>
  text
    .replace(/"payload":"([^"]*)"/g, (_, payload: string) =>
      JSON.stringify(Buffer.from(payload, 'base64').toString()),
    )
    .replaceAll('\\"', '"')
    .replace(/\b(?:ans|ver|rcp|apr)_[0-9a-f]{32}/g, 'ID')
    .replace(/"(nonce|keyid|kid|sig|x|requestId)":"[^"]*"/g, '"$1":""')
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'ORIGIN')

describe.each(readers)('$id', (reader) => {
  let told: readonly Told[]

  test(
    'is told the same as if there were no hidden pages',
    async () => {
      const seen = seenBy(reader)
      const ids = [...whole.matrix.cells.keys()]
      told = await everything(whole, reader.id, ids)
      const part = parts.get(seen.join())
      if (!part) throw new Error('there is no such part')
      const wanted = await everything(part, reader.id, ids)
      const same = (all: readonly Told[]) => all.map((one) => [plain(one.asked), plain(one.text)])
      // Made plain once: it takes long.
      const expected = same(wanted)
      for (const [index, both] of same(told).entries()) expect(both).toEqual(expected[index])
      expect(told.length).toBe(wanted.length)
      expect(told.length).toBeGreaterThan(350)
    },
    long,
  )

  test('never meets the word of a hidden page that was not in the question', () => {
    const words = new Set(seenBy(reader).map(canaryOf))
    const met = told.flatMap(({ asked, text }) =>
      [...text.matchAll(/canary[a-z]+/g)].flatMap(([word]) =>
        words.has(word) || asked.includes(word) ? [] : [asked],
      ),
    )
    expect(met).toEqual([])
  })
})

test('who looks into what others asked is shown no word of what is hidden', async () => {
  const operator = readers.find(({ id }) => id === 'operator')
  if (!operator) throw new Error('there is no operator')
  const words = new Set(seenBy(operator).map(canaryOf))
  for (const [route, payload] of requestsAbout(
    [...whole.matrix.cells.keys()],
    whole.server.url,
  ).slice(0, 14)) {
    const own = JSON.parse((await whole.served.call('both', route, payload)).text)
    const { id, receipt } = record.parse(own)
    for (const url of [
      `${route}/${id}`,
      `${route}/${id}/provenance`,
      `/v1/receipts/${receipt.id}`,
    ]) {
      const { text } = await whole.served.call('operator', url)
      const hidden = [...text.matchAll(/canary[a-z]+/g)].filter(([word]) => !words.has(word))
      expect(hidden.filter(([word]) => !JSON.stringify(payload).includes(word))).toEqual([])
    }
  }
})

test('what a change makes false is much, and not the same for all', async () => {
  const counts = await Promise.all(
    readers.map(async ({ id }) => {
      const told = await whole.served.call(id, '/v1/impacts', changes[1])
      return told.status === 200 ? JSON.parse(told.text).impacts.length : told.status
    }),
  )
  expect(Math.max(...counts.filter((count) => count !== 403))).toBeGreaterThan(20)
  expect(new Set(counts).size).toBeGreaterThan(2)
})
