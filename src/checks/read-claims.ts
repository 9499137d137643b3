import type { Claim, ClaimKind } from '../domain/claim.ts'
import { wordsOf } from '../domain/fact.ts'
import type { Page } from '../domain/page.ts'
import type { Passage, Span } from '../domain/passage.ts'
import { indexLines, type LineIndex } from '../syntax/line-index.ts'
import type { ListedCheck, Mention, Reading } from './check.ts'
import { declaredIn } from './declared.ts'
import { givenToFetched } from './fetched.ts'
import { canBeHandedOn, handedOn } from './handed-on.ts'
import { placeAt } from './lines.ts'
import { leadOf } from './mood/leads.ts'
import { isOfRemoved, isToldToHaveLeft, tellsOfReleases } from './mood/wholes.ts'
import { moodOf } from './mood.ts'
import { isReplaced } from './replaced.ts'
import { mayBe } from './roles.ts'
import { languageOf, sampleKind } from './sample-kinds.ts'
import { sentenceAround } from './sentence.ts'
import { isInTemplate } from './templates.ts'
import { tokensOf } from './tokens.ts'

/** Everything a page claims, by every check, in the order of the page. */
export function readClaims(
  page: Page,
  passages: readonly Passage[],
  checks: readonly ListedCheck[],
): Claim[] {
  const declared = new Set(passages.flatMap(({ blocks }) => blocks.flatMap(declaredIn)))
  const lines = indexLines(page.text)
  const elsewhere = givenToFetched(passages)
  const forOthers = handedOn(passages)
  const isLog = tellsOfReleases(passages)
  const claims = passages.flatMap((passage) => {
    const reading: Reading = { page, passage, tokens: tokensOf(passage), declared }
    const isRecord = isLog || isOfRemoved(passage)
    const leftAt = passage.blocks.find(isToldToHaveLeft)?.textStart ?? Number.POSITIVE_INFINITY
    return checks
      .flatMap((check) =>
        [...check.mentions(reading)]
          .filter(
            (mention) =>
              mayBe(check.kind, roleAt(mention)) && !isInTemplate(mention.block, mention.span),
          )
          .map((mention) => {
            const claim = claimOf(mention, check, reading, lines)
            if (isRecord && claim.mood === 'asserted')
              return { ...claim, mood: 'recorded' as const }
            const hasLeft = claim.mood === 'asserted' && claim.span[0] >= leftAt
            const isForOthers = canBeHandedOn.has(check.kind) && forOthers.has(mention.block)
            return elsewhere.has(claim.subject) || isForOthers || hasLeft
              ? { ...claim, mood: 'other-project' as const }
              : claim
          }),
      )
      .sort((a, b) => a.span[0] - b.span[0])
  })
  return withReadersOwn(claims)
}

/** Kinds of things that a page can have its reader make. */
const makeable: ReadonlySet<ClaimKind> = new Set(['file-path', 'package-script', 'build-target'])

/** What a page has its reader make is the reader's wherever the page names it. */
function withReadersOwn(claims: readonly Claim[]): Claim[] {
  const keyOf = ({ kind, subject }: Claim): string => `${kind} ${subject}`
  const made = new Set(
    claims
      .filter(({ kind, mood }) => makeable.has(kind) && mood === 'created-by-reader')
      .map(keyOf),
  )
  return claims.map((claim) =>
    claim.mood === 'asserted' && made.has(keyOf(claim))
      ? { ...claim, mood: 'created-by-reader' }
      : claim,
  )
}

function claimOf(
  mention: Mention,
  check: ListedCheck,
  { page, passage }: Reading,
  lines: LineIndex,
): Claim {
  const sentence = sentenceAround(mention.block, mention.span[0])
  const [from, to] = around(mention)
  const { line, column } = placeAt(page, lines, mention.span[0])
  return {
    kind: check.kind,
    subject: mention.subject,
    owner: mention.owner ?? null,
    value: mention.value ?? null,
    mood:
      mention.mood ??
      (mention.block.record || isReplaced(mention.block, mention.span) ? 'recorded' : null) ??
      (isStruckOut(mention) ? 'negated' : null) ??
      moodOf({
        token: mention.isPattern ? mention.token.replace(/[{}<>*]/g, '') : mention.token,
        sentence: sentence.text,
        at: from - sentence.start,
        end: to - sentence.start,
        genre: page.genre,
        headings: passage.heading,
        title: page.title,
        canBeCreated: mention.canBeCreated === true,
        isStatement: check.saysSentences === true,
        block: mention.block,
        offset: mention.span[0],
        lead: leadOf(passage, mention.block),
      }),
    page: page.id,
    passage: passage.id,
    span: mention.span,
    line,
    endLine: placeAt(page, lines, mention.span[1]).line,
    column,
    heading: passage.heading,
    quote: sentence.text.trim().slice(0, 400),
    token: mention.token,
    ...(mention.tentative ? { tentative: true } : {}),
    ...(mention.loose ? { loose: true } : {}),
    ...(mention.sense === undefined ? {} : { sense: mention.sense }),
    ...languageAt(mention),
    ...(mention.beside ? { beside: mention.beside } : {}),
    context: contextOf([sentence.text, ...passage.heading, page.title]),
  }
}

/** The language of a sample of code; text has none. */
const languageAt = ({ block }: Mention): Pick<Claim, 'language'> => {
  const language = block.kind === 'code' ? languageOf(block) : ''
  // A sample without a tag is looked at to tell what it is, but it never is code.
  return language !== '' && sampleKind(block) === 'code' ? { language } : {}
}

/** What the page says that the marked thing is. */
const roleAt = ({ block, span }: Mention): string | undefined =>
  block.marks.find(
    ({ kind, role, span: mark }) =>
      kind === 'code' && role !== undefined && mark[0] <= span[0] && span[1] <= mark[1],
  )?.role

const isStruckOut = ({ block, span }: Mention): boolean =>
  block.marks.some(
    ({ kind, span: mark }) => kind === 'deleted' && mark[0] <= span[0] && span[1] <= mark[1],
  )

/** What the sentence speaks of: the whole code span or link that a token stands in, not the word in it. */
const around = ({ block, span }: Mention): Span => {
  const mark = block.marks.find(
    ({ kind, span: whole }) =>
      (kind === 'code' || kind === 'link') && whole[0] <= span[0] && span[1] <= whole[1],
  )
  if (mark === undefined) return span
  // A link's target stands behind the words that it is known by.
  return mark.kind === 'link' && span[0] >= mark.textSpan[1] ? mark.span : mark.textSpan
}

const contextOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => wordsOf(text.slice(0, 600)))),
]
