import type { Instant } from './instant.ts'
import type { Access } from './principal.ts'

/** A code base whose facts pages are held to. */
export interface Repository {
  readonly id: string
  readonly access: Access
}

/**
 * What a file is to a judge. Only `code`, `test`, `settings` and `example` state facts,
 * and `test` and `example` only weakly; documents, vendored and generated files are not evidence.
 */
export type FileClass =
  | 'code'
  | 'settings'
  | 'test'
  | 'example'
  | 'document'
  | 'vendored'
  | 'generated'
  | 'binary'

export interface SnapshotFile {
  readonly path: string
  /** The git blob id, or for published versions the same digest of the bytes. */
  readonly blob: string
  /** Bytes. */
  readonly size: number
  readonly class: FileClass
  readonly symlink: boolean
}

/** A change that made something what it is. */
export interface Change {
  /** A commit id, or null for a published version. */
  readonly commit: string | null
  readonly version: string | null
  /** The author's date. */
  readonly date: Instant | null
  readonly author: string | null
  readonly subject: string | null
}

/** A code base at one commit, or at one published version. */
export interface Snapshot {
  readonly repository: string
  /** A commit id, or `version:<semver>`. */
  readonly commit: string
  readonly version: string | null
  readonly date: Instant | null
  readonly files: readonly SnapshotFile[]
  /** Names the repository goes by: its folder, its package name, its remote. */
  readonly names: readonly string[]
  /** Why history cannot be trusted to the root (`shallow-history`), or null. */
  readonly historyLimit: string | null
}
