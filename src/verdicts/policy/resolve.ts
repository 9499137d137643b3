import { canonicalName } from '../../domain/environment.ts'
import type { Principal } from '../../domain/principal.ts'
import { decisions } from '../../domain/verdict.ts'
import type { ByClass, Cell, Policy, Profile, Row } from '../policy.ts'

/** Cells in place of those of a table. */
type Cells = Pick<Profile, 'cells' | 'classes'>

/** A policy with some of its cells replaced. */
export const withCells = (policy: Policy, { cells, classes }: Cells): Policy => ({
  ...policy,
  rows: policy.rows.map((row) => ({ ...row, cells: replaced(row.cells, cells[row.id] ?? {}) })),
  byClass: classed((each) => {
    const { code } = policy.byClass[each]
    const cell = classes[each]
    // What is decided needs a reason that says so.
    return cell === undefined
      ? policy.byClass[each]
      : { code: code ?? (cell.decision === 'allow' ? null : 'action.state-changing'), ...cell }
  }),
})

/** What is tightened for acting is no milder for destroying, unless that is written, too. */
function replaced(cells: Row['cells'], given: Partial<Row['cells']>): Row['cells'] {
  const inform = given.inform ?? cells.inform
  const act =
    given.act ?? (given.inform === undefined ? cells.act : stricterCell(cells.act, given.inform))
  const isGiven = given.act !== undefined || given.inform !== undefined
  const destroy = given.destroy ?? (isGiven ? stricterCell(cells.destroy, act) : cells.destroy)
  return { inform, act, destroy }
}

const classed = (make: (each: keyof ByClass) => ByClass['D0']): ByClass => ({
  D0: make('D0'),
  D1: make('D1'),
  D2: make('D2'),
  D3: make('D3'),
  D4: make('D4'),
  D5: make('D5'),
  X1: make('X1'),
  X2: make('X2'),
  X3: make('X3'),
})

/** The stricter of two cells; of two alike, the one that asks more of people. What nobody can lift is stricter still. */
export function stricterCell(a: Cell, b: Cell): Cell {
  const [first, second] = [decisions.indexOf(a.decision), decisions.indexOf(b.decision)]
  if (first !== second) return first > second ? a : b
  if (a.people === undefined || b.people === undefined) return a.people === undefined ? a : b
  return {
    decision: a.decision,
    people: {
      approvers: Math.max(a.people.approvers, b.people.approvers),
      senior: Math.max(a.people.senior, b.people.senior),
    },
  }
}

/** Whether a cell asks more than another did. */
export const isStricter = (cell: Cell, than: Cell): boolean => {
  const { decision, people } = stricterCell(cell, than)
  return (
    decision !== than.decision ||
    people?.approvers !== than.people?.approvers ||
    people?.senior !== than.people?.senior
  )
}

/**
 * The policy for who asks, in the environments that were made out: the strictest of them where there are several. Where none
 * was made out, the strictest that there is, so that nobody gains by leaving it open.
 */
export function policyIn(
  policy: Policy,
  principal: Pick<Principal, 'id' | 'groups'>,
  environments: readonly string[] | null,
): Policy {
  const own = policy.profiles.filter(({ principals }) => isAmong(principal, principals))
  if (own.length === 0) return policy.profiles.length === 0 ? policy : { ...policy, profiles: [] }
  const names: readonly (string | null)[] =
    environments !== null && environments.length > 0
      ? environments.map((name) => canonicalName(name, policy.environments))
      : [null, ...policy.environments.map(({ name }) => name)]
  return names
    .map((name) =>
      forOne(
        policy,
        own.filter((one) => isFor(one, name)),
      ),
    )
    .reduce(strictest)
}

const isAmong = (
  { id, groups }: Pick<Principal, 'id' | 'groups'>,
  principals: Profile['principals'],
): boolean => principals === null || principals.some((one) => one === id || groups.includes(one))

const isFor = ({ environments }: Profile, name: string | null): boolean =>
  environments === null || (name !== null && environments.includes(name))

/** The policy with what its profiles replace; where several replace one cell, by the strictest of them. */
function forOne(policy: Policy, profiles: readonly Profile[]): Policy {
  const merge = profiles.reduce<Cells>(
    (sum, { cells, classes }) => ({
      cells: merged(sum.cells, cells, mergedCells),
      classes: mergedCells(sum.classes, classes),
    }),
    { cells: {}, classes: {} },
  )
  const modes = profiles.flatMap(({ mode }) => (mode === null ? [] : [mode]))
  const mode = modes.length === 0 ? policy.mode : modes.includes('enforce') ? 'enforce' : 'report'
  const rules = [...policy.rules, ...profiles.flatMap((one) => one.rules)]
  return { ...withCells(policy, merge), mode, rules, profiles: [] }
}

type Keyed<Value> = Partial<Readonly<Record<string, Value>>>

function merged<Value>(
  a: Keyed<Value>,
  b: Keyed<Value>,
  both: (a: Value, b: Value) => Value,
): Readonly<Record<string, Value>> {
  const sum = new Map<string, Value>()
  for (const [key, value] of [...Object.entries(a), ...Object.entries(b)]) {
    if (value === undefined) continue
    const before = sum.get(key)
    sum.set(key, before === undefined ? value : both(before, value))
  }
  return Object.fromEntries(sum)
}

const mergedCells = (a: Keyed<Cell>, b: Keyed<Cell>): Readonly<Record<string, Cell>> =>
  merged(a, b, stricterCell)

function strictest(a: Policy, b: Policy): Policy {
  const rows = a.rows.map((row): Row => {
    const other = b.rows.find(({ id }) => id === row.id)?.cells ?? row.cells
    const { inform, act, destroy } = row.cells
    return {
      ...row,
      cells: {
        inform: stricterCell(inform, other.inform),
        act: stricterCell(act, other.act),
        destroy: stricterCell(destroy, other.destroy),
      },
    }
  })
  const byClass = classed((each) => ({
    code: a.byClass[each].code ?? b.byClass[each].code,
    ...stricterCell(withoutCode(a.byClass[each]), withoutCode(b.byClass[each])),
  }))
  const mode = a.mode === 'enforce' || b.mode === 'enforce' ? 'enforce' : 'report'
  return { ...a, rows, byClass, mode, rules: [...new Set([...a.rules, ...b.rules])] }
}

const withoutCode = ({ code: _, ...cell }: ByClass['D0']): Cell => cell
