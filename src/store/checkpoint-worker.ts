import SqliteDatabase from 'better-sqlite3'
import { answering } from '../workers/answering.ts'

/** Copies what stands in the journal of a database into the database itself, as far as nobody is in the way. */
answering(async (file: string): Promise<boolean> => {
  const database = new SqliteDatabase(file, { fileMustExist: true })
  try {
    database.pragma('wal_checkpoint(passive)')
    return true
  } finally {
    database.close()
  }
})
