// `npm run bench`: compiles the benchmark aside, and runs it with plain node. `npm run bench -- check [folder...]`
// measures checks of repositories instead, `npm run bench -- crawl` crawls of a website, `npm run bench -- search` searches,
// `npm run bench -- verify` verifications over HTTP, and `npm run bench -- load` as many as some connections can send.
import { runCompiled } from '../support/run-compiled.mjs'

const entries = [
  'server/main.ts',
  'src/cli/main.ts',
  'src/cli/gate.ts',
  'src/code/fact-worker.ts',
  'src/flows/document-worker.ts',
  'src/flows/lsa-worker.ts',
  'src/flows/page-worker.ts',
  'src/retrieval/vectors/build-worker.ts',
  'src/store/checkpoint-worker.ts',
  'test/bench/ask-all.ts',
  'test/bench/bench.ts',
  'test/bench/check-repository.ts',
  'test/bench/crawl/crawl.ts',
  'test/bench/crawl/run-plumbline.ts',
  'test/bench/crawl/server.ts',
  'test/bench/gate/gate.ts',
  'test/bench/index-all.ts',
  'test/bench/load/load.ts',
  'test/bench/search/run-fts5.ts',
  'test/bench/search/run-hnswlib.ts',
  'test/bench/search/run-plumbline.ts',
  'test/bench/search/search.ts',
  'test/bench/verify/verify.ts',
]
const [what, ...folders] = process.argv.slice(2)
const scripts = {
  check: 'check-repository',
  crawl: 'crawl/crawl',
  gate: 'gate/gate',
  load: 'load/load',
  search: 'search/search',
  verify: 'verify/verify',
}
const script = scripts[what] ?? 'bench'
runCompiled('bench', entries, `test/bench/${script}.js`, folders)
