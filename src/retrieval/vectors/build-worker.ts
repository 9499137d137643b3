import { workerData } from 'node:worker_threads'
import { type BuildOrder, fill } from './build.ts'
import { loadLibrary } from './library.ts'

const { snapshot, file }: BuildOrder = workerData
const { library } = await loadLibrary()
if (library === null) throw new Error('hnswlib-node does not load in a thread')
const graph = await fill(library, snapshot, () => true)
graph?.writeSync(file)
graph?.free()
