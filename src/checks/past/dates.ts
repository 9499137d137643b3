import type { Claim } from '../../domain/claim.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Page } from '../../domain/page.ts'
import type { Change } from '../../domain/repository.ts'
import { escaped } from '../../values/escaped.ts'
import { lineAt } from '../lines.ts'
import type { Ground } from '../run.ts'
import { wordsSaid } from '../sentence.ts'

/**
 * When the claim was first made: from the document's own history, else bounded by the page's dates.
 * An edit elsewhere on the page does not refresh a claim, so the day of creation counts before the last edit.
 * Text that was carried over from another document is as old as it was there; a common name, whose removal
 * is given as null, leaves one document and comes into another for reasons of its own.
 */
export async function madeAt(
  claim: Claim,
  page: Page,
  grounds: readonly Ground[],
  removal: Instant | null,
): Promise<Instant | null> {
  const { home } = page
  const ground = home && grounds.find(({ survey }) => survey.repository === home.repository)
  const first = home && ground ? await ground.history.firstMention(home.path, claim.token) : null
  if (home && ground && first !== null && removal !== null && first > removal) {
    const carried = await ground.history.firstCarried(home.path, claim.token)
    return carried !== null && carried <= removal ? carried : first
  }
  return first ?? page.times.created?.at ?? null
}

/** How many words on either side of a token are its statement; a path is said in fewer. */
const around = 8
const aroundPath = 2

/**
 * When the line was last given the words that stand around the token, by the document's own history; null where it does
 * not tell. Blanks and line breaks between the words do not count.
 */
export async function wordedAt(
  claim: Claim,
  page: Page,
  grounds: readonly Ground[],
  removal: Instant,
): Promise<Instant | null> {
  const { home } = page
  const ground = home && grounds.find(({ survey }) => survey.repository === home.repository)
  if (!home || !ground) return null
  const words = statementAround(claim, page)
  const first = await ground.history.firstMention(home.path, words)
  if (first === null || first <= removal) return first
  return ground.history.firstCarried(home.path, words)
}

function statementAround({ kind, span, token }: Claim, { text }: Page): string {
  const most = kind === 'file-path' && token.includes('/') ? aroundPath : around
  const line = lineAt(text, span[0])
  const from = span[0] - line.start
  const before = line.text.slice(0, from).split(/(?<=\s)(?=\S)/)
  const after = line.text.slice(from + token.length).split(/(?<=\S)(?=\s)/)
  return [
    ...before.slice(-most - 1),
    line.text.slice(from, from + token.length),
    ...after.slice(0, most + 1),
  ].join('')
}

/** A statement has so many words beside the name, and so great a share of them stood on no line of it before. */
const fewestWords = 3
const leastNew = 0.5
/** So many lines of a page that have the name are looked at. */
const mostLines = 10

const linesWith = (token: string, text: string): readonly string[] => {
  const whole = new RegExp(String.raw`(?<![\w-])${escaped(token)}(?![\w-])`)
  return text.split('\n').filter((line) => whole.test(line))
}

/**
 * Whether a change of code wrote the claim's line, and wrote it anew: it is no edit of one that was there. A line of the name alone says
 * nothing; any other such line with it counts.
 */
export async function isWrittenBy(
  change: Change,
  { token, span }: Claim,
  { home, text }: Page,
  grounds: readonly Ground[],
): Promise<boolean> {
  const ground = home && grounds.find(({ survey }) => survey.repository === home.repository)
  const before = home && ground ? await ground.history.textBefore(change, home.path) : null
  if (!home || !ground || before === null) return false
  const old = linesWith(token, before).map((line) => new Set(wordsSaid(line)))
  const name = new Set(wordsSaid(token))
  const wordsBeside = (line: string) =>
    [...new Set(wordsSaid(line))].filter((word) => !name.has(word))
  const isFresh = (line: string): boolean => {
    const words = wordsBeside(line)
    return (
      words.length >= fewestWords &&
      old.every((one) => words.filter((word) => !one.has(word)).length >= words.length * leastNew)
    )
  }
  const own = lineAt(text, span[0]).text
  const lines = wordsBeside(own).length < fewestWords ? linesWith(token, text) : [own]
  for (const line of lines.filter(isFresh).slice(0, mostLines))
    if ((await ground.history.firstMention(home.path, line)) === change.date) return true
  return false
}
