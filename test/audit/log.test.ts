import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkAuditFiles } from '../../src/auditing.ts'
import type { AuditEvent } from '../../src/domain/audit.ts'
import { auditLog } from '../../src/flows/audit-log.ts'
import { openStore } from '../../src/store/store.ts'
import { createKeyPair, signingKeyFrom } from '../../src/verdicts/keys.ts'
import { builtProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const at = '2026-11-01T09:00:00.000Z'
const event = (subject: string): AuditEvent => ({
  at,
  kind: 'verification',
  principal: 'agent-shop',
  subject,
  details: { decision: 'block' },
})

/** A data folder with a log of some entries, closed in good order. */
async function written(entries: number) {
  const folder = temporaryFolder()
  const database = join(folder, 'plumbline.sqlite')
  const checkpoints = join(folder, 'audit-checkpoints.txt')
  const pem = createKeyPair().privateKey
  writeFileSync(join(folder, 'receipts.pem'), pem)
  const store = await openStore(database)
  const key = signingKeyFrom(pem)
  const log = auditLog({ store, files: [checkpoints], key: async () => key, now: () => at })
  for (let entry = 0; entry < entries; entry += 1) await log.audit(event(`ver_${entry}`))
  await log.close()
  await store.close()
  const files = { database, checkpoints: [checkpoints], keys: [join(folder, 'receipts.pem')] }
  return { folder, database, checkpoints, files }
}

describe('the table', () => {
  test.each([
    ['an edit', "update audit set principal = 'nobody' where seq = 2"],
    ['a deletion', 'delete from audit where seq = 3'],
    [
      'a replacement',
      'insert or replace into audit select 2, at, kind, principal, subject, details, previous, hash from audit where seq = 3',
    ],
    [
      'an entry out of order',
      "insert into audit select 99, at, kind, principal, subject, details, hash, 'x' from audit where seq = 3",
    ],
    [
      'an entry that does not follow',
      "insert into audit select max(seq) + 1, at, kind, principal, subject, details, '0', 'x' from audit",
    ],
  ])('refuses %s', async (_, sql) => {
    const { database } = await written(3)
    const open = new SqliteDatabase(database)
    expect(() => open.exec(sql)).toThrow(/only added to|UNIQUE/)
    open.close()
  })
})

/** What somebody does to the file with the triggers out of the way. */
function tamper(file: string, sql: string): void {
  const open = new SqliteDatabase(file)
  for (const name of ['audit_is_never_edited', 'audit_is_never_deleted', 'audit_grows_at_its_end'])
    open.exec(`drop trigger ${name}`)
  open.exec(sql)
  open.close()
}

describe('a check of the files', () => {
  test('finds nothing where nothing was done', async () => {
    const { files } = await written(5)
    // The first entry and its checkpoint, four entries, the last checkpoint.
    expect(checkAuditFiles(files)).toMatchObject({ entries: 7, vouchedTo: 6, fault: null })
  })

  test.each([
    ['an edit', "update audit set principal = 'nobody' where seq = 4", 4, 'edited'],
    ['a deletion', 'delete from audit where seq = 4', 4, 'missing'],
    ['a cut end', 'delete from audit where seq > 4', 5, 'cut'],
    ['an empty log', 'delete from audit', 1, 'cut'],
    [
      'two that changed places',
      'update audit set seq = -1 where seq = 4; update audit set seq = 4 where seq = 5; update audit set seq = 5 where seq = -1',
      4,
      'edited',
    ],
    [
      'details that read the same',
      "update audit set details = replace(details, ':', ': ') where seq = 4",
      4,
      'edited',
    ],
  ])('finds %s', async (_, sql, entry, is) => {
    const { database, files } = await written(5)
    tamper(database, sql)
    expect(checkAuditFiles(files).fault).toMatchObject({ entry, is })
  })

  test('reads a copy, of an older schema too, and leaves it as it was', async () => {
    const { folder, database, files } = await written(5)
    const copy = join(folder, 'copy.sqlite')
    copyFileSync(database, copy)
    const old = new SqliteDatabase(copy)
    old.pragma('user_version = 11')
    old.pragma('journal_mode = delete')
    old.close()
    const before = readFileSync(copy)
    expect(checkAuditFiles({ ...files, database: copy }).fault).toBeNull()
    expect(readFileSync(copy).equals(before)).toBe(true)
    expect(existsSync(`${copy}-wal`)).toBe(false)
  })

  test('reads a database in a folder that may not be written', async () => {
    const { folder, files } = await written(5)
    chmodSync(folder, 0o500)
    expect(checkAuditFiles(files).fault).toBeNull()
    chmodSync(folder, 0o700)
  })

  test('cannot tell without keys, or without the checkpoints that were there', async () => {
    const { folder, files } = await written(5)
    expect(() => checkAuditFiles({ ...files, keys: [] })).toThrow(/no key to check/)
    const gone = join(folder, 'gone.txt')
    expect(() => checkAuditFiles({ ...files, checkpoints: [gone] })).toThrow(/no checkpoints in/)
    expect(() => checkAuditFiles({ ...files, database: gone })).toThrow(/there is no/)
  })

  test('a file of checkpoints that was garbled does not pass', async () => {
    const { checkpoints, files } = await written(5)
    writeFileSync(checkpoints, readFileSync(checkpoints, 'utf8').slice(0, -20))
    expect(checkAuditFiles(files).fault).toMatchObject({ is: 'unproven' })
  })
})

test('what cannot be vouched for elsewhere is not written on: /dev/full is a full disk', async () => {
  const store = await openStore(':memory:')
  const key = signingKeyFrom(createKeyPair().privateKey)
  const log = auditLog({ store, files: ['/dev/full'], key: async () => key, now: () => at })
  await expect(log.audit(event('ver_1'))).rejects.toThrow('/dev/full')
  await expect(log.audit(event('ver_2'))).rejects.toThrow('/dev/full')
  await store.close()
})

describe('two processes at once', () => {
  let build: string
  beforeAll(async () => {
    build = await builtProgram()
  })

  test('keep one chain, and every entry of both', async () => {
    const folder = temporaryFolder()
    const [database, keys] = [join(folder, 'plumbline.sqlite'), join(folder, 'receipts.pem')]
    writeFileSync(keys, createKeyPair().privateKey)
    const script = join(import.meta.dirname, 'append-process.mjs')
    const append = (name: string): ChildProcess => fork(script, [build, folder, name, '150'])
    const exits = await Promise.all(
      ['one', 'two'].map(async (name) => (await once(append(name), 'exit'))[0]),
    )
    expect(exits).toEqual([0, 0])
    const open = new SqliteDatabase(database, { readonly: true })
    const appended = open
      .prepare("select subject from audit where subject like 'one_%' or subject like 'two_%'")
      .all()
    open.close()
    expect(appended).toHaveLength(300)
    const checkpoints = [join(folder, 'audit-checkpoints.txt')]
    expect(checkAuditFiles({ database, checkpoints, keys: [keys] }).fault).toBeNull()
  })
})
