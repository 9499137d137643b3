// Letters and digits held together by what names are held together with: `a_b`, `a-b`, `a.b`, `a/b`, `a::b`, `a@b`.
const joined =
  /(?<lead>--?|\$\{?|\.{1,2}\/|\/|@)?[\p{L}\p{N}_]+(?:(?:[-.:@/+]|::|->)[\p{L}\p{N}_]+)*/gu
const camel = /\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u
const mixed = /\p{L}.*\p{N}|\p{N}.*\p{L}/u
const glue = /[_\-.:@/+]/u

/** The pieces a name is made of, lower case: `PaymentGatewayTimeout` and `payment-gateway_timeout` alike. */
export const partsOf = (name: string): readonly string[] =>
  name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether a token is a name out of code rather than a word of the language. */
export const isIdentifier = (token: string): boolean =>
  glue.test(token.slice(1)) || camel.test(token) || mixed.test(token) || /^(?:--|\$)/u.test(token)

/** The names in a text that readers look for as a whole, in order, each as written. */
export const identifiersIn = (text: string): readonly string[] =>
  (text.match(joined) ?? []).filter(isIdentifier)
