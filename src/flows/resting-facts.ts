import { checks } from '../checks/index.ts'
import type { Claim } from '../domain/claim.ts'
import { type Fact, type FactKind, factKinds, ownerFits, type Survey } from '../domain/fact.ts'
import type { Evidence, Finding } from '../domain/finding.ts'
import type { Ground } from '../domain/receipt.ts'

/** A fact by its name: whatever line or file it stands in. */
export interface FactName {
  readonly repository: string
  readonly kind: FactKind | 'file-path'
  readonly owner: string | null
  readonly subject: string
}

type CodeEvidence = Extract<Evidence, { readonly in: 'code' }>

/** So many facts of one name in one repository: what is called `timeout` may be many things. */
const mostOfOneName = 12

/** The facts that judged claims rest on, each with what it states just now. Two claims on one fact rest on it once. */
export function factGrounds(
  findings: readonly Finding[],
  surveys: readonly Survey[],
): readonly (Ground & { readonly page: null })[] {
  const grounds = new Map<string, Ground & { readonly page: null }>()
  for (const finding of findings) {
    if (finding.judgement.status === 'unknown') continue
    for (const survey of surveys) {
      if (!finding.repositories.includes(survey.repository)) continue
      for (const name of namesBehind(finding, survey)) {
        const key = keyOf(name)
        grounds.set(key, { what: 'fact', key, state: factState(name, survey), page: null })
      }
    }
  }
  return [...grounds.values()]
}

/** What the facts of this name state, in the form in which it is compared: `null` where there is none, else each value once. */
export function factState({ kind, owner, subject }: FactName, survey: Survey | undefined): string {
  if (survey === undefined) return none
  if (kind === 'file-path') return survey.paths.has(subject) ? there : none
  const facts = strong(survey.about(subject, [kind])).filter((fact) => fact.owner === owner)
  if (facts.length === 0) return none
  return JSON.stringify([...new Set(facts.map(({ value }) => value))].sort())
}

const none = 'null'
const there = '[null]'

/** A state in words; null where nothing is stated. */
export function valueIn(state: string): string | null {
  const values: unknown = JSON.parse(state)
  if (!Array.isArray(values)) return null
  const stated = values.filter((value): value is string => typeof value === 'string')
  return stated.length === 0 ? 'there' : stated.join(', ')
}

const keyOf = ({ repository, kind, owner, subject }: FactName): string =>
  JSON.stringify([repository, kind, owner, subject])

/** The name in a ground's key; null where it does not read as one. */
export function factNameIn(key: string): FactName | null {
  const parts: unknown = JSON.parse(key)
  if (!Array.isArray(parts)) return null
  const [repository, named, owner, subject]: readonly unknown[] = parts
  const kind = [...factKinds, 'file-path' as const].find((one) => one === named)
  return kind !== undefined &&
    typeof repository === 'string' &&
    typeof subject === 'string' &&
    (owner === null || typeof owner === 'string')
    ? { repository, kind, owner, subject }
    : null
}

/** What a finding was judged by in one repository: the facts at its evidence, else those of its subject, else the files it was seen in. */
function namesBehind(finding: Finding, survey: Survey): readonly FactName[] {
  const { claim, judgement } = finding
  const { repository } = survey
  const seen = (judgement.evidence ?? []).filter(
    (one): one is CodeEvidence => one.in === 'code' && one.repository === repository,
  )
  const facts = factsOf(claim, seen, survey)
  if (facts.length > 0)
    return facts.map(({ kind, owner, subject }) => ({ repository, kind, owner, subject }))
  const files = [...new Set(seen.map(({ path }) => path))]
  const isThere = survey.paths.has(claim.subject)
  // A name that is nowhere is rested on, too: it may come back.
  const subjects = files.length > 0 ? files : isThere ? [claim.subject] : []
  if (subjects.length > 0)
    return subjects.map((subject) => ({ repository, kind: 'file-path', owner: null, subject }))
  const kind = againstOf(claim)[0]
  return kind === undefined ? [] : [{ repository, kind, owner: null, subject: claim.subject }]
}

function factsOf(claim: Claim, seen: readonly CodeEvidence[], survey: Survey): readonly Fact[] {
  const kinds = againstOf(claim).filter((kind) => kind !== 'file-path')
  const about = strong(survey.about(claim.subject, kinds))
  const atEvidence = about.filter((fact) =>
    seen.some(({ path, line }) => path === fact.path && line === fact.line),
  )
  const { owner } = claim
  const fitting = owner === null ? [] : about.filter((fact) => ownerFits(owner, fact))
  const [chosen = []] = [atEvidence, fitting, about].filter(({ length }) => length > 0)
  const byName = new Map(chosen.map((fact) => [`${fact.kind} ${fact.owner ?? ''}`, fact]))
  return [...byName.values()].slice(0, mostOfOneName)
}

const againstOf = ({ kind }: Claim): readonly FactName['kind'][] =>
  checks.find((check) => check.kind === kind)?.against ?? []

const strong = (facts: readonly Fact[]): readonly Fact[] => facts.filter(({ weak }) => !weak)
