import { join } from 'node:path'
import { parseConfig } from '../../src/config/config.ts'
import type { CrawlSummary } from '../../src/domain/crawl.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { gitRepository } from './git-repository.ts'
import { newFolder, removeFolder } from './temporary-folder.ts'

/** A Plumbline that reads one wiki beside the code that its pages speak of. */
export interface ThroughWiki {
  readonly plumbline: Plumbline
  /** Looks for what changed, and says what came of it. */
  crawl(): Promise<CrawlSummary>
  /** Titles of the pages that somebody may read. */
  titles(principal: string): Promise<readonly string[]>
  /** Everything that an answer says to somebody, as JSON. */
  ask(principal: string, query: string): Promise<string>
  /** Findings that contradict pages, as somebody is shown them: what the pages say. */
  contradicted(principal: string): Promise<readonly string[]>
  close(): Promise<void>
}

/** `source` and `principals` are lines of plumbline.yaml; secrets come from the environment that is given. */
export async function throughWiki(
  source: string,
  principals: string,
  secrets: Readonly<Record<string, string>> = {},
): Promise<ThroughWiki> {
  const folder = newFolder()
  const limits = (retries: number): string => `export const PAYMENT_RETRIES = ${retries}\n`
  const code = await gitRepository([
    { files: { 'src/limits.ts': limits(3) } },
    { message: 'the bank is slow', files: { 'src/limits.ts': limits(5) } },
  ])
  const yaml = `
sources:
  - { ${source}, about: [shop], privateNetwork: true, pause: 0 }
repositories:
  - { id: shop, path: ${JSON.stringify(code.directory)} }
principals:
${principals}
`
  Object.assign(process.env, secrets)
  const config = parseConfig(yaml, join(folder, 'plumbline.yaml'), {
    config: null,
    data: join(folder, 'data'),
    port: null,
    color: null,
  })
  for (const name of Object.keys(secrets)) delete process.env[name]
  const plumbline = await openPlumbline(config)
  return {
    plumbline,
    crawl: async () => {
      const [summary] = await plumbline.crawl([], undefined, { everything: false })
      if (summary === undefined) throw new Error('no source was crawled')
      return summary
    },
    titles: async (principal) => {
      const { items } = await plumbline.pages({ limit: 200 }, await plumbline.principal(principal))
      return items
        .filter(({ times }) => times.gone === null)
        .map(({ title }) => title)
        .toSorted()
    },
    ask: async (principal, query) =>
      JSON.stringify(
        await plumbline.ask({ query, intent: 'inform' }, await plumbline.principal(principal)),
      ),
    contradicted: async (principal) => {
      const filter = { status: 'contradicted', limit: 200 } as const
      const { items } = await plumbline.findings(filter, await plumbline.principal(principal))
      return items.map((finding) => JSON.stringify(finding)).toSorted()
    },
    close: async () => {
      await plumbline.close()
      await code.remove()
      removeFolder(folder)
    },
  }
}
