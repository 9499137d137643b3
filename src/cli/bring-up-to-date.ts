import type { Progress } from '../domain/requests.ts'
import type { Plumbline } from '../plumbline.ts'
import { crawlText } from '../render/crawl.ts'

/** Indexes what stands on this machine, and says on standard error what could not be, and which wikis nobody crawled yet. */
export async function bringUpToDate(
  plumbline: Plumbline,
  progress?: Progress,
  isServer = false,
): Promise<void> {
  for (const summary of await plumbline.index(progress))
    if (summary.failed !== undefined) say(crawlText(summary))
  if (isServer) return
  for (const { id, crawledAt } of await plumbline.sources())
    if (crawledAt === null)
      say(`${id} was never crawled to its end: run \`plumbline crawl ${id}\`\n`)
}

const say = (text: string): void => {
  process.stderr.write(text)
}
