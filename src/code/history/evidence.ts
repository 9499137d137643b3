import type { FactKind } from '../../domain/fact.ts'
import { classify, provesFacts } from '../classify.ts'
import { kindsStatedBy } from '../extract.ts'

const known = new Map<string, boolean>()
const mostKnown = 500_000

/** Whether a file at this path proves facts, so that a name it loses may be gone. */
export function isEvidence(path: string): boolean {
  const told = known.get(path)
  if (told !== undefined) return told
  if (known.size > mostKnown) known.clear()
  const is = provesFacts(classify(path))
  known.set(path, is)
  return is
}

const settings = new Map<string, boolean>()

/** Whether the path is one of settings, in which names stand in pieces, one below the other. */
export function isSettings(path: string): boolean {
  const told = settings.get(path)
  if (told !== undefined) return told
  if (settings.size > mostKnown) settings.clear()
  const is = classify(path) === 'settings'
  settings.set(path, is)
  return is
}

/** Of a larger file no facts are read, in bytes; settings of that many were written by a machine. */
const largest = { code: 1_000_000, settings: 256_000 }

/** Whether a file of so many bytes can prove what a name was. */
export const mayProve = (path: string, size: number): boolean =>
  size <= (isSettings(path) ? largest.settings : largest.code)

const states = new Map<string, ReadonlySet<FactKind>>()

/** Whether an extractor that reads a file at this path could state a fact of one of the kinds. */
export function canState(path: string, kinds: ReadonlySet<FactKind>): boolean {
  const told = states.get(path) ?? kindsStatedBy(path)
  if (states.size > mostKnown) states.clear()
  states.set(path, told)
  for (const kind of kinds) if (told.has(kind)) return true
  return false
}

const mostPatterns = 200

/**
 * Pathspecs that leave out what is no evidence, so that git need not compare it: by the ends of names and by folders,
 * as far as they have nothing that is evidence.
 */
export function scopeOf(paths: Iterable<string>): readonly string[] {
  const evidence = new Set<string>()
  const others = new Map<string, number>()
  for (const path of paths) {
    const is = isEvidence(path)
    for (const pattern of patternsOf(path)) {
      if (is) evidence.add(pattern)
      else others.set(pattern, (others.get(pattern) ?? 0) + 1)
    }
  }
  const left = [...others]
    .filter(([pattern]) => !evidence.has(pattern))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostPatterns)
    .map(([pattern]) => `:(top,exclude,glob)${pattern}`)
  return left.length === 0 ? [] : [':(top)', ...left]
}

// `**/*.md`, `**/*_test.go`, `vendor/**`, `vendor/lib/**`; only plain characters, which no glob reads in another way.
function* patternsOf(path: string): Generator<string> {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const end = /([._]\w{1,20})?(\.\w{1,10})$/.exec(name)
  if (end !== null) yield `**/*${end[2]}`
  if (end?.[1] !== undefined) yield `**/*${end[0]}`
  const folders = path.split('/').slice(0, -1)
  for (let depth = 1; depth <= Math.min(3, folders.length); depth += 1) {
    const folder = folders.slice(0, depth).join('/')
    if (/^[\w./-]+$/.test(folder)) yield `${folder}/**`
  }
}
