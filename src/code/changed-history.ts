import type { ChangedFact, CodeChange, Stated } from '../domain/code-change.ts'
import type { Survey } from '../domain/fact.ts'
import type { Fate, History, Lost, OldPlace } from '../domain/history.ts'
import type { Change } from '../domain/repository.ts'
import { type LostName, stating } from './history/fitting.ts'

/**
 * A history as it will be once a change has come: what the change takes away went by it, and what it alters had its old value until then.
 * Everything else is as it was. Of a file that the change touches only what it lost is known, not its new text.
 */
export function changedHistory(history: History, survey: Survey, change: CodeChange): History {
  const by: Change = { commit: change.head, version: null, date: null, author: null, subject: null }
  const removed = new Set(change.paths.flatMap(({ before }) => before ?? []))
  const standing = new Map(change.words.map(({ word, files }) => [word, files]))
  const touched = new Set(change.facts.map(({ path }) => path))
  const placeOf = ({ path }: Pick<ChangedFact, 'path'>, { line, quote }: Stated): OldPlace => ({
    ...{ path, line, quote, commit: survey.commit },
  })

  const fateOf = (lost: Lost): Fate | null =>
    lost.kind === 'file-path'
      ? fateOfPath(lost.path, change, { by, commit: survey.commit })
      : fateOfName(lost, change.facts, (fact, stated) => ({
          change: by,
          was: placeOf(fact, stated),
        }))

  return {
    ...history,
    async fates(lost) {
      const own = lost.map(fateOf)
      const others = await history.fates(lost.filter((_, place) => own[place] === null))
      const rest = others.values()
      return own.map((fate) => fate ?? rest.next().value ?? { is: 'never' })
    },
    async formerValues(subject, kinds, owner) {
      const altered = change.facts.flatMap((fact) => {
        const { before } = fact
        const isAsked =
          fact.subject === subject && kinds.includes(fact.kind) && fact.owner === owner
        return isAsked && before !== null && before.value !== null
          ? [{ value: before.value, change: by, was: placeOf(fact, before) }]
          : []
      })
      return [...altered, ...(await history.formerValues(subject, kinds, owner))]
    },
    async stillIn(path, word) {
      if (removed.has(path)) return false
      if (touched.has(path) && standing.get(word) === 0) return false
      return history.stillIn(path, word)
    },
    // Which files lost a word, the change does not tell; that none has it any more, it does.
    filesHolding: async (word, folders) =>
      standing.get(word) === 0
        ? []
        : (await history.filesHolding(word, folders)).filter((path) => !removed.has(path)),
    textNow: async (path) => (removed.has(path) ? null : history.textNow(path)),
    textBefore: (of, path) => (of === by ? history.textNow(path) : history.textBefore(of, path)),
    dependenciesBroughtBy: async (of) =>
      of === by ? broughtIn(change.facts) : history.dependenciesBroughtBy(of),
  }
}

/** Dependencies that are new or asked for in another version; what only went to another manifest is neither. */
function broughtIn(facts: readonly ChangedFact[]): readonly string[] {
  const asked = facts.filter(({ kind }) => kind === 'dependency')
  const before = new Set(asked.map(({ subject, before }) => `${subject}\n${before?.value}`))
  return asked.flatMap(({ subject, after }) =>
    after === null || before.has(`${subject}\n${after.value}`) ? [] : [subject],
  )
}

interface Told {
  readonly by: Change
  readonly commit: string
}

/** What becomes of a path, or of the one path that ends in it. */
function fateOfPath(path: string, { paths }: CodeChange, { by, commit }: Told): Fate | null {
  const bare = path.replace(/\/$/, '')
  const gone = paths.filter(({ before }) => before === bare || before?.endsWith(`/${bare}`))
  const [first] = gone
  if (first === undefined || first.before === null) return null
  const alike = gone.length
  const was = { path: first.before, line: 1, quote: first.before, commit }
  return first.after === null || alike > 1
    ? { is: 'gone', change: by, was, alike }
    : { is: 'moved', to: first.after, change: by, was, alike, sure: 1 }
}

type Went = (
  fact: ChangedFact,
  stated: Stated,
) => { readonly change: Change; readonly was: OldPlace }

/** What becomes of a name that the change leaves nowhere. */
function fateOfName(lost: LostName, facts: readonly ChangedFact[], went: Went): Fate | null {
  const gone = facts.filter(({ before, weak, path, ...name }) => {
    const old = before !== null && !weak ? [{ ...name, ...before }] : []
    return stating(lost, path, old).length > 0
  })
  const [first] = gone
  if (first === undefined || first.before === null) return null
  const to = newNameOf(gone, facts)
  const told = went(first, first.before)
  return to === null ? { is: 'gone', ...told } : { is: 'moved', to, ...told, sure: 1 }
}

/** The one new name that stands in every place of the old one. */
function newNameOf(gone: readonly ChangedFact[], facts: readonly ChangedFact[]): string | null {
  const names = new Set(gone.map((old) => (old.before ? newName(old, old.before, facts) : null)))
  const [name] = names
  return names.size === 1 ? (name ?? null) : null
}

/** The one new name in the same file whose line is the old one's but for the name. */
function newName(old: ChangedFact, was: Stated, facts: readonly ChangedFact[]): string | null {
  const twins = facts.filter(
    ({ kind, path, subject, before, after }) =>
      kind === old.kind &&
      path === old.path &&
      before === null &&
      after !== null &&
      subject !== old.subject &&
      was.quote.replaceAll(old.subject, () => subject) === after.quote,
  )
  const names = new Set(twins.map(({ subject }) => subject))
  const [name] = names
  return names.size === 1 ? (name ?? null) : null
}
