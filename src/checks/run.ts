import { createHash } from 'node:crypto'
import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { Finding, Judgement, Suggestion } from '../domain/finding.ts'
import type { History } from '../domain/history.ts'
import type { Page } from '../domain/page.ts'
import { noPages, type PageIndex } from '../domain/page-index.ts'
import type { ListedCheck, Opinion } from './check.ts'
import { unknown } from './check.ts'
import { olderEdition } from './editions.ts'
import { inCompany, likeliest, likeliestFindings, placing } from './likeliest.ts'
import { lineAt } from './lines.ts'
import { saidOnce, withoutTwins } from './once.ts'
import { disagreements } from './page-against-page.ts'
import { completeAbsent } from './past/absent.ts'
import { completeDiffers } from './past/differs.ts'
import { withoutMassAccusals } from './self-doubt.ts'
import type { Witness } from './witness.ts'

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

/** What is lent to judging beside claims and grounds. */
export interface Aids {
  readonly pages?: PageIndex
  /** Where claims are judged for the sake of one change. */
  readonly witness?: Witness | undefined
}

/** What a page says that itself has a successor is of what was, unless it still holds. */
const ofSuperseded = (opinion: Opinion, claim: Claim, { supersededBy }: Page): Opinion =>
  supersededBy === null || claim.mood !== 'asserted' || !isOpen(opinion)
    ? opinion
    : unknown('recorded', `the page is superseded by ${supersededBy}`)

/** Every claim of every page judged: first against the surveys, then, where a name is missing, against the past. */
export async function judgeClaims(
  dockets: readonly Docket[],
  grounds: ReadonlyMap<string, Ground>,
  checks: readonly ListedCheck[],
  { pages = noPages, witness }: Aids = {},
): Promise<Finding[]> {
  const byKind = new Map(checks.map((check) => [check.kind, check]))
  const keyOf = placing(checks)
  const cases = dockets.flatMap((docket) => {
    const inScope = docket.scope.flatMap((id) => grounds.get(id) ?? [])
    const surveys = inScope.map(({ survey }) => survey)
    const edition = olderEdition(docket.page, surveys)
    return docket.claims.map((claim) => ({
      docket,
      claim,
      inScope,
      opinion:
        edition === null || claim.mood !== 'asserted'
          ? ofSuperseded(
              opinionOn(claim, surveys, byKind.get(claim.kind), pages),
              claim,
              docket.page,
            )
          : unknown('recorded', `${edition} is of the documents of an older release`),
    }))
  })
  const asked = likeliest(cases, keyOf, checks).filter(
    ({ opinion, claim }) => !isOpen(opinion) || (witness?.concerns(claim) ?? true),
  )
  const judged = await Promise.all(
    asked.map(async ({ docket, claim, inScope, opinion }) =>
      findingOf(docket, claim, await complete(opinion, claim, docket.page, inScope, witness)),
    ),
  )
  const byId = new Map(dockets.map(({ page }) => [page.id, page]))
  const findings = withoutTwins(
    withoutMassAccusals(
      saidOnce(
        likeliestFindings(inCompany(judged, checks), keyOf, checks),
        checks,
        (id) => byId.get(id)?.text ?? '',
      ),
      byId,
      witness,
    ),
  )
  return [...findings, ...disagreements(findings, judgedPages(dockets, grounds), findingId)]
}

const judgedPages = (dockets: readonly Docket[], grounds: ReadonlyMap<string, Ground>) =>
  new Map(
    dockets.map(({ page, scope }) => [
      page.id,
      { page, scope, surveys: scope.flatMap((id) => grounds.get(id)?.survey ?? []) },
    ]),
  )

function opinionOn(
  claim: Claim,
  surveys: readonly Survey[],
  check: ListedCheck | undefined,
  pages: PageIndex,
): Opinion {
  if (!check) throw new Error(`no check is listed for claims of kind ${claim.kind}`)
  if (surveys.length === 0) return unknown('no-repository', 'no repository is known for this page')
  if (claim.mood !== 'asserted') return unknown(claim.mood, moodWords[claim.mood])
  return check.judge(claim, surveys, pages)
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

/** Whether the past is still to be asked. */
const isOpen = ({ status }: Opinion): boolean => status === 'absent' || status === 'differs'

const complete = (
  opinion: Opinion,
  claim: Claim,
  page: Page,
  grounds: readonly Ground[],
  witness: Witness | undefined,
): Promise<Judgement> | Judgement => {
  if (opinion.status === 'absent') return completeAbsent(opinion, { claim, page, grounds, witness })
  if (opinion.status === 'differs')
    return completeDiffers(opinion, { claim, page, grounds, witness })
  return opinion
}

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
        kind === 'file-path' || kind === 'link' ? null : owner,
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
  // Nothing but the quotes around it says where a text of no length stands.
  if (judgement.correction === null || claim.token === '') return null
  const line = lineAt(page.text, claim.span[0])
  const exact = claim.span[0] - line.start
  const at = line.text.startsWith(claim.token, exact)
    ? exact
    : line.text.indexOf(claim.token, Math.max(0, exact - claim.token.length))
  const isText = claim.kind === 'version'
  if (
    at < 0 ||
    claim.token === '' ||
    (!isText && inAlienQuotes(line.text, at, judgement.correction))
  )
    return null
  const mended =
    line.text.slice(0, at) + judgement.correction + line.text.slice(at + claim.token.length)
  return { line: claim.line, old: line.text, new: mended }
}
