import { classify, provesFacts } from '../classify.ts'

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

/** Whether the path is one of settings, in which names stand in pieces, one below the other. */
export const isSettings = (path: string): boolean => classify(path) === 'settings'

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
