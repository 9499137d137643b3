import { rmSync, statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { PlumblineError } from '../domain/errors.ts'
import type { FileFacts } from '../domain/fact.ts'
import type { FactCache } from '../domain/fact-cache.ts'
import { decodeFacts, encodeFacts } from './fact-codec.ts'
import { faultOf } from './faults.ts'
import { type OpenOptions, openDatabase } from './open.ts'

/** How to open the cache. */
export interface FactCacheOptions extends OpenOptions {
  /**
   * Whether the file is mapped into memory, which makes large values come several times faster: for programs that end in seconds, since
   * one whose file is cut short meanwhile is ended by the system.
   */
  readonly isMapped?: boolean
  /** How many bytes of facts to keep at most; the least lately used go first. */
  readonly limit?: number
  /** The day of today, counted from any fixed day; what is used today is kept longest. */
  readonly today?: number
}

/** The cache, and what had to be done to open it. */
export interface OpenedFactCache {
  readonly cache: FactCache
  readonly warning: string | null
}

const schemaVersion = 1
const defaultLimit = 512 * 1024 * 1024
const millisecondsPerDay = 86_400_000

const schema = `
  create table if not exists facts (
    key text primary key, used integer not null, size integer not null, value blob not null
  ) without rowid;
  create index if not exists facts_by_use on facts (used, size);
  pragma user_version = ${schemaVersion};`

const openTable = (file: string, options: FactCacheOptions): Database => {
  const database = openDatabase(file, { ...options, isCache: true })
  const version = database.pragma('user_version', { simple: true })
  if (version !== 0 && version !== schemaVersion) {
    database.close()
    throw new PlumblineError('store.newer', `${file} has schema ${version}`)
  }
  database.transaction(() => database.exec(schema)).immediate()
  // Losing the last writes to a power cut costs a little parsing, not the truth.
  database.pragma('synchronous = off')
  if (options.isMapped) database.pragma(`mmap_size = ${defaultLimit}`)
  return database
}

// Last the file itself: whoever opens it in between opens what goes, and no journal of a new file is taken for the old one's.
const throwAway = (file: string): void => {
  for (const end of ['-wal', '-shm', '']) rmSync(file + end, { force: true })
}

const inodeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino

interface Row {
  readonly key: string
  readonly used: number
  readonly value: Uint8Array
}

const read = (database: Database, keys: readonly string[], today: number) => {
  const found = new Map<string, Uint8Array>()
  const select = database.prepare<[string], Row>('select key, used, value from facts where key = ?')
  const stale: string[] = []
  for (const key of keys) {
    const row = select.get(key)
    if (!row) continue
    found.set(key, row.value)
    if (row.used !== today) stale.push(key)
  }
  const touch = database.prepare('update facts set used = ? where key = ?')
  if (stale.length > 0) {
    database
      .transaction(() => {
        for (const key of stale) touch.run(today, key)
      })
      .immediate()
  }
  return found
}

const readFacts = (database: Database, keys: readonly string[], today: number) => {
  const found = new Map<string, FileFacts>()
  for (const [key, value] of read(database, keys, today)) {
    const facts = decodeFacts(value)
    if (facts) found.set(key, facts)
  }
  return found
}

// Drops the least lately used until a tenth of the room is free, so that not every write evicts.
const evict = (database: Database, limit: number): void => {
  if (limit === Number.POSITIVE_INFINITY) return
  const total = database.prepare<[], { bytes: number | null }>(
    'select sum(size) as bytes from facts',
  )
  let excess = (total.get()?.bytes ?? 0) - limit
  if (excess <= 0) return
  excess += limit / 10
  const oldest = database.prepare<[], { key: string; size: number }>(
    'select key, size from facts order by used, key',
  )
  const doomed: string[] = []
  for (const { key, size } of oldest.iterate()) {
    if (excess <= 0) break
    doomed.push(key)
    excess -= size
  }
  const remove = database.prepare('delete from facts where key = ?')
  for (const key of doomed) remove.run(key)
}

const write = (
  database: Database,
  entries: readonly (readonly [string, Uint8Array])[],
  limit: number,
  today: number,
): void => {
  const insert = database.prepare(
    'insert or replace into facts (key, used, size, value) values (?, ?, ?, ?)',
  )
  database
    .transaction(() => {
      for (const [key, value] of entries) insert.run(key, today, value.length, value)
      evict(database, limit)
    })
    .immediate()
}

// Adding up what is there reads the whole index, so it is done once a twentieth of the room was written.
const writerOver = (database: Database, limit: number, today: number) => {
  let unchecked = Number.POSITIVE_INFINITY
  return (entries: readonly (readonly [string, Uint8Array])[]): void => {
    unchecked += entries.reduce((sum, [, value]) => sum + value.length, 0)
    const isDue = unchecked > limit / 20
    write(database, entries, isDue ? limit : Number.POSITIVE_INFINITY, today)
    if (isDue) unchecked = 0
  }
}

const cacheOver = (file: string, database: Database, limit: number, today: number): FactCache => {
  const inode = inodeOf(file)
  let isSpoilt = false
  // Whoever opens it next begins again; what somebody else has begun again meanwhile is another file.
  const giveUp = (): void => {
    if (isSpoilt) return
    isSpoilt = true
    try {
      if (inode !== undefined && inodeOf(file) === inode) throwAway(file)
    } catch {
      // What cannot be removed is slow, never wrong.
    }
  }
  const tolerated = <Result>(work: () => Result, otherwise: Result): Result => {
    try {
      return work()
    } catch (error) {
      const fault = faultOf(error, file)
      if (!(fault instanceof PlumblineError)) throw error
      if (fault.code === 'store.corrupt') giveUp()
      return otherwise
    }
  }
  const put = writerOver(database, limit, today)
  // A cache that cannot be read or written is slow, never wrong: the files are parsed again.
  const now = (keys: readonly string[]): ReadonlyMap<string, FileFacts> =>
    tolerated(() => readFacts(database, keys, today), new Map())
  return {
    get: async (keys) => now(keys),
    now,
    put: async (entries) => {
      const encoded = entries.flatMap(([key, facts]) => {
        const value = encodeFacts(facts)
        return value ? [[key, value] as const] : []
      })
      tolerated(() => put(encoded), undefined)
    },
    pieces: {
      get: async (key) => tolerated(() => read(database, [key], today).get(key) ?? null, null),
      put: async (key, bytes) => tolerated(() => put([[key, bytes]]), undefined),
    },
    close: () => {
      database.close()
    },
  }
}

/**
 * Opens the cache of facts. One that cannot be opened is thrown away and begun again, with a warning; one that turns out to be damaged
 * while it is read is thrown away for whoever opens it next.
 */
export const openFactCache = async (
  file: string,
  options: FactCacheOptions = {},
): Promise<OpenedFactCache> => {
  const { limit = defaultLimit, today = Math.floor(Date.now() / millisecondsPerDay) } = options
  try {
    return { cache: cacheOver(file, openTable(file, options), limit, today), warning: null }
  } catch (error) {
    const fault = faultOf(error, file)
    const spoilt =
      fault instanceof PlumblineError && ['store.corrupt', 'store.newer'].includes(fault.code)
    if (!spoilt) throw fault
    throwAway(file)
    const warning = `the fact cache was thrown away and begun again: ${fault.message}`
    return { cache: cacheOver(file, openTable(file, options), limit, today), warning }
  }
}
