import type { FactKind } from '../../domain/fact.ts'
import { classify, provesFacts } from '../classify.ts'
import { kindsStatedBy } from '../extract.ts'

/** Types written down beside code say what somebody thought of it; that they were mended takes nothing away. */
const declares = /\.(?:d\.[cm]?ts|pyi|rbs)$/

/** Whether a file at this path proves facts, so that a name it loses may be gone. */
export const isEvidence = (path: string): boolean =>
  !declares.test(path) && provesFacts(classify(path))

/** Whether the path is one of settings, in which names stand in pieces, one below the other. */
export const isSettings = (path: string): boolean => classify(path) === 'settings'

/** Of a larger file no facts are read, in bytes; settings of that many were written by a machine. */
const largest = { code: 1_000_000, settings: 256_000 }

/** Whether a file of so many bytes can prove what a name was. */
export const mayProve = (path: string, size: number): boolean =>
  size <= (isSettings(path) ? largest.settings : largest.code)

const states = new Map<string, ReadonlySet<FactKind>>()
const mostKnown = 500_000

/** Whether an extractor that reads a file at this path could state a fact of one of the kinds. */
export function canState(path: string, kinds: ReadonlySet<FactKind>): boolean {
  const told = states.get(path) ?? kindsStatedBy(path)
  if (states.size > mostKnown) states.clear()
  states.set(path, told)
  for (const kind of kinds) if (told.has(kind)) return true
  return false
}
