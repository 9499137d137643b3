import type { Finding } from '../domain/finding.ts'

/** How much a wrong statement can do, by where it stands: a runbook is followed step by step, a record by nobody. */
const byGenre: Readonly<Record<Finding['genre'], number>> = {
  runbook: 3,
  'how-to': 2,
  reference: 2,
  plan: 1,
  record: 1,
}
/** What moved can still be found by its old name's history; what is contradicted is false. */
const byStatus: Readonly<Record<Finding['status'], number>> = {
  contradicted: 3,
  moved: 1,
  holds: 0,
  unknown: 0,
}

/** How bad a finding is, whoever reads it: 0 to 9. */
export const severityOf = ({ status, genre }: Pick<Finding, 'status' | 'genre'>): number =>
  byStatus[status] * byGenre[genre]

/**
 * Times served × severity × commits behind, each of the counts plus one: what nobody was served yet, or nobody changed around, is bad
 * still. A count that is none counts as nothing.
 */
export const damageOf = (of: {
  readonly served: number
  readonly severity: number
  readonly commitsBehind: number | null
}): number => (1 + count(of.served)) * count(of.severity) * (1 + count(of.commitsBehind))

const count = (value: number | null): number =>
  value !== null && Number.isFinite(value) && value > 0 ? value : 0

/** Where a report stands in the order: by damage, then by id, so that lists come in the same order each time. */
export interface Place {
  readonly damage: number
  readonly id: string
}

export const byDamage = (a: Place, b: Place): number =>
  b.damage - a.damage || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** A place as a cursor; it tells nothing but what stood in the part before. */
export const cursorOf = ({ damage, id }: Place): string => `${damage}~${id}`

/** The place of a cursor; null for what is none. */
export function placeIn(cursor: string): Place | null {
  const [, damage = '', id = ''] = /^(\d{1,20}(?:\.\d{1,20})?)~(rep_\w{1,64})$/.exec(cursor) ?? []
  return id === '' ? null : { damage: Number(damage), id }
}
