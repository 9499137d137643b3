// Crawls the generated site with crawlee's CheerioCrawler, and stores each page's title and text in its dataset. It is copied
// to where the benchmark installed crawlee.
import { CheerioCrawler, Configuration, log } from '@crawlee/cheerio'

const [origin, storage, atOnce] = process.argv.slice(2)
log.setLevel(log.LEVELS.ERROR)
const configuration = new Configuration({
  storageClientOptions: { localDataDirectory: storage },
  // Nothing holds it back: it may use the whole machine.
  maxUsedCpuRatio: 1,
  availableMemoryRatio: 0.8,
})
const crawler = new CheerioCrawler(
  {
    minConcurrency: Number(atOnce),
    maxConcurrency: Number(atOnce),
    useSessionPool: false,
    persistCookiesPerSession: false,
    async requestHandler({ $, request, enqueueLinks, pushData }) {
      await pushData({ url: request.loadedUrl, title: $('title').text(), text: $('body').text() })
      await enqueueLinks({ globs: [`${origin}/docs/**`] })
    },
  },
  configuration,
)
await crawler.run([`${origin}/docs/`])
