import type { Cell, Policy, PolicyRule } from '../policy.ts'
import type { Freeze } from './freeze.ts'

/** A policy as a text that `readPolicy` reads to the same policy, whatever the built-in table says by then. */
export const documentOf = (policy: Policy) => ({
  version: 1,
  name: policy.name,
  mode: policy.mode,
  table: Object.fromEntries(
    policy.rows
      .filter(({ id }) => id !== 'company-rule')
      .map(({ id, cells }) => [id, cellsOf(cells)]),
  ),
  classes: cellsOf(policy.byClass),
  environments: Object.fromEntries(
    policy.environments.map(({ name, names, hosts, accounts, critical }) => [
      name,
      { names, hosts, accounts, critical },
    ]),
  ),
  freezes: policy.freezes.map(freezeOf),
  rules: policy.rules.map(ruleOf),
  profiles: policy.profiles.map(
    ({ id, environments, principals, mode, cells, classes, rules }) => ({
      id,
      ...(environments === null ? {} : { environments }),
      ...(principals === null ? {} : { principals }),
      ...(mode === null ? {} : { mode }),
      table: Object.fromEntries(
        Object.entries(cells).map(([row, columns]) => [row, cellsOf(columns)]),
      ),
      classes: cellsOf(classes),
      rules: rules.map(ruleOf),
    }),
  ),
})

const cellsOf = (cells: Partial<Readonly<Record<string, Cell>>>) =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([name, cell]) =>
      cell === undefined
        ? []
        : [[name, cell.people ? { decision: cell.decision, people: cell.people } : cell.decision]],
    ),
  )

/** A rule as the policy's text has it. */
export const ruleOf = ({ matches: _, ...rule }: PolicyRule) => rule

const freezeOf = ({ reason, environments, timeZone, window }: Freeze) => ({
  reason,
  ...(environments === null ? {} : { environments }),
  timeZone,
  from: window.is === 'once' ? window.from : weekTime(window.from),
  until: window.is === 'once' ? window.until : weekTime(window.until),
})

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Minutes since Monday, 00:00, as `fri 16:00`. */
export const weekTime = (minutes: number): string => {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${days[Math.floor(minutes / 1440)]} ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
}
