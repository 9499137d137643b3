import { type CodeChange, sideOf } from '../domain/code-change.ts'
import { type Fact, type FactKind, type Survey, wordsOf } from '../domain/fact.ts'
import { grouped } from '../values/grouped.ts'

/**
 * A survey as it will be once a change has come: its facts without those that the change takes away, with those that it brings. What the
 * change does not tell of stays as it was, so that a name of which it says nothing still stands.
 */
export function changedSurvey(survey: Survey, change: CodeChange): Survey {
  const { repository } = survey
  const gone = new Set(sideOf(change.facts, 'before', repository).map(keyOf))
  const come = grouped(
    sideOf(change.facts, 'after', repository).flatMap(underNames),
    ([name]) => name,
  )
  const touched = new Set([...change.facts.map(({ subject }) => subject), ...come.keys()])
  const told = new Map(change.words.map((one) => [one.word, one]))
  const owners = new Map(
    change.words.map(({ word, isOwner }) => [wordsOf(word).join(' '), isOwner]),
  )
  const asked = new Map<string, readonly Fact[]>()

  const about: Survey['about'] = (subject, kinds) => {
    // A setting is found by the last part of its path, too.
    const known = survey.about(subject, kinds)
    if (!touched.has(subject) && !known.some((fact) => touched.has(fact.subject))) return known
    const question = `${subject}\u0000${kinds.join()}`
    const before = asked.get(question)
    if (before !== undefined) return before
    const brought = (come.get(subject) ?? []).map(([, fact]) => fact)
    const facts = [
      ...known.filter((fact) => !gone.has(keyOf(fact))),
      ...brought.filter(({ kind }) => kinds.includes(kind)),
    ]
    asked.set(question, facts)
    return facts
  }
  return {
    ...survey,
    commit: change.head,
    paths: changedPaths(survey.paths, change),
    about,
    *subjects(kind: FactKind) {
      const told = new Set<string>()
      for (const subject of survey.subjects(kind)) {
        told.add(subject)
        if (!touched.has(subject) || about(subject, [kind]).length > 0) yield subject
      }
      for (const { subject, kind: brought, after } of change.facts) {
        if (brought !== kind || after === null || told.has(subject)) continue
        told.add(subject)
        yield subject
      }
    },
    occurrences: (word) =>
      (told.get(word) ?? told.get(word.replace(/^[-$@#.]+/, '')))?.files ??
      survey.occurrences(word),
    isTested: (word) => told.get(word)?.isTested ?? survey.isTested(word),
    isUnread: (word) => survey.isUnread(word) && told.get(word)?.files !== 0,
    hasOwner: (words) => owners.get(words) ?? survey.hasOwner(words),
  }
}

const keyOf = ({ kind, owner, subject, path, value, role }: Fact): string =>
  JSON.stringify([kind, owner, subject, path, value, role])

/** A fact under its subject, and a setting under the last part of its path, too. */
function underNames(fact: Fact): readonly (readonly [name: string, fact: Fact])[] {
  const { kind, subject } = fact
  const last = kind === 'setting' ? subject.slice(subject.lastIndexOf('.') + 1) : subject
  return last === subject
    ? [[subject, fact]]
    : [
        [subject, fact],
        [last, fact],
      ]
}

function changedPaths(paths: ReadonlySet<string>, change: CodeChange): ReadonlySet<string> {
  const all = new Set(paths)
  for (const { before } of change.paths) if (before !== null) all.delete(before)
  for (const { after } of change.paths) if (after !== null) all.add(after)
  return all
}
