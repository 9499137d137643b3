import type { Claim } from '../../domain/claim.ts'
import type { Fact, FactKind, Survey } from '../../domain/fact.ts'
import type { Evidence } from '../../domain/finding.ts'
import { dressedLike } from '../../values/constraints.ts'
import type { Differs } from '../check.ts'
import { evidenceOf } from '../names.ts'
import { isOfFolderBeside, isOfSibling, placeOf } from '../parts.ts'

/** A package's name without scope, path, case and punctuation: `@acme/Pay_Core` and `pay-core` are one. */
export const folded = (name: string): string =>
  name
    .replace(/^.*[/:]/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const indexes = new WeakMap<Survey, Map<FactKind, ReadonlyMap<string, readonly string[]>>>()

/** The subjects of a kind by their folded names, counted once for each survey. */
function subjectsOf(survey: Survey, kind: FactKind): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(survey) ?? new Map()
  indexes.set(survey, known)
  const listed = known.get(kind)
  if (listed !== undefined) return listed
  const byName = new Map<string, string[]>()
  for (const subject of survey.subjects(kind)) {
    const name = folded(subject)
    byName.set(name, [...(byName.get(name) ?? []), subject])
  }
  known.set(kind, byName)
  return byName
}

/** Facts of a kind whose subject has this name, however it is spelt. */
export const factsNamed = (
  name: string,
  kind: FactKind,
  surveys: readonly Survey[],
): readonly Fact[] =>
  surveys.flatMap((survey) =>
    (subjectsOf(survey, kind).get(folded(name)) ?? []).flatMap((subject) =>
      survey.about(subject, [kind]),
    ),
  )

/** Frameworks that are asked for by their parts, which are released together. */
const parts: ReadonlyMap<string, RegExp> = new Map([
  ['laravel', /^(?:laravel\/framework|illuminate\/[\w-]+)$/],
  ['rails', /^(?:railties|active(?:record|support|model|job)|action(?:pack|view|mailer))$/],
])

/** Facts on the packages that a framework is asked for by: `illuminate/support` for Laravel. */
export const factsOnParts = (name: string, surveys: readonly Survey[]): readonly Fact[] => {
  const isPart = parts.get(name)
  if (isPart === undefined) return []
  return surveys.flatMap((survey) =>
    Array.from(survey.subjects('dependency'))
      .filter((subject) => isPart.test(subject))
      .flatMap((subject) => survey.about(subject, ['dependency'])),
  )
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The folder that a file speaks for: what lies in a hidden folder speaks for the one above. */
const spokenFor = (path: string): string =>
  folderOf(path).replace(/(?:^|\/)\.(?:github\/workflows|circleci|cargo|woodpecker)$/, '')

const contains = (folder: string, inner: string): boolean =>
  folder === '' || inner === folder || inner.startsWith(`${folder}/`)

/**
 * What speaks for the folder that the page lies in: the nearest folder above it; else everything there is but for what
 * speaks for a part of the repository beside it.
 */
export function nearestTo(
  claim: Claim,
  facts: readonly Fact[],
  surveys: readonly Survey[],
): readonly Fact[] {
  const home = folderOf(placeOf(claim))
  const above = facts.filter(({ path }) => contains(spokenFor(path), home))
  if (above.length === 0)
    return facts.filter(
      ({ path, repository }) =>
        !surveys.some(
          (survey) =>
            survey.repository === repository &&
            (isOfSibling(claim, path, survey) || isOfFolderBeside(claim, path, survey)),
        ),
    )
  const deepest = Math.max(...above.map(({ path }) => spokenFor(path).length))
  return above.filter(({ path }) => spokenFor(path).length === deepest)
}

/** A version that differs from what the page says. */
export function differing(
  claim: Claim,
  fact: Fact,
  numbers: readonly number[],
  surveys: readonly Survey[],
  said: Pick<Differs, 'because' | 'needsPast' | 'isRelease'>,
): Differs {
  const evidence: Evidence = evidenceOf(fact, surveys)
  return {
    status: 'differs',
    actual: fact.value ?? '',
    evidence,
    lost: { kind: fact.kind, subject: fact.subject, owner: null },
    correction: dressedLike(claim.token, numbers),
    ...said,
  }
}

/** A version that a manifest states as that of its own package. */
export const isRelease = ({ role, weak }: Fact): boolean => role === 'release' && !weak
