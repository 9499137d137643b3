// Letters and digits held together by what names are held together with: `a_b`, `a-b`, `a.b`, `a/b`, `a::b`, `a@b`.
const joined =
  /(?<lead>--?|\$\{?|\.{1,2}\/|\/|@)?[\p{L}\p{N}_]+(?:(?:[-.:@/+]|::|->)[\p{L}\p{N}_]+)*/gu
const camel = /\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u
const mixed = /\p{L}.*\p{N}|\p{N}.*\p{L}/u
const glue = /[_\-.:@/+]/u

const [other, lower, upper, digit] = [0, 1, 2, 3]

/** What each character of ASCII is. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 97 && code <= 122) return lower
  if (code >= 65 && code <= 90) return upper
  return code >= 48 && code <= 57 ? digit : other
})

/** The same as below, of text in ASCII, as nearly all is: this is done to every text that is indexed or ranked. */
const asciiPartsOf = (text: string): string[] => {
  const parts: string[] = []
  const lowered = text.toLowerCase()
  let start = -1
  let before = other
  for (let at = 0; at < text.length; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? other
    if (kind === other) {
      if (start >= 0) parts.push(lowered.slice(start, at))
      start = -1
    } else if (start < 0) {
      start = at
    } else if (kind === upper && before !== upper) {
      parts.push(lowered.slice(start, at))
      start = at
    } else if (kind === lower && before === upper && at - 1 > start) {
      // `HTTPServer`: the last capital begins the next word.
      parts.push(lowered.slice(start, at - 1))
      start = at - 1
    }
    before = kind
  }
  if (start >= 0) parts.push(lowered.slice(start))
  return parts
}

/** The pieces a name is made of, lower case: `PaymentGatewayTimeout` and `payment-gateway_timeout` alike. */
export const partsOf = (text: string): readonly string[] =>
  /[^\0-\x7F]/.test(text) ? anyPartsOf(text) : asciiPartsOf(text)

const anyPartsOf = (name: string): readonly string[] =>
  name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** What most tokens are; none of them is a name. */
const plain = /^(?:[A-Za-z]?[a-z]*|\d+)$/

/** Whether a token is a name out of code rather than a word of the language. */
export const isIdentifier = (token: string): boolean =>
  !plain.test(token) &&
  (glue.test(token.slice(1)) || camel.test(token) || mixed.test(token) || /^(?:--|\$)/u.test(token))

/** The names in a text that readers look for as a whole, in order, each as written. */
export const identifiersIn = (text: string): readonly string[] =>
  (text.match(joined) ?? []).filter(isIdentifier)

// Shorter words have too many neighbours, longer ones were never typed.
const isSpelt = (word: string): boolean => /^\p{L}{4,32}$/u.test(word)

/** The words of a text that a reader might misspell, once each; names taken apart, and left whole. */
export const wordsIn = (text: string): ReadonlySet<string> => {
  // No word reaches over white space, and most come again and again: each is looked at once.
  const words = [...new Set(text.match(/[^ \t\r\n]{4,}/g))].join(' ')
  const runs = words.toLowerCase().match(/\p{L}+/gu) ?? []
  return new Set([...new Set([...partsOf(words), ...runs])].filter(isSpelt))
}
