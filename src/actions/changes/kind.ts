import type { Grammar } from '../../syntax/grammar.ts'
import type { Effect } from '../effect.ts'
import type { ChangedFile, ChangedLine, ChangeSet } from './changed-file.ts'

/** Something a change does, and where it says so. */
export interface Found {
  /** Null where it is the file as a whole. */
  readonly line: ChangedLine | null
  readonly effect: Effect
  /** What it is done to, by the name its own language gives it: `aws_db_instance.orders`, `table orders`. */
  readonly resource?: string
}

/** What a kind may look at beside the file itself. */
export interface Surroundings {
  readonly whole: ChangeSet
  readonly bash: Grammar
}

/** One kind of change: what of a file it reads, and what that would do. */
export interface ChangeKind {
  /** One sentence for its manual page. */
  readonly about: string
  found(file: ChangedFile, surroundings: Surroundings): readonly Found[]
}
