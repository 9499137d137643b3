import type { Finding } from '../../src/domain/finding.ts'
import { acmePageId } from '../support/acme.ts'

/** What a row of corpus/acme says of a place on a page. */
interface Place {
  readonly page: string
  readonly quote: string
  readonly token: string
}

/** The findings on the token that a row names, in the sentence or line that it quotes. */
export const findingsAt = (place: Place, findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(
    ({ claim }) =>
      claim.page === acmePageId(place.page) &&
      isAboutToken(place.token, claim) &&
      isSameSpot(plain(claim.quote), plain(place.quote)),
  )

/** Rows quote HTML without its tags and Markdown with its marks; white space is free in both. */
export const plain = (text: string): string =>
  text
    .replace(/[`*\\]/g, '')
    .replaceAll('|', ' ')
    .replace(/\s+/g, ' ')
    .trim()

const isAboutToken = (token: string, claim: Finding['claim']): boolean =>
  hasWord(claim.subject, token) ||
  hasWord(plain(claim.token), plain(token)) ||
  hasWord(plain(token), plain(claim.token))

/** A claim quotes a sentence or a table row, a row of the corpus one line: either may hold the other. */
const isSameSpot = (claimed: string, quote: string): boolean =>
  claimed.includes(quote) || quote.includes(claimed) || claimed.includes(quote.slice(0, 40))

const hasWord = (text: string, word: string): boolean =>
  word !== '' && new RegExp(`(?<!\\w)${escaped(word)}(?!\\w)`).test(text)

export const isAccused = ({ status }: Finding): boolean =>
  status === 'contradicted' || status === 'moved'

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
