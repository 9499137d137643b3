import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { buildForChild } from './support/child.ts'
import { everyone, temporaryFile } from './support/samples.ts'

const killAtRandom = async (script: string, file: string, delay: number): Promise<void> => {
  const child = fork(script, [file])
  await once(child, 'message')
  await wait(delay)
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const checkIndex = (file: string): void => {
  const database = new SqliteDatabase(file)
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.exec("insert into passage_words (passage_words) values ('integrity-check')")
  const keys = (table: string, key: string) =>
    database.prepare(`select ${key} as key from ${table} order by ${key}`).all()
  expect(keys('passage_words', 'rowid')).toEqual(keys('passages', 'key'))
  expect(keys('passage_documents', 'passage_key')).toEqual(keys('passages', 'key'))
  database.close()
}

const checkPages = async (file: string): Promise<void> => {
  const store = await openStore(file)
  const { crawl, resumed } = await store.crawls.begin('wiki', '2026-11-23T10:00:00.000Z')
  expect(resumed).toBe(true)
  const { pages } = await store.pages.list()
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages) {
    const passages = await store.passages.ofPage(page.id)
    expect(`${passages.length} passages`).toBe(page.title)
    expect(passages.every(({ text }) => text === page.text)).toBe(true)
    const copy = await store.crawls.copyOf(crawl, page.path)
    expect(copy).toMatchObject({ done: true, stamp: `stamp ${page.revision}` })
    const round = [{ kind: 'word' as const, text: `round${page.revision}` }]
    const hits = await store.passages.search(round, { reader: everyone }, 20)
    expect(hits).toHaveLength(passages.length)
  }
  await store.close()
}

describe('a store whose process is killed', () => {
  it('never holds half a page', async () => {
    const file = temporaryFile()
    const script = await buildForChild('index-forever.ts')
    for (let turn = 0; turn < 12; turn += 1) {
      await killAtRandom(script, file, 5 + Math.random() * 150)
      await checkPages(file)
      checkIndex(file)
    }
  })
})
