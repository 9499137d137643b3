import type { Span } from '../domain/passage.ts'
import { sentencesOf } from '../values/sentences.ts'
import { plainText } from './plain.ts'

/**
 * Whether a quote stands in a text word for word; only white space, Markdown marks and the composition of letters (NFC) may differ. A quote that is
 * cut out of the middle of a word or a number does not stand: “5” of “50”, “safe” of “unsafe”.
 */
export function quoteStands(quote: string, text: string): boolean {
  const wanted = plainText(quote)
  return wanted !== '' && (standsIn(quote.trim(), text) || standsIn(wanted, plainText(text)))
}

/** Of writing that parts its words by spaces; others are quoted as they stand. */
const inWord = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{N}_]/u
/** “1.5” and “1,000” go on behind their point. */
const inNumber = /^[.,]?\d/

/**
 * Where the words of a quote stand in a text, in UTF-16 units: just where it was copied from, else the sentences that say it in other marks or white
 * space; of a quote of many sentences those that it takes in. Nothing where it does not stand.
 */
export function quotedIn(quote: string, text: string): readonly Span[] {
  const wanted = plainText(quote)
  if (wanted === '') return []
  const exact = placesOf(quote.trim(), text)
  if (exact.length > 0) return exact
  // Plain text has no addresses: a link to elsewhere under the same words is not the same.
  const linked = targetsIn(quote)
  return sentencesOf(text)
    .filter((sentence) => {
      const plain = plainText(sentence.text)
      const isSame = plain !== '' && (standsIn(wanted, plain) || standsIn(plain, wanted))
      return isSame && linked.every((target) => sentence.text.includes(target))
    })
    .map(({ span }) => span)
}

const targetsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(\s{0,9}([^)\s]{1,2000})/g)].map(([, target = '']) => target)

const standsIn = (quote: string, text: string): boolean => placesOf(quote, text).length > 0

function placesOf(quote: string, text: string): readonly Span[] {
  const places: Span[] = []
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const end = at + quote.length
    if (isClearCut(quote, text.slice(Math.max(0, at - 2), at), text.slice(end, end + 2)))
      places.push([at, end])
  }
  return places
}

function isClearCut(quote: string, before: string, after: string): boolean {
  const [first, last] = [quote.charAt(0), quote.charAt(quote.length - 1)]
  if (inWord.test(first) && inWord.test(before.slice(-1))) return false
  if (inWord.test(last) && inWord.test(after.slice(0, 1))) return false
  if (/\d/.test(first) && /\d[.,]$/.test(before)) return false
  return !(/\d/.test(last) && inNumber.test(after))
}
