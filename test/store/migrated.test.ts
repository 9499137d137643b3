import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { lendFunctions } from '../../src/store/full-text.ts'
import { openStore } from '../../src/store/store.ts'
import { everyone, makePage, makePassage, put, searchIn, temporaryFile } from './support/samples.ts'

const migrations = join(packageRoot, 'migrations', 'sqlite')
const applicationId = 0x504c554d

/** A store of the fifth schema, which kept no words, with one page of one passage. */
const makeOld = (file: string): void => {
  const database = new SqliteDatabase(file)
  lendFunctions(database)
  for (const name of readdirSync(migrations).sort())
    if (name < '006') database.exec(readFileSync(join(migrations, name), 'utf8'))
  const page = makePage('handbook:refunds', 'A settlement is refunded by the ledger team.')
  const { access, times, visits, ...kept } = page
  const passage = makePassage(page)
  const insert = (table: string, row: Readonly<Record<string, unknown>>): void => {
    const names = Object.keys(row)
    const places = names.map(() => '?').join()
    database
      .prepare(`insert into ${table} (${names.join()}) values (${places})`)
      .run(Object.values(row))
  }
  insert('access_lists', { key: 5, document: JSON.stringify(access), clauses: 1 })
  insert('access_entries', { entry: 'group:all', list_key: 5, clause: 0 })
  insert('pages', {
    ...{ key: 1, id: page.id, source: page.source, path: page.path, title: page.title },
    ...{ genre: page.genre, revision: page.revision, sha256: page.sha256, access_key: 5 },
    ...{ times: JSON.stringify(times), document: JSON.stringify(kept), own_access: '[]' },
    ...{ visits: visits.count, changes: visits.changes },
  })
  insert('passages', {
    ...{ key: 7, id: passage.id, page_key: 1, position: 0, sha256: passage.sha256, length: 9 },
  })
  insert('passage_documents', { passage_key: 7, document: JSON.stringify(passage) })
  insert('passage_words', {
    ...{ rowid: 7, title: page.title, heading: 'Top', body: page.text, code: '', identifiers: '' },
  })
  database.pragma('user_version = 5')
  database.pragma(`application_id = ${applicationId}`)
  database.close()
}

it('what was stored before is found, by what was meant, too, and followed by what comes', async () => {
  const file = temporaryFile()
  makeOld(file)
  const store = await openStore(file)
  const find = (text: string) => searchIn(store, [{ kind: 'word', text }], { reader: everyone })
  expect((await find('ledger')).map(({ page }) => page.id)).toEqual(['handbook:refunds'])
  expect(await store.passages.wordsLike('setlement')).toEqual(['settlement'])
  const next = makePage('handbook:payouts', 'The ledger is closed before a payout.')
  await put(store, next, [makePassage(next)])
  expect((await store.passages.countWords(['ledger', 'payout'], { reader: everyone })).of).toEqual(
    new Map([
      ['ledger', 2],
      ['payout', 1],
    ]),
  )
  await store.close()
})
