import { actionClasses } from '../../domain/action.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { intents } from '../../domain/verdict.ts'
import type { Cell, Policy, PolicyRule } from '../policy.ts'
import { documentOf, ruleOf } from './document.ts'
import { isStricter } from './resolve.ts'

/** What a policy asks more or less than another, in words; `changed` is what cannot be called either. */
export interface PolicyChange {
  readonly tightened: readonly string[]
  readonly loosened: readonly string[]
  readonly changed: readonly string[]
}

type Way = keyof PolicyChange
type Told = readonly [Way, string]

/** How a policy differs from the one before. */
export function compare(before: Policy, after: Policy): PolicyChange {
  const told = [
    ...modes(before, after),
    ...table(before, after),
    ...rules(before.rules, after.rules),
    ...settings(before, after),
  ]
  const those = (way: Way) => told.flatMap(([is, what]) => (is === way ? [what] : []))
  return {
    tightened: those('tightened'),
    loosened: those('loosened'),
    changed: those('changed'),
  }
}

function modes(before: Policy, after: Policy): readonly Told[] {
  const problem: readonly Told[] =
    after.problem === null ? [] : [['tightened', `everything is blocked: ${after.problem}`]]
  if (before.problem !== null && after.problem === null)
    return [['loosened', 'the policy can be read again']]
  if (before.mode === after.mode) return problem
  const way = after.mode === 'enforce' ? 'tightened' : 'loosened'
  return [...problem, [way, `mode: ${before.mode} → ${after.mode}`]]
}

function table(before: Policy, after: Policy): readonly Told[] {
  const cells = after.rows.flatMap(({ id, cells: now }) => {
    const then = before.rows.find((row) => row.id === id)?.cells
    return then === undefined
      ? [['tightened', `${id}: new`] as const]
      : intents.flatMap((column) => differs(`${id}: ${column}`, then[column], now[column]))
  })
  const classes = actionClasses.flatMap((each) =>
    differs(`class ${each}`, before.byClass[each], after.byClass[each]),
  )
  return [...cells, ...classes]
}

function differs(what: string, then: Cell, now: Cell): readonly Told[] {
  const said = `${what}: ${worded(then)} → ${worded(now)}`
  if (isStricter(now, then)) return [['tightened', said]]
  return isStricter(then, now) ? [['loosened', said]] : []
}

/** A cell in words: `block until 2 approve, 1 senior`. */
export const worded = ({ decision, people }: Cell): string => {
  if (people === undefined) return decision
  const senior = people.senior === 0 ? '' : `, ${people.senior} senior`
  return `${decision} until ${people.approvers} approve${senior}`
}

function rules(before: readonly PolicyRule[], after: readonly PolicyRule[]): readonly Told[] {
  const gone = before.filter(({ id }) => !after.some((rule) => rule.id === id))
  return [
    ...gone.map(({ id }): Told => ['loosened', `rule ${id}: taken out`]),
    ...after.flatMap((rule): readonly Told[] => {
      const then = before.find(({ id }) => id === rule.id)
      if (then === undefined) return [['tightened', `rule ${rule.id}: put in`]]
      if (then.when !== rule.when) return [['changed', `rule ${rule.id}: speaks of other cases`]]
      return differs(`rule ${rule.id}`, cellOf(then), cellOf(rule))
    }),
  ]
}

const cellOf = ({ decision, people }: PolicyRule): Cell =>
  people ? { decision, people } : { decision }

/** Environments, freezes and profiles, each by its own text. */
function settings(before: Policy, after: Policy): readonly Told[] {
  const [then, now] = [documentOf(before), documentOf(after)]
  const keyed = <Value>(values: readonly Value[], key: (value: Value) => string) =>
    new Map(values.map((value) => [key(value), canonicalJson(value)]))
  return [
    ...entries(
      'environment',
      new Map(jsonOf(then.environments)),
      new Map(jsonOf(now.environments)),
    ),
    ...entries(
      'freeze',
      keyed(then.freezes, ({ reason, from, until }) => `${reason} (${from} to ${until})`),
      keyed(now.freezes, ({ reason, from, until }) => `${reason} (${from} to ${until})`),
      ['loosened', 'tightened'],
    ),
    ...entries('profile', keyed(then.profiles, idOf), keyed(now.profiles, idOf)),
  ]
}

const idOf = ({ id }: { readonly id: string }): string => id

const jsonOf = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).map(([key, value]): [string, string] => [key, canonicalJson(value)])

function entries(
  what: string,
  then: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  [gone, came]: readonly [Way, Way] = ['changed', 'changed'],
): readonly Told[] {
  return [
    ...[...then.keys()].flatMap((key): readonly Told[] =>
      now.has(key) ? [] : [[gone, `${what} ${key}: taken out`]],
    ),
    ...[...now].flatMap(([key, value]): readonly Told[] => {
      if (!then.has(key)) return [[came, `${what} ${key}: put in`]]
      return then.get(key) === value ? [] : [['changed', `${what} ${key}: differs`]]
    }),
  ]
}

/** What a receipt was decided on, as far as it is known later. */
export interface Decided {
  readonly reasons: readonly string[]
  /** Null where it is not known: any is thought of. */
  readonly intent: (typeof intents)[number] | null
  /** The classes of the action's commands. */
  readonly classes: readonly (typeof actionClasses)[number][]
  readonly unseen: boolean
}

/** Whether what was decided by one policy could be decided more strictly by another; what cannot be re-evaluated could. */
export function couldBeStricter(decided: Decided, before: Policy, after: Policy): boolean {
  if (after.problem !== null) return true
  const known = new Set(before.rules.map(sameRule))
  if (after.rules.some((rule) => !known.has(sameRule(rule)))) return true
  const acts = decided.classes.length > 0 || decided.unseen
  const settingsOf = (policy: Policy) =>
    canonicalJson({ environments: policy.environments, freezes: policy.freezes })
  if (acts && settingsOf(before) !== settingsOf(after)) return true
  const classes = decided.unseen ? [...decided.classes, 'X2' as const] : decided.classes
  if (classes.some((each) => isStricter(after.byClass[each], before.byClass[each]))) return true
  const codes = [...decided.reasons, ...classes.flatMap((each) => after.byClass[each].code ?? [])]
  const columns = decided.intent === null ? intents : [decided.intent]
  return after.rows.some(
    (row) =>
      row.codes.some((code) => codes.includes(code)) &&
      columns.some((column) => {
        const then = before.rows.find(({ id }) => id === row.id)?.cells[column]
        return then === undefined || isStricter(row.cells[column], then)
      }),
  )
}

const sameRule = (rule: PolicyRule): string => {
  const { examples: _, message: __, ...what } = ruleOf(rule)
  return canonicalJson(what)
}
