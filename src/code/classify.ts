import { isOfCopiedRelease } from '../domain/copied-release.ts'
import type { FileClass } from '../domain/repository.ts'
import { type ClassRule, contentRules, pathRules } from './class-rules.ts'

/** What a classifier may know beside the path. */
export interface ClassHints {
  /** What the repository's own `.gitattributes` says of the path, or null. */
  readonly attributes?: (path: string) => FileClass | null
  /** A published package: what it ships in `dist` is its code, not a by-product. */
  readonly isPublished?: boolean
}

/** What a file is to a judge, told by its path: the first rule that fits decides. */
export function classify(path: string, hints: ClassHints = {}): FileClass {
  const told = hints.attributes?.(path) ?? null
  if (told !== null) return told
  if (hints.isPublished) return byRules(path, true)
  const before = known.get(path)
  if (before !== undefined) return before
  const is = byRules(path, false)
  if (known.size >= mostKnown) known.clear()
  known.set(path, is)
  return is
}

/** The same paths come in one snapshot after the other, and in every commit that changed them. */
const known = new Map<string, FileClass>()
const mostKnown = 500_000

function byRules(path: string, isPublished: boolean): FileClass {
  const [, before = '', name = ''] = /^(.*?)([^/]*)$/.exec(path.toLowerCase()) ?? []
  // Below `src/main/java` folders are packages: `com/example/test` says nothing of what a file is for.
  const segments = before
    .replace(/(^|\/)src\/main\/(?:java|kotlin|scala|groovy)\/.*$/, '$1')
    .split('/')
  const fits = (rule: ClassRule): boolean =>
    !(isPublished && rule.notPublished) &&
    (rule.folders === undefined || segments.some((segment) => rule.folders?.has(segment))) &&
    (rule.folder === undefined || segments.some((segment) => rule.folder?.test(segment))) &&
    (rule.name === undefined || rule.name.test(name)) &&
    (rule.path === undefined || rule.path.test(before + name))
  return isOfCopiedRelease(before) ? 'vendored' : (pathRules.find(fits)?.is ?? 'code')
}

/** How much of a file the content rules look at. */
export const headLength = 8_192

/** Corrects a class by the file's first bytes: only what would state facts is looked at. */
export function classifyContent(path: string, by: FileClass, head: Buffer): FileClass {
  if (by === 'vendored' || by === 'generated' || by === 'binary') return by
  const bytes = head.subarray(0, headLength)
  if (bytes.includes(0)) return 'binary'
  if (by === 'document') return by
  const text = bytes.toString('utf8')
  return contentRules.find(({ fits }) => fits(text, path))?.is ?? by
}

/** Whether a file of this class proves facts; tests and examples only keep a name alive. */
export const provesFacts = (by: FileClass): boolean => by === 'code' || by === 'settings'

/** Whether a file of this class states facts at all. */
export const statesFacts = (by: FileClass): boolean =>
  provesFacts(by) || by === 'test' || by === 'example'
