import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig } from '../../../src/config/config.ts'
import { indexPages, reading } from '../../../src/flows/index-pages.ts'
import { rulesFor } from '../../../src/indexing.ts'
import { politeFetch } from '../../../src/sources/fetching/polite-fetch.ts'
import { machineTools } from '../../../src/sources/fetching/tools.ts'
import { openStore } from '../../../src/store/store.ts'
import { version } from '../../../src/version.ts'

// One crawl of the generated site into the index in the folder given: fetched, cleaned, split, stored and made searchable.
const [origin = '', data = '', atOnce = '16', mode = 'everything'] = process.argv.slice(2)
const settings = `
sources:
  - { id: handbook, type: website, url: '${origin}/docs/', privateNetwork: true, requestsAtOnce: ${atOnce} }
`
const config = parseConfig(settings, join(data, 'plumbline.yaml'), {
  config: null,
  data,
  port: null,
  color: null,
})
const store = await openStore(join(data, 'plumbline.sqlite'))
for (const source of config.sources) {
  const summary = await indexPages(source, {
    store,
    tools: {
      openFolder: () => {
        throw new Error('a website has no folder')
      },
      openClone: () => {
        throw new Error('a website is no repository')
      },
      fetching: (entry, door) => politeFetch(rulesFor(entry, door), machineTools(version)),
    },
    reading,
    everything: mode === 'everything',
    visitBounds: { least: 600, most: 86_400 },
    now: () => new Date().toISOString(),
  })
  writeFileSync(join(data, 'summary.json'), JSON.stringify(summary))
}
await store.close()
