import type { Claim } from '../domain/claim.ts'
import { wordsOf } from '../domain/fact.ts'
import type { Page } from '../domain/page.ts'
import type { Passage } from '../domain/passage.ts'
import type { ListedCheck, Mention, Reading } from './check.ts'
import { lineStarts, placeAt } from './lines.ts'
import { moodOf } from './mood.ts'
import { declaredIn } from './samples.ts'
import { sentenceAround } from './sentence.ts'
import { tokensOf } from './tokens.ts'

/** Everything a page claims, by every check, in the order of the page. */
export function readClaims(
  page: Page,
  passages: readonly Passage[],
  checks: readonly ListedCheck[],
): Claim[] {
  const declared = new Set(passages.flatMap(({ blocks }) => blocks.flatMap(declaredIn)))
  const starts = lineStarts(page.text)
  return passages.flatMap((passage) => {
    const reading: Reading = { page, passage, tokens: tokensOf(passage), declared }
    return checks
      .flatMap((check) =>
        [...check.mentions(reading)].map((mention) => claimOf(mention, check, reading, starts)),
      )
      .sort((a, b) => a.span[0] - b.span[0])
  })
}

function claimOf(
  mention: Mention,
  check: ListedCheck,
  { page, passage }: Reading,
  starts: readonly number[],
): Claim {
  const sentence = sentenceAround(mention.block, mention.span[0])
  const at = mention.span[0] - sentence.start
  const { line, column } = placeAt(page, starts, mention.span[0])
  return {
    kind: check.kind,
    subject: mention.subject,
    owner: mention.owner ?? null,
    value: mention.value ?? null,
    mood: moodOf({
      token: mention.token,
      sentence: sentence.text,
      at,
      end: at + mention.token.length,
      genre: page.genre,
      headings: passage.heading,
      canBeCreated: mention.canBeCreated === true,
    }),
    page: page.id,
    passage: passage.id,
    span: mention.span,
    line,
    endLine: placeAt(page, starts, mention.span[1]).line,
    column,
    heading: passage.heading,
    quote: sentence.text.trim().slice(0, 400),
    token: mention.token,
    context: contextOf([sentence.text, ...passage.heading, page.title]),
  }
}

const contextOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => wordsOf(text.slice(0, 600)))),
]
