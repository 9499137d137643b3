import type { Excluded, Part } from '../answers/extract.ts'
import type { Joined } from '../answers/join.ts'
import type { ClassedCommand } from '../domain/action.ts'
import type { Assessment } from '../domain/assessment.ts'
import type { Claim } from '../domain/claim.ts'
import { wordsOf } from '../domain/fact.ts'
import type { Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import type { Passage, Span } from '../domain/passage.ts'
import type { AskRequest } from '../domain/requests.ts'
import type { Candidate } from '../domain/search.ts'
import { sentencesOf } from '../values/sentences.ts'
import { setAside } from '../verdicts/judge.ts'
import type { Policy } from '../verdicts/policy.ts'
import { type CitingDesk, cite, findingsWithin } from './cite.ts'

/** What judging by a policy needs. */
export interface JudgingDesk extends CitingDesk {
  readonly policy: Policy
}

/** What is known of the passages that may answer. */
export interface Knowledge {
  readonly candidates: readonly Candidate[]
  readonly findings: readonly Finding[]
  readonly assessments: ReadonlyMap<string, Assessment>
}

/** What must not be quoted of a candidate: contradicted claims, or all of it where evidence speaks against the page. */
export function excludedOf(
  { page, passage }: Candidate,
  known: Knowledge,
  intent: AskRequest['intent'],
  desk: JudgingDesk,
): Excluded[] {
  const whole = cite(
    {
      id: '',
      page,
      passage,
      spans: [],
      findings: [],
      assessment: known.assessments.get(page.id) ?? null,
    },
    desk,
  )
  if (setAside([whole], intent ?? 'act', desk.policy).withheld.length > 0)
    return [{ page: page.id, span: passage.span }]
  const contradicted = known.findings.filter(
    ({ claim, status }) => claim.page === page.id && status === 'contradicted',
  )
  const spans = contradicted.flatMap(({ claim }) => [
    ...(claim.passage === passage.id ? [claim.span] : []),
    ...repeatsOf(claim, page, passage),
  ])
  return [...spans, ...echoesOf(page, passage, known)].map((span) => ({ page: page.id, span }))
}

/** The very sentence that code contradicts on another page, unless on this one, which may speak of other code, it holds. */
function echoesOf(page: Page, passage: Passage, { findings }: Knowledge): Span[] {
  const holds = findings
    .filter(({ claim, status }) => claim.page === page.id && status === 'holds')
    .map(({ claim }) => said(claim))
  return findings
    .filter(({ claim, status }) => claim.page !== page.id && status === 'contradicted')
    .filter(({ claim }) => !holds.includes(said(claim)))
    .flatMap(({ claim: { quote } }) => {
      const at = quote === '' ? -1 : page.text.indexOf(quote, passage.span[0])
      return at >= 0 && at < passage.span[1] ? [[at, at + quote.length] as const] : []
    })
}

/** What a claim says, wherever it stands. */
export const said = ({ kind, subject, value }: Claim): string =>
  JSON.stringify([kind, subject, value])

/** Where a passage gives a wrong value again without its name: the same number beside words of the name. */
function repeatsOf(claim: Claim, page: Page, passage: Passage): Span[] {
  const value = /^\d[\d.,_]*/.exec(claim.kind === 'default-value' ? (claim.value ?? '') : '')?.[0]
  if (value === undefined) return []
  const names = wordsOf(claim.subject).filter((word) => word.length > 3)
  return sentencesOf(passage.text)
    .filter(({ text }) => {
      const words = wordsOf(text)
      return (
        words.includes(value) &&
        names.some((name) => words.some((word) => word === name || word === `${name}s`))
      )
    })
    .map(({ span }): Span => [passage.span[0] + span[0], passage.span[0] + span[1]])
    .filter(([start, end]) => page.text.slice(start, end).includes(value))
}

/** Whether a part touches what must not be quoted. */
export const isBad = (part: Part, bad: readonly Excluded[]): boolean =>
  bad.some(
    ({ page, span }) => page === part.page && span[0] < part.span[1] && part.span[0] < span[1],
  )

/** A script that our own manifest has is no unknown program: its class was read from its name. */
export function withKnownScripts(
  commands: readonly ClassedCommand[],
  parts: readonly Part[],
  joined: Joined,
  known: Knowledge,
): ClassedCommand[] {
  const scripts = parts.flatMap(({ passage, span }, index) =>
    findingsWithin(
      known.findings.filter(
        ({ claim, status }) =>
          claim.passage === passage && claim.kind === 'package-script' && status === 'holds',
      ),
      [span],
    ).map(({ claim }) => (joined.spans[index]?.[0] ?? 0) + claim.span[0] - span[0]),
  )
  return commands.map((command) => {
    if (!scripts.some((at) => command.span[0] <= at && at < command.span[1])) return command
    const { unknownProgram: _, ...rest } = command
    return rest
  })
}
