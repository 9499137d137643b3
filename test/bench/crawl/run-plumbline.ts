import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig } from '../../../src/config.ts'
import { openPlumbline } from '../../../src/plumbline.ts'

// One crawl of the generated site into an index of its own.
const [origin = '', data = '', atOnce = '8', mode = 'everything'] = process.argv.slice(2)
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
const plumbline = await openPlumbline(config)
const [summary] = mode === 'everything' ? await plumbline.crawl([]) : await plumbline.index()
await plumbline.close()
if (process.env.SHOW) console.log(JSON.stringify({ ...summary, unread: summary?.unread.slice(0, 5) }))
writeFileSync(join(data, 'summary.json'), JSON.stringify(summary))
