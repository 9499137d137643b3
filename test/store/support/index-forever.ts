import { readyPage } from '../../../src/store/ready-page.ts'
import { openStore } from '../../../src/store/store.ts'
import { at, makePage, makePassage } from './samples.ts'

// Rewrites the same few pages without end; each round all passages of a page carry the round's word.
const [file = ''] = process.argv.slice(2)
const store = await openStore(file)
for (let round = 1; ; round += 1) {
  const id = `wiki:${round % 5}.md`
  const text = `round${round} ${'drain the node and wait '.repeat(20)}`
  const count = 1 + (round % 7)
  const page = makePage(id, text, { revision: String(round), title: `${count} passages` })
  const passages = Array.from({ length: count }, (_, position) =>
    makePassage(page, { id: `${id}#${position}`, position }),
  )
  const { crawl } = await store.crawls.begin('wiki', at)
  await store.crawls.take(
    crawl,
    [{ is: 'put', ...readyPage({ page, passages, stamp: `stamp ${round}` }) }],
    at,
  )
  if (round === 1) process.send?.('ready')
}
