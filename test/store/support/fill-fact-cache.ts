import { openFactCache } from '../../../src/store/fact-cache.ts'

const [file = '', seed = ''] = process.argv.slice(2)
const { cache } = await openFactCache(file)
for (let index = 0; index < 50; index += 1) {
  const words = [`${seed}`, `word${index}`]
  await cache.put([[`${seed}-${index}`, { facts: [], words, unread: null }]])
  await cache.get([`1-${index}`, `2-${index}`])
}
cache.close()
