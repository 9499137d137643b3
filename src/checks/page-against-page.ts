import type { Claim } from '../domain/claim.ts'
import type { Survey } from '../domain/fact.ts'
import type { Evidence, Finding } from '../domain/finding.ts'
import type { Page } from '../domain/page.ts'
import { sameValue, unitOfName } from '../values/values.ts'
import { type Check, unknown } from './check.ts'
import { factsAbout } from './names.ts'
import { isDistinctive } from './shape.ts'

/** Two current pages give different values for one thing on which code is silent; no page's own words make the claim. */
export const pageAgainstPage: Check = {
  statesMore: true,
  about: 'Two current pages give different values for one thing of which code states none.',
  against: ['option', 'environment-variable', 'setting', 'symbol'],
  mentions: () => [],
  judge: () => unknown('pages-disagree', 'another page says something else'),
}

/** A page as this comparison needs it, with the surveys that it was judged against. */
export interface JudgedPage {
  readonly page: Page
  readonly scope: readonly string[]
  readonly surveys: readonly Survey[]
}

/** A value that a current page states and on which code is silent. */
export interface Stated {
  readonly finding: Finding
  readonly page: Page
  readonly value: string
}

type IdOf = (page: Page, scope: readonly string[], claim: Claim) => string

/** More pages than these on one subject add nothing to a reader. */
const mostOthers = 5

/**
 * For each stated value on which code is silent and another current page says otherwise, a finding that shows where.
 * Plans, records, pages that another replaces, copies and translations are not current.
 */
export function disagreements(
  findings: readonly Finding[],
  pages: ReadonlyMap<string, JudgedPage>,
  idOf: IdOf,
): Finding[] {
  const groups = new Map<string, Stated[]>()
  for (const finding of findings) {
    const judged = pages.get(finding.claim.page)
    const stated = judged && statedBy(finding, judged.page)
    if (!judged || !stated || codeSpeaks(finding.claim.subject, judged.surveys)) continue
    const key = subjectOf(finding)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [stated])
    else group.push(stated)
  }
  return [...groups.values()]
    .map(ofOneMind)
    .flatMap((group) => group.flatMap((one) => disagreementOf(one, group, idOf) ?? []))
}

/** What a finding states that another page may say otherwise; null where it states no such thing. */
export function statedBy(finding: Finding, page: Page): Stated | null {
  const { claim, status } = finding
  if (claim.kind !== 'default-value' || claim.value === null || claim.loose) return null
  if (status !== 'unknown' || claim.mood !== 'asserted') return null
  if (!isCurrent(page) || !isDistinctive(claim.subject)) return null
  return { finding, page, value: claim.value }
}

/** What must be the same for two values to be of one thing. */
export const subjectOf = ({ claim, repositories }: Finding): string =>
  JSON.stringify([[...repositories].sort(), claim.subject, claim.owner])

/** Of those that state one thing the pages that state it once: one that gives several values for it speaks of several things. */
export function ofOneMind(group: readonly Stated[]): readonly Stated[] {
  const torn = new Set<string>()
  const first = new Map<string, Stated>()
  for (const one of group) {
    const known = first.get(one.page.id)
    if (known === undefined) first.set(one.page.id, one)
    else if (differ(known, one)) torn.add(one.page.id)
  }
  return group.filter(({ page }) => !torn.has(page.id))
}

/** That others of its group say otherwise than one; null where none does. */
export function disagreementOf(one: Stated, group: readonly Stated[], idOf: IdOf): Finding | null {
  const others = group.filter((other) => other.page.id !== one.page.id && differ(one, other))
  return others.length > 0 && !isCopied(one, others) ? disagreement(one, others, idOf) : null
}

const isCurrent = ({ genre, supersededBy, path }: Page): boolean =>
  genre !== 'plan' && genre !== 'record' && supersededBy === null && !translated.test(path)

const translated =
  /(?:^|\/)(?:i18n|l10n|locales?|translations?)\/|(?:^|[/._-])(?:zh|ja|ko|ru|fr|de|es|pt|it|tr|pl|uk|vi|ar|fa|id)(?:[-_][a-z]{2,4})?(?:\/|\.\w+$)/i

/** Where code states a value, code decides, page by page. */
const codeSpeaks = (subject: string, surveys: readonly Survey[]): boolean =>
  factsAbout(
    subject.split('.').at(-1)?.replace(/^--/, '') ?? subject,
    pageAgainstPage.against.filter(isFactKind),
    surveys,
  )
    .concat(factsAbout(subject, ['setting', 'cli-flag'], surveys))
    .some(({ value, weak }) => value !== null && !weak)

const isFactKind = <Kind extends string>(kind: Kind | 'file-path'): kind is Kind =>
  kind !== 'file-path'

function differ(a: Stated, b: Stated): boolean {
  const unit = unitOfName(a.finding.claim.subject)
  return sameValue(a.value, b.value, { unitOfA: unit, unitOfB: unit }) === 'different'
}

/** A page that is the same as another but for a few lines is its copy, and older or newer, not a second opinion. */
const isCopied = ({ page }: Stated, others: readonly Stated[]): boolean =>
  others.every(
    ({ page: other }) =>
      page.title === other.title &&
      page.source === other.source &&
      sharesMost(page.text, other.text),
  )

function sharesMost(a: string, b: string): boolean {
  const lines = new Set(
    a
      .split('\n')
      .filter((line) => line.length > 20)
      .slice(0, 2_000),
  )
  const same = b
    .split('\n')
    .slice(0, 2_000)
    .filter((line) => lines.has(line)).length
  return lines.size > 4 && same > lines.size * 0.7
}

function disagreement({ finding, page }: Stated, others: readonly Stated[], idOf: IdOf): Finding {
  const claim: Claim = { ...finding.claim, kind: 'page-against-page' }
  const shown = [...others]
    .sort(
      (a, b) =>
        a.page.id.localeCompare(b.page.id, 'en') || a.finding.claim.line - b.finding.claim.line,
    )
    .slice(0, mostOthers)
  const said = shown.map((other) => `${other.page.title} says ${other.value}`).join(', ')
  return {
    ...finding,
    id: idOf(page, finding.repositories, claim),
    claim,
    status: 'unknown',
    judgement: {
      status: 'unknown',
      reason: 'pages-disagree',
      because: `this page says ${claim.value} for ${claim.subject}, ${said}, and code states no value`,
      evidence: shown.map(
        (other): Evidence => ({
          in: 'page',
          page: other.page.id,
          revision: other.page.revision,
          line: other.finding.claim.line,
          quote: other.finding.claim.quote,
        }),
      ),
    },
    suggestion: null,
  }
}
