import type { Decision, Intent, People } from './verdict.ts'

/** One example of a rule, and what came of it. */
export interface ExampleResult {
  readonly rule: string
  readonly expected: 'match' | 'no match'
  readonly example: string
  /** What is wrong with it; null where it holds. */
  readonly problem: string | null
}

/** What a cell of the table decides, and who could lift it. */
export interface CellView {
  readonly decision: Decision
  readonly people: People | null
}

/** A policy as it holds for somebody somewhere, for people. */
export interface EffectivePolicy {
  readonly name: string
  readonly sha256: string
  readonly mode: 'enforce' | 'report'
  /** For whom and where, in words. */
  readonly holdsFor: string
  readonly rows: readonly {
    readonly id: string
    readonly condition: string
    readonly cells: Readonly<Record<Intent, CellView>>
  }[]
  readonly classes: Readonly<Record<string, CellView>>
  readonly rules: readonly {
    readonly id: string
    readonly when: string
    readonly message: string
    readonly cell: CellView
  }[]
  readonly environments: readonly { readonly name: string; readonly says: string }[]
  readonly freezes: readonly string[]
}
