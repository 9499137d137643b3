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

function standsIn(quote: string, text: string): boolean {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1))
    if (
      isClearCut(
        quote,
        text.slice(Math.max(0, at - 2), at),
        text.slice(at + quote.length, at + quote.length + 2),
      )
    )
      return true
  return false
}

function isClearCut(quote: string, before: string, after: string): boolean {
  const [first, last] = [quote.charAt(0), quote.charAt(quote.length - 1)]
  if (inWord.test(first) && inWord.test(before.slice(-1))) return false
  if (inWord.test(last) && inWord.test(after.slice(0, 1))) return false
  if (/\d/.test(first) && /\d[.,]$/.test(before)) return false
  return !(/\d/.test(last) && inNumber.test(after))
}
