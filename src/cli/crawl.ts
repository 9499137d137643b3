import { crawlText } from '../render/crawl.ts'
import type { CliCommand } from './command.ts'
import { configOption, withPlumbline } from './open.ts'
import { printText, terminalProgress } from './output.ts'

/** `plumbline crawl`: sources into the index. */
export const crawl: CliCommand = {
  name: 'crawl',
  summary: 'bring pages of all or some sources into the index',
  examples: ['plumbline crawl', 'plumbline crawl handbook runbooks'],
  configure(command) {
    command
      .argument('[source...]', 'ids of configured sources; all unless given')
      .option(...configOption)
      .action((sources: string[], options: { readonly config?: string }) =>
        withPlumbline(options.config, async (plumbline) => {
          const { progress, done } = terminalProgress()
          const crawling = plumbline.crawl(sources, progress)
          const crawled = await crawling
            .then(async (all) => {
              await plumbline.embed(progress)
              return all
            })
            .finally(done)
          for (const summary of crawled) printText(crawlText(summary))
          await plumbline.deliver()
          if (crawled.some(({ failed }) => failed !== undefined)) process.exitCode = 2
        }),
      )
  },
}
