import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../../src/package-root.ts'
import { beside } from '../measure.ts'
import { type Row, table } from '../table.ts'
import { type Measured, measured } from './measured.ts'

// `npm run bench -- crawl [pages] [milliseconds...]`: crawls of one generated site, by Plumbline, crawlee and wget in turns, where the
// server thinks so long before each answer.
const [pages = 10_000, ...pauses] = process.argv.slice(2).map(Number)
const crawleeVersion = '3.18.1'
const folder = mkdtempSync(join(tmpdir(), 'plumbline-crawl-'))

interface Crawler {
  readonly name: string
  /** Crawls what is in the folder for the first time, or again. */
  crawl(origin: string, data: string, again: boolean): Promise<Measured>
}

const plumbline = (name: string, mode: 'everything' | 'due'): Crawler => ({
  name,
  crawl: (origin, data) =>
    measured(process.execPath, [beside('crawl/run-plumbline.js'), origin, data, '16', mode], data),
})

const crawlee = (home: string): Crawler => ({
  name: `crawlee ${crawleeVersion}`,
  crawl: (origin, data) =>
    measured(process.execPath, [join(home, 'crawlee.mjs'), origin, data, '50'], home),
})

const wget: Crawler = {
  name: 'wget',
  // Asked by `If-Modified-Since`, wget does not read its own copy on: with HEAD it does.
  crawl: (origin, data, again) =>
    measured(
      'wget',
      [
        ...['--recursive', '--level=inf', '--no-verbose'],
        ...(again ? ['--timestamping', '--no-if-modified-since'] : []),
        `${origin}/docs/`,
      ],
      data,
    ),
}

const installCrawlee = (): string => {
  const home = join(folder, 'crawlee')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }')
  const wanted = `@crawlee/cheerio@${crawleeVersion}`
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', wanted], { cwd: home })
  cpSync(join(packageRoot, 'test/bench/crawl/crawlee.mjs'), join(home, 'crawlee.mjs'))
  return home
}

const serving = async (pause: number): Promise<{ readonly origin: string; stop(): void }> => {
  const server = spawn(process.execPath, [beside('crawl/server.js'), `${pages}`, `${pause}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(server.stdout, 'data')
  return { origin: String(said).trim(), stop: () => server.kill() }
}

const counted = async (origin: string) => {
  const reply = await fetch(`${origin}/counts`)
  return (await reply.json()) as { asked: number; unchanged: number; megabytes: number }
}

const rowOf = async (
  { name, crawl }: Crawler,
  origin: string,
  data: string,
  again: boolean,
): Promise<Row> => {
  const { seconds, processorSeconds, peakMegabytes } = await crawl(origin, data, again)
  const { asked, unchanged, megabytes } = await counted(origin)
  return {
    crawler: name,
    crawl: again ? 'unchanged second' : 'first',
    seconds: seconds.toFixed(1),
    'pages a second': (pages / seconds).toFixed(0),
    'processor s': processorSeconds.toFixed(1),
    'peak MB': peakMegabytes.toFixed(0),
    requests: String(asked),
    'of them 304': String(unchanged),
    'MB sent': megabytes.toFixed(0),
  }
}

try {
  const home = installCrawlee()
  const load = (): string => `load average ${loadavg()[0]?.toFixed(1)}`
  console.log(
    `Node ${process.versions.node}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}, ${load()}`,
  )
  for (const pause of pauses.length === 0 ? [0, 10] : pauses) {
    const { origin, stop } = await serving(pause)
    const rows: Row[] = []
    for (const crawler of [plumbline('Plumbline', 'everything'), crawlee(home), wget]) {
      const data = join(folder, `${crawler.name} ${pause}`)
      mkdirSync(data)
      for (const again of [false, true]) rows.push(await rowOf(crawler, origin, data, again))
      if (crawler.name === 'Plumbline')
        rows.push(await rowOf(plumbline('Plumbline, what is due', 'due'), origin, data, true))
      rmSync(data, { recursive: true })
    }
    stop()
    console.log(`\n${pages} pages, each answered after ${pause} ms; ${load()} at the end\n`)
    console.log(table(rows))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
