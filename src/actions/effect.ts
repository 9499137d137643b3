import type { ActionClass, Reach, Reversible } from '../domain/action.ts'

/** What a command does to the world. */
export interface Effect {
  readonly class: ActionClass
  readonly reach: Reach
  readonly reversible: Reversible
  readonly effect: string
  readonly unknownProgram?: true
}

type Make = (effect: string, reach?: Reach, reversible?: Reversible) => Effect

const make =
  (actionClass: ActionClass, usualReach: Reach, usually: Reversible): Make =>
  (effect, reach = usualReach, reversible = usually) => ({
    class: actionClass,
    reach,
    reversible,
    effect,
  })

/** D0 */
export const reads = make('D0', 'none', 'yes')
/** D1 */
export const adds = make('D1', 'resource', 'yes')
/** D2 */
export const disrupts = make('D2', 'resource', 'yes')
/** D3 */
export const loses = make('D3', 'resource', 'with-effort')
/** D4 */
export const destroys = make('D4', 'resource', 'no')
/** D5 */
export const destroysAll = make('D5', 'environment', 'no')
/** X1 */
export const tampers = make('X1', 'machine', 'unknown')
/** X2 */
export const hides = make('X2', 'resource', 'unknown')
/** X3 */
export const widens = make('X3', 'resource', 'with-effort')

const order: readonly ActionClass[] = ['D0', 'D1', 'D2', 'X2', 'X3', 'D3', 'D4', 'D5', 'X1']

/** The gravest of several effects; none at all reads nothing and changes nothing. */
export const gravest = (effects: readonly Effect[]): Effect =>
  effects.reduce(
    (worst, next) => (order.indexOf(next.class) > order.indexOf(worst.class) ? next : worst),
    effects[0] ?? reads('does nothing'),
  )

/** The gravest class among commands; null where there are none. */
export const gravestClass = (
  commands: readonly { readonly class: ActionClass }[],
): ActionClass | null =>
  commands.reduce<ActionClass | null>(
    (worst, next) =>
      worst === null || order.indexOf(next.class) > order.indexOf(worst) ? next.class : worst,
    null,
  )
