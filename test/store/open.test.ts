import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openAuditFile } from '../../src/store/audit-file.ts'
import { openStore } from '../../src/store/store.ts'
import { at, everyone, makePage, makePassage, put, temporaryFile } from './support/samples.ts'

const filled = async (): Promise<string> => {
  const file = temporaryFile()
  const store = await openStore(file)
  for (let index = 0; index < 40; index += 1) {
    const page = makePage(`wiki:${index}.md`, `page ${index} `.repeat(400))
    await put(store, page, [makePassage(page)])
  }
  await store.close()
  return file
}

describe('opening the store', () => {
  it('makes the folder and the schema, and finds everything again', async () => {
    const file = temporaryFile('deep/er/store.sqlite')
    const store = await openStore(file)
    const page = makePage('wiki:a.md', 'rotate the keys')
    await put(store, page, [makePassage(page)])
    await store.close()
    const again = await openStore(file)
    expect(await again.pages.get('wiki:a.md')).toEqual(page)
    await again.close()
  })

  it('refuses a file that is no database, and leaves its bytes alone', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'this is not a database, it is a letter\n'.repeat(100))
    const before = readFileSync(file)
    await expect(openStore(file)).rejects.toMatchObject({
      code: 'store.corrupt',
      message: expect.stringContaining(file),
      next: expect.stringContaining('keep the file'),
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses a malformed image, and leaves its bytes alone', async () => {
    const file = await filled()
    const handle = openSync(file, 'r+')
    const junk = Buffer.alloc(4096, 0xab)
    for (const page of [3, 5, 8, 13]) writeSync(handle, junk, 0, junk.length, page * 4096)
    closeSync(handle)
    const before = readFileSync(file)
    await expect(openStore(file)).rejects.toMatchObject({ code: 'store.corrupt' })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses a truncated file', async () => {
    const file = await filled()
    truncateSync(file, 4096 * 6)
    await expect(openStore(file)).rejects.toMatchObject({ code: 'store.corrupt' })
  })

  it("refuses another program's database", async () => {
    const file = temporaryFile()
    const other = new SqliteDatabase(file)
    other.exec('create table notes (text)')
    other.close()
    await expect(openStore(file)).rejects.toMatchObject({ code: 'store.corrupt' })
  })

  it('says what it means that the audit log is gone, and neither makes another nor goes on', async () => {
    const file = await filled()
    const database = new SqliteDatabase(file)
    database.exec('drop table audit')
    database.close()
    const gone = {
      code: 'audit.missing',
      message: expect.stringContaining(`${file} has lost its audit log`),
      next: expect.stringMatching(/^do not go on: keep the file/),
    }
    for (let times = 0; times < 2; times += 1)
      await expect(openStore(file)).rejects.toMatchObject(gone)
    expect(() => openAuditFile(file)).toThrow(expect.objectContaining(gone))
  })

  it('says so, too, when it goes while somebody works, and which other table does', async () => {
    const file = await filled()
    const store = await openStore(file)
    const database = new SqliteDatabase(file)
    database.exec('drop table audit; drop table reviews')
    database.close()
    await expect(store.audit.last()).rejects.toMatchObject({ code: 'audit.missing' })
    await expect(store.reviews.tally()).rejects.toMatchObject({
      code: 'store.corrupt',
      message: expect.stringContaining('it lacks the table reviews'),
    })
    await store.close()
  })

  it('refuses a database of a newer Plumbline', async () => {
    const file = await filled()
    const database = new SqliteDatabase(file)
    database.pragma('user_version = 999')
    database.close()
    await expect(openStore(file)).rejects.toMatchObject({ code: 'store.newer' })
  })

  it('says who is in the way when another process holds the lock', async () => {
    const file = await filled()
    const holder = new SqliteDatabase(file)
    holder.exec('begin exclusive')
    const store = await openStore(file, { patience: 50 })
    const page = makePage('wiki:late.md', 'late')
    await expect(put(store, page, [])).rejects.toMatchObject({ code: 'store.locked' })
    holder.exec('rollback')
    holder.close()
    await put(store, page, [])
    await store.close()
  })

  it('reports a folder that cannot be made', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'in the way')
    await expect(openStore(`${file}/store.sqlite`)).rejects.toMatchObject({
      code: 'store.unwritable',
    })
  })

  it('lets two openings at once migrate once', async () => {
    const file = temporaryFile()
    const [one, two] = await Promise.all([openStore(file), openStore(file)])
    const page = makePage('wiki:a.md', 'hello')
    await put(one, page, [makePassage(page)])
    expect(
      await two.passages.search([{ kind: 'word', text: 'hello' }], { reader: everyone }, 5),
    ).toHaveLength(1)
    expect((await two.crawls.begin('wiki', at)).resumed).toBe(false)
    await one.close()
    await two.close()
  })
})
