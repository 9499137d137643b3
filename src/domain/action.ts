/**
 * Classes of effect: D0 reads; D1 adds, undoable; D2 disrupts, recoverable; D3 loses data or history that can be
 * restored; D4 irreversible; D5 a whole environment; X1 touches the gate; X2 cannot be seen; X3 widens privilege or exposes what must stay.
 */
export const actionClasses = ['D0', 'D1', 'D2', 'D3', 'D4', 'D5', 'X1', 'X2', 'X3'] as const
export type ActionClass = (typeof actionClasses)[number]

export type Reach =
  | 'none'
  | 'resource'
  | 'namespace'
  | 'machine'
  | 'database'
  | 'environment'
  | 'account'
export type Reversible = 'yes' | 'with-effort' | 'no' | 'unknown'

/** One command of an action, as parsed and classed. */
export interface ClassedCommand {
  /** The words after quotes and wrappers are taken off; for prose, the sentence as one word. */
  readonly argv: readonly string[]
  /** Where it stands in the text, in UTF-16 units. */
  readonly span: readonly [start: number, end: number]
  readonly class: ActionClass
  readonly reach: Reach
  readonly reversible: Reversible
  /** What it does, in words. */
  readonly effect: string
  /** The program is in no list: the class is a guess from its words. */
  readonly unknownProgram?: true
  /** For a change: the file and the line, from 1, that show it; the line is null where it is the file as a whole. */
  readonly place?: {
    readonly path: string
    readonly line: number | null
    /** Whether the line is counted in the file as it was or as it will be. */
    readonly side: 'before' | 'after'
  }
}

/** What a change lays hands on. */
export interface Touches {
  /** Every path it names, old or new. */
  readonly paths: readonly string[]
  /** What its lines stand in or do something to, by the names their own language gives: `aws_db_instance.orders`. */
  readonly resources: readonly string[]
}

/** A command or change that advice proposes. */
export interface Action {
  /** `sha256:` of the canonical action. */
  readonly digest: string
  readonly commands: readonly ClassedCommand[]
  /** Parts that could not be parsed, in words. */
  readonly unseen: readonly string[]
  /** Only of a change. */
  readonly touches?: Touches
}
