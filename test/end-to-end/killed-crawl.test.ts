import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtProgram, programEnvironment, programIn } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

const pages = 2_000
const rounds = 2
const killsARound = 25

const path = (number: number): string => `/runbooks/step-${String(number).padStart(4, '0')}`
const pageOf = (
  number: number,
): string => `<!doctype html><html><head><title>Step ${number}</title></head>
<body><nav><a href="/">Home</a></nav><main><h1>Step ${number}</h1>
<p>Runbook number ${number} drains queue <code>queue-${number}</code> before anything else.</p>
<h2>Commands</h2><pre><code>workerctl drain queue-${number}
workerctl restart worker-${number}</code></pre>
<h2>Afterwards</h2><ul><li>Look at the dashboard of worker ${number}.</li><li>Tell the team.</li></ul>
<p>Next: <a href="${path((number + 1) % pages)}">the next step</a>.</p></main></body></html>`

/** A site of many pages, which says when so many pages were asked for. */
async function site() {
  const asked = new Map<string, number>()
  let [total, waiting] = [0, null as null | { at: number; reached(): void }]
  const server = createServer((request, response) => {
    const url = request.url ?? '/'
    const number = /^\/runbooks\/step-(\d{4})$/.exec(url)?.[1]
    if (url === '/sitemap.xml') {
      const host = `http://${request.headers.host}`
      const urls = Array.from(
        { length: pages },
        (_, index) => `<url><loc>${host}${path(index)}</loc></url>`,
      )
      response.writeHead(200, { 'content-type': 'application/xml' })
      response.end(
        `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`,
      )
    } else if (number !== undefined && Number(number) < pages) {
      asked.set(url, (asked.get(url) ?? 0) + 1)
      total += 1
      if (waiting !== null && total >= waiting.at) waiting.reached()
      response.writeHead(200, { 'content-type': 'text/html', etag: `"v1-${number}"` })
      response.end(pageOf(Number(number)))
    } else response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    asked,
    forget: () => {
      asked.clear()
      total = 0
      waiting = null
    },
    total: () => total,
    askedFor: (at: number) =>
      new Promise<void>((reached) => {
        waiting = { at, reached }
        if (total >= at) reached()
      }),
    close: () => server.close(),
  }
}

let build: string
let served: Awaited<ReturnType<typeof site>>

beforeAll(async () => {
  build = await builtProgram()
  served = await site()
})
afterAll(() => served.close())

function crawl(folder: string): ChildProcess {
  const file = join(folder, 'plumbline.yaml')
  writeFileSync(
    file,
    `sources:\n  - { id: site, type: website, url: '${served.url}', privateNetwork: true, requestsAtOnce: 8 }\n`,
  )
  return spawn(process.execPath, [programIn(build), 'crawl', '--config', file], {
    env: programEnvironment(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const finished = async (child: ChildProcess): Promise<string> => {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const [code] = await once(child, 'exit')
  expect(code, said).toBe(0)
  return said
}

/** What the database holds, row against row; its own checks first. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  const database = new SqliteDatabase(join(folder, 'plumbline.sqlite'))
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.exec("insert into passage_words (passage_words) values ('integrity-check')")
    const keys = (table: string, key: string) =>
      database.prepare(`select ${key} as key from ${table} order by ${key}`).pluck().all()
    const passages = keys('passages', 'key')
    expect(keys('passage_documents', 'passage_key')).toEqual(passages)
    expect(keys('passage_words', 'rowid')).toEqual(passages)
    const half = database.prepare(
      'select count(*) from pages where key not in (select page_key from passages)',
    )
    expect(half.pluck().get()).toBe(0)
    const rows = database.prepare(
      'select pages.path as path, pages.sha256 || group_concat(passages.sha256 || passages.position) as digest from pages join passages on page_key = pages.key where gone_at is null group by pages.key order by pages.path, position',
    )
    const found = rows.all() as { path: string; digest: string }[]
    expect(new Set(found.map((row) => row.path)).size).toBe(found.length)
    return Object.fromEntries(found.map((row) => [row.path, row.digest]))
  } finally {
    database.close()
  }
}

describe('a crawl of 2,000 pages whose process is killed', () => {
  const undisturbed = newFolder()
  afterAll(() => removeFolder(undisturbed))
  let whole: Readonly<Record<string, string>>

  beforeAll(async () => {
    await finished(crawl(undisturbed))
    whole = contentOf(undisturbed)
  })

  test('would store them all', () => {
    expect(Object.keys(whole)).toHaveLength(pages)
    expect([...served.asked.values()].every((times) => times === 1)).toBe(true)
  })

  test.each(Array.from({ length: rounds }, (_, round) => round))(
    `at ${killsARound} random moments, round %i: no page is lost, none twice, no row half written`,
    async () => {
      const folder = newFolder()
      served.forget()
      const moments = Array.from({ length: killsARound }, () =>
        Math.ceil(Math.random() * pages * 0.97),
      )
      let killed = 0
      for (const moment of moments.toSorted((a, b) => a - b)) {
        const child = crawl(folder)
        const end = once(child, 'exit')
        await Promise.race([served.askedFor(moment), end])
        child.kill('SIGKILL')
        if ((await end)[1] === 'SIGKILL') killed += 1
        if (killed > 0) contentOf(folder)
      }
      expect(killed).toBe(killsARound)
      await finished(crawl(folder))
      expect(contentOf(folder)).toEqual(whole)
      // What was stored is not asked for again: a kill costs what was under way and what waited to be stored.
      expect(served.total() - pages).toBeLessThanOrEqual(killsARound * 150)
      removeFolder(folder)
    },
    900_000,
  )
})
