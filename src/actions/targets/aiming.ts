import type { TargetKind } from '../../domain/target.ts'

/** How a family of programs says where it is aimed. */
export interface Aiming {
  readonly family: string
  readonly programs: readonly string[]
  /** Options that take a value, beside those below. */
  readonly valued?: string
  readonly singleDash?: true
  readonly options: Readonly<Record<string, TargetKind>>
  /** Variables of the environment that say the same. */
  readonly variables?: Readonly<Record<string, TargetKind>>
  /** Options by which a command takes on another role. */
  readonly roles?: readonly string[]
  /** What its words without options are; nothing where they say nothing of where. */
  readonly words?: TargetKind
  /** It acts beyond this machine only where it is told so. */
  readonly here?: true
}
