// Indexes the demonstration from a build, and says when it begins: a process for killed.test.ts to kill.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [build, data] = process.argv.slice(2)
const load = (file) => import(pathToFileURL(join(build, 'src', file)).href)
const { demonstration } = await load('demonstration.js')
const { openPlumbline } = await load('plumbline.js')
const { config } = await demonstration({ config: null, data, port: null, color: null })
const plumbline = await openPlumbline(config)
process.send('begins')
await plumbline.index()
process.send('done')
await plumbline.close()
process.disconnect()
