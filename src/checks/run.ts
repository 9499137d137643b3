import { createHash } from 'node:crypto'
import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { Finding, Judgement, Suggestion } from '../domain/finding.ts'
import type { History } from '../domain/history.ts'
import type { Page } from '../domain/page.ts'
import type { ListedCheck, Opinion } from './check.ts'
import { unknown } from './check.ts'
import { lineAt } from './lines.ts'
import { completeAbsent, completeDiffers } from './past.ts'

/** A repository's survey and its past. */
export interface Ground {
  readonly survey: Survey
  readonly history: History
}

/** A page's claims and the repositories they are judged against. */
export interface Docket {
  readonly page: Page
  readonly claims: readonly Claim[]
  readonly scope: readonly string[]
}

/** Every claim of every page judged: first against the surveys, then, where a name is missing, against the past. */
export async function judgeClaims(
  dockets: readonly Docket[],
  grounds: ReadonlyMap<string, Ground>,
  checks: readonly ListedCheck[],
): Promise<Finding[]> {
  const byKind = new Map(checks.map((check) => [check.kind, check]))
  const cases = dockets.flatMap((docket) => {
    const inScope = docket.scope.flatMap((id) => grounds.get(id) ?? [])
    const surveys = inScope.map(({ survey }) => survey)
    return docket.claims.map((claim) => ({
      docket,
      claim,
      inScope,
      opinion: opinionOn(claim, surveys, byKind.get(claim.kind)),
    }))
  })
  const judged = await Promise.all(
    likeliest(cases).map(async ({ docket, claim, inScope, opinion }) =>
      findingOf(docket, claim, await complete(opinion, claim, docket.page, inScope)),
    ),
  )
  return likeliestFindings(inCompany(judged))
}

/** A common word counts where the change that took it also took something that the same page names. */
function inCompany(findings: readonly Finding[]): Finding[] {
  const fell = new Set(
    findings.filter(({ claim }) => !claim.tentative).flatMap((finding) => fallKey(finding) ?? []),
  )
  return findings.filter((finding) => {
    const key = fallKey(finding)
    return !finding.claim.tentative || (key !== null && fell.has(key))
  })
}

const fallKey = ({ claim, judgement }: Finding): string | null =>
  (judgement.status === 'contradicted' || judgement.status === 'moved') && judgement.since?.commit
    ? `${claim.page} ${judgement.since.commit}`
    : null

function opinionOn(
  claim: Claim,
  surveys: readonly Survey[],
  check: ListedCheck | undefined,
): Opinion {
  if (!check) throw new Error(`no check is listed for claims of kind ${claim.kind}`)
  if (surveys.length === 0) return unknown('no-repository', 'no repository is known for this page')
  if (claim.mood !== 'asserted') return unknown(claim.mood, moodWords[claim.mood])
  return check.judge(claim, surveys)
}

const moodWords = {
  negated: 'the sentence says that it is not there',
  conditional: 'the sentence speaks of it only if it is there',
  planned: 'the page speaks of what is planned',
  recorded: 'the page records what was',
  example: 'it stands for something the reader fills in',
  'created-by-reader': 'the reader or the program makes it',
  'other-project': 'it belongs to another project',
} as const

const complete = (
  opinion: Opinion,
  claim: Claim,
  page: Page,
  grounds: readonly Ground[],
): Promise<Judgement> | Judgement => {
  if (opinion.status === 'absent') return completeAbsent(opinion, claim, page, grounds)
  if (opinion.status === 'differs') return completeDiffers(opinion, claim, grounds)
  return opinion
}

interface Case {
  readonly docket: Docket
  readonly claim: Claim
  readonly inScope: readonly Ground[]
  readonly opinion: Opinion
}

const spanKey = ({ page, kind, span }: Claim): string =>
  `${page} ${kind === 'default-value' || kind === 'control' ? kind : 'name'} ${span[1]}`

/** Where one token can be read in several ways, a reading that holds settles it. */
function likeliest(cases: readonly Case[]): readonly Case[] {
  const settled = new Map<string, Case>()
  for (const one of cases)
    if (one.opinion.status === 'holds' && !settled.has(spanKey(one.claim)))
      settled.set(spanKey(one.claim), one)
  return cases.filter((one) => {
    const winner = settled.get(spanKey(one.claim))
    const exact = one.opinion.status === 'absent' && one.opinion.exact === true
    return winner === undefined || winner === one || exact
  })
}

/** Of the readings that are left for one token, the one the past speaks of; else the first. */
function likeliestFindings(findings: readonly Finding[]): Finding[] {
  const best = new Map<string, Finding>()
  for (const finding of findings) {
    const key = spanKey(finding.claim)
    const other = best.get(key)
    if (!other || outweighs(finding, other)) best.set(key, finding)
  }
  return [...best.values()]
}

/** Where one reading knows the new name of what another only knows to be gone, the new name helps more. */
function outweighs(finding: Finding, other: Finding): boolean {
  const sameChange = fallKey(finding) !== null && fallKey(finding) === fallKey(other)
  if (sameChange && finding.status !== other.status) return finding.status === 'moved'
  return rank(finding) > rank(other)
}

/** What a whole dotted path was found to be outweighs that its last word holds somewhere. */
const rank = ({ claim, status }: Finding): number =>
  status === 'unknown'
    ? 0
    : status === 'holds'
      ? 2
      : claim.kind === 'option' && claim.subject.includes('.')
        ? 3
        : 1

function findingOf({ page, scope }: Docket, claim: Claim, judgement: Judgement): Finding {
  return {
    id: findingId(page, scope, claim),
    claim,
    status: judgement.status,
    judgement,
    genre: page.genre,
    repositories: scope,
    suggestion: suggestionFor(page, claim, judgement),
  }
}

/** Page, repositories, kind, subject and claimed value: no line numbers, so that a dismissal survives edits. */
export const findingId = (
  page: Page,
  scope: readonly string[],
  { kind, owner, subject, value }: Claim,
): string =>
  `fnd_${createHash('sha256')
    .update(
      JSON.stringify([
        page.id,
        [...scope].sort(),
        kind,
        kind === 'file-path' ? null : owner,
        subject,
        value,
      ]),
    )
    .digest('hex')
    .slice(0, 20)}`

/** Quotes around the old value would make a text of a number or a switch. */
const inAlienQuotes = (line: string, at: number, correction: string): boolean =>
  /["']/.test(line[at - 1] ?? '') && /^(?:true|false|null|[-+]?\d[\d.]*)$/.test(correction)

function suggestionFor(page: Page, claim: Claim, judgement: Judgement): Suggestion | null {
  if (judgement.status !== 'contradicted' && judgement.status !== 'moved') return null
  if (judgement.correction === null) return null
  const line = lineAt(page.text, claim.span[0])
  const at = line.text.indexOf(
    claim.token,
    Math.max(0, claim.span[0] - line.start - claim.token.length),
  )
  if (at < 0 || inAlienQuotes(line.text, at, judgement.correction)) return null
  const mended =
    line.text.slice(0, at) + judgement.correction + line.text.slice(at + claim.token.length)
  return { line: claim.line, old: line.text, new: mended }
}
