import { statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { openPool } from '../workers/pool.ts'

/** A journal this large is worth copying, in bytes. */
const worthwhile = 1_000_000
const everyMilliseconds = 1_000
/**
 * Pages of 4 KiB after which whoever writes copies by itself. A journal begins anew only when all of it is copied and nobody has written
 * meanwhile, which under steady load happens here alone; by then little is left to copy.
 */
const pagesAtMost = 16_000

/**
 * Lets a thread of its own copy the journal (WAL) into the database: that waits for the disk twice, and SQLite otherwise does it within
 * some commit, so that everybody waits. Gives what ends it; where no thread can start, SQLite goes on as it is used to.
 */
export function checkpointAside(database: Database, file: string): () => void {
  const pool = openPool<string, boolean>({
    file: new URL('./checkpoint-worker.js', import.meta.url),
    most: 1,
    worthAnother: 0,
    megabytes: 64,
  })
  if (!pool.canStart) return () => undefined
  database.pragma(`wal_autocheckpoint = ${pagesAtMost}`)
  let isBusy = false
  let copied = ''
  const timer = setInterval(() => {
    const { size, stamp } = journalOf(file)
    // The file keeps its size when it begins anew.
    if (isBusy || !(size > worthwhile) || stamp === copied) return
    isBusy = true
    copied = stamp
    pool
      .ask(file)
      // What it could not do, whoever writes does in the end, and tells of what is wrong with the disk.
      .catch(() => false)
      .finally(() => {
        isBusy = false
      })
  }, everyMilliseconds)
  timer.unref()
  return () => {
    clearInterval(timer)
    pool.end()
  }
}

const journalOf = (file: string): { readonly size: number; readonly stamp: string } => {
  try {
    const { size, mtimeMs } = statSync(`${file}-wal`)
    return { size, stamp: `${size} ${mtimeMs}` }
  } catch {
    return { size: 0, stamp: '' }
  }
}
