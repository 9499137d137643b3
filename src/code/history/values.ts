import type { FactKind, FileFact } from '../../domain/fact.ts'
import { ownerFits } from '../../domain/fact.ts'
import type { History } from '../../domain/history.ts'
import { changeOf } from './fitting.ts'
import type { FileReader } from './reader.ts'
import type { FileAt, Removal } from './removals.ts'

/** A value that a fact no longer has. */
export type FormerValue = Awaited<ReturnType<History['formerValues']>>[number]

/** Whose former values are asked for. */
export interface ValueQuestion {
  readonly subject: string
  readonly kinds: readonly FactKind[]
  readonly owner: string | null
}

/** The values that some changes ended, newest first, each value once. */
export async function formerValues(
  reader: FileReader,
  question: ValueQuestion,
  removals: AsyncIterable<Removal>,
): Promise<readonly FormerValue[]> {
  const found = new Map<string, FormerValue>()
  for await (const { commit, before, after, gained } of removals) {
    const old = await valued(reader, question, [before])
    if (old === null || old.length === 0) continue
    const now = await valued(reader, question, after === null ? [] : [after])
    if (now === null) continue
    const kept = new Set(now.map(({ value }) => value))
    if (old.every(({ value }) => kept.has(value))) continue
    const others = await gained()
    const elsewhere = others === null ? null : await valued(reader, question, others)
    if (elsewhere === null) continue
    for (const { value } of elsewhere) kept.add(value)
    for (const { value, line, quote } of old) {
      if (value === null || kept.has(value) || found.has(value)) continue
      const was = { path: before.path, line, quote, commit: commit.parents[0] ?? commit.id }
      found.set(value, { value, change: changeOf(commit), was })
    }
  }
  return [...found.values()]
}

async function valued(
  reader: FileReader,
  { subject, kinds, owner }: ValueQuestion,
  files: readonly FileAt[],
): Promise<readonly FileFact[] | null> {
  const found: FileFact[] = []
  for (const file of files) {
    const facts = await reader.facts(file)
    if (facts === null) return null
    const fitting = facts.filter(
      (fact) =>
        fact.subject === subject &&
        fact.value !== null &&
        kinds.includes(fact.kind) &&
        (owner === null || ownerFits(owner, { owner: fact.owner, path: file.path })),
    )
    found.push(...fitting)
  }
  return found
}
