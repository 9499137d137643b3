import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config/config.ts'
import type { AuditFilter, AuditReport, AuditRow } from './domain/audit.ts'
import { PlumblineError } from './domain/errors.ts'
import { checkAudit } from './flows/audit-check.ts'
import { storeFile } from './kept-files.ts'
import { publicKeysIn } from './keys/public-keys.ts'
import { openAuditFile } from './store/audit-file.ts'
import { notesIn } from './verdicts/checkpoint.ts'

/** The files that checkpoints are added to: one beside the database, and one elsewhere where it is configured. */
export const checkpointFiles = ({ dataFolder, audit }: Pick<Config, 'dataFolder' | 'audit'>) => [
  join(dataFolder, 'audit-checkpoints.txt'),
  ...(audit.checkpoints === undefined ? [] : [audit.checkpoints]),
]

/** Which files a log is checked by. */
export interface AuditFiles {
  /** The database or a copy of it: it is read, and neither migrated nor written. */
  readonly database: string
  /** Files of checkpoints, beside those that stand in the log itself. */
  readonly checkpoints: readonly string[]
  /** Files or folders of public keys: PEM files, or JWK sets as `/.well-known/jwks.json` serves them. */
  readonly keys: readonly string[]
}

/** Finds any edit, deletion, insertion or other order in an audit log. */
export function checkAuditFiles({ database, checkpoints, keys }: AuditFiles): AuditReport {
  const known = keys.flatMap(publicKeysIn)
  const log = openAuditFile(database)
  try {
    const own = log.notes()
    // A log of which nothing was signed has no files beside it; from any other on, a file that is gone is no small matter.
    const files = checkpoints.filter((file) => own.length > 0 || existsSync(file))
    const notes = [
      ...own.map((note) => ({ note, from: 'the log itself' })),
      ...files.flatMap((file) => notesIn(textOf(file)).map((note) => ({ note, from: file }))),
    ]
    if (notes.length > 0 && known.length === 0)
      throw new PlumblineError(
        'receipt.key-missing',
        `no key to check signatures with was found in ${keys.join(', ') || 'any file'}`,
      )
    return checkAudit({ rows: log.rows(), notes, keys: known })
  } finally {
    log.close()
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new PlumblineError('input.not-found', `there are no checkpoints in ${file}`, { cause })
  }
}

/** Entries of a log as they lie in its database, oldest first; read only, as for a check. */
export function readAuditFile(
  database: string,
  filter: Omit<AuditFilter, 'after'>,
): readonly AuditRow[] {
  const log = openAuditFile(database)
  try {
    return log.entries(filter)
  } finally {
    log.close()
  }
}

/** The files that a configuration names; for a database elsewhere, the configuration may be missing. */
export function configuredAudit(
  asked: { readonly config: string | undefined; readonly database?: string },
  read: (config: string | null) => Config,
): AuditFiles {
  if (asked.database !== undefined && asked.config === undefined)
    return { database: asked.database, checkpoints: [], keys: [] }
  const config = read(asked.config ?? null)
  return {
    database: asked.database ?? storeFile(config),
    checkpoints: checkpointFiles(config),
    keys: [join(config.dataFolder, 'keys')],
  }
}
