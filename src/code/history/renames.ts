import type { FileFact } from '../../domain/fact.ts'
import {
  bodiesAgree,
  body,
  isTelling,
  isTellingValue,
  saidOfBoth,
  skeleton,
  wordsShared,
} from './likeness.ts'
import { type LinePatch, linePatch, type PatchLine } from './line-patch.ts'
import type { FileReader } from './reader.ts'
import type { FileAt } from './removals.ts'

/** A new name that took the place of an old one, and how sure that is. */
export interface Successor {
  readonly to: string
  readonly fact: FileFact
  readonly sure: number
}

/** Sure where a line was replaced by its twin; less where only what is stated around the name agrees. */
const twin = 1
const likely = 0.7

/** The name that took the place of a fact in the change from one version of a file to the next, or null. */
export async function successor(
  reader: FileReader,
  gone: FileFact,
  before: FileAt,
  after: FileAt,
  said = '',
): Promise<Successor | null> {
  const [old, now] = await Promise.all([reader.facts(before), reader.facts(after)])
  if (old === null || now === null) return null
  const lost = missingFrom(old, now)
  const fresh = missingFrom(now, old).filter(({ kind }) => kind === gone.kind)
  if (fresh.length === 0) return null
  return (
    twinOf(gone, lost, fresh, await patchOf(reader, before, after), said) ??
    (await replaced(reader, gone, lost, fresh, before, after))
  )
}

const identity = ({ kind, subject, owner }: FileFact): string => `${kind} ${owner ?? ''} ${subject}`

// A name that is stated under another owner has not come or gone: it was there.
function missingFrom(facts: readonly FileFact[], others: readonly FileFact[]): FileFact[] {
  const there = new Set(others.map(({ kind, subject }) => `${kind} ${subject}`))
  const seen = new Set<string>()
  return facts.filter((fact) => {
    const key = identity(fact)
    if (seen.has(key) || there.has(`${fact.kind} ${fact.subject}`)) return false
    seen.add(key)
    return true
  })
}

async function patchOf(reader: FileReader, before: FileAt, after: FileAt): Promise<LinePatch> {
  const [old, now] = await Promise.all([reader.text(before), reader.text(after)])
  return linePatch(old ?? '', now ?? '')
}

function twinOf(
  gone: FileFact,
  lost: readonly FileFact[],
  fresh: readonly FileFact[],
  { removed, added }: LinePatch,
  said: string,
): Successor | null {
  const line = removed.find((one) => one.line === gone.line)
  if (line === undefined) return null
  const shape = skeleton(line.text, gone.subject)
  const inHunk = (lines: readonly PatchLine[], facts: readonly FileFact[]) =>
    lines
      .filter(({ hunk }) => hunk === line.hunk)
      .flatMap((one) =>
        facts.filter((fact) => fact.line === one.line).map((fact) => ({ one, fact })),
      )
      .filter(({ one, fact }) => skeleton(one.text, fact.subject) === shape)
  const olds = inHunk(
    removed,
    lost.filter(({ kind }) => kind === gone.kind),
  )
  const news = inHunk(added, fresh)
  const position = olds.findIndex(({ fact }) => fact === gone || identity(fact) === identity(gone))
  const match = news[position]?.fact
  if (match === undefined || olds.length !== news.length) return null
  const related =
    wordsShared(gone.subject, match.subject) || saidOfBoth(said, gone.subject, match.subject)
  const isTwin = related || (olds.length === 1 && isTelling(shape))
  return isTwin ? { to: match.subject, fact: match, sure: twin } : null
}

/** Exactly one fact went and exactly one like it came: same kind, role and owner, and the same telling value or body. */
async function replaced(
  reader: FileReader,
  gone: FileFact,
  lost: readonly FileFact[],
  fresh: readonly FileFact[],
  before: FileAt,
  after: FileAt,
): Promise<Successor | null> {
  const alike = (fact: FileFact): boolean =>
    fact.kind === gone.kind && fact.role === gone.role && fact.owner === gone.owner
  const came = fresh.filter(alike)
  const went = lost.filter(alike)
  const sameValue = (fact: FileFact): boolean => fact.value === gone.value
  if (isTellingValue(gone.value)) {
    const [match, ...others] = came.filter(sameValue)
    if (match === undefined || others.length > 0 || went.filter(sameValue).length !== 1) return null
    return { to: match.subject, fact: match, sure: likely }
  }
  const [match, ...others] = came
  if (match === undefined || others.length > 0 || went.length !== 1) return null
  const [old, now] = await Promise.all([reader.text(before), reader.text(after)])
  const agree = bodiesAgree(body(old ?? '', gone), body(now ?? '', match))
  return agree ? { to: match.subject, fact: match, sure: likely } : null
}
