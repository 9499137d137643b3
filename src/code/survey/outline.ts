import type { FactKind, FileFact } from '../../domain/fact.ts'
import type { SnapshotFile } from '../../domain/repository.ts'
import { kindsStatedBy } from '../extract.ts'
import { anyName } from '../extractor.ts'
import { unreadLanguage } from './languages.ts'
import type { ReadFile } from './read-facts.ts'

/** Of a file, what tells how whole the lists of a survey are. */
export interface Outline {
  readonly file: SnapshotFile
  readonly weak: boolean
  /** Why it could not be read, or null. */
  readonly unread: string | null
  /** Kinds of fact that its extractors can state. */
  readonly stated: ReadonlySet<FactKind>
  /** Its programming language where no extractor reads that; null for any other file. */
  readonly language: string | null
  /** Facts that say: there are more, whose names only a running program knows. */
  readonly open: readonly Pick<FileFact, 'kind' | 'owner' | 'line'>[]
}

export const outlineOf = ({ file, weak, facts }: ReadFile): Outline => ({
  file,
  weak,
  unread: facts.unread,
  stated: kindsStatedBy(file.path),
  language: unreadLanguage(file),
  open: facts.facts
    .filter(({ subject }) => subject === anyName)
    .map(({ kind, owner, line }) => ({ kind, owner, line })),
})
