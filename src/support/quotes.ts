import { plainText } from './plain.ts'

/** Whether a quote stands in a text word for word; only white space and Markdown marks may differ. */
export function quoteStands(quote: string, text: string): boolean {
  const wanted = plainText(quote)
  return wanted !== '' && (text.includes(quote) || plainText(text).includes(wanted))
}
