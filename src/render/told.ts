import { redact } from '../values/secrets.ts'

/** Text of a page or of code as others are sent it: without secrets, and on one line; what cannot be seen is replaced. */
export const told = (text: string, most = 200): string => {
  const line = redact(text)
    .replace(/\s+/g, ' ')
    .replace(/[\p{C}\u2028\u2029]/gu, '\uFFFD')
    .trim()
  return line.length <= most ? line : `${[...line].slice(0, most).join('')}…`
}
