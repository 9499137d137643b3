/** What stands where a secret would, and is none: a variable, a gap to fill in, or what was taken out before. */
const placeholder =
  /^(?:[$%<{[@*`#]|\*+$|x{3,}|\.{2,}|…|-+$|redacted|masked|hidden|none$|null$|nil$|undefined$|true$|false$|empty$|changeme|change[-_]me|replace|insert|todo|your|my[-_]|the[-_]|some[-_]|dummy|sample|example|placeholder|pass(?:word|wd|phrase)?$|secret$|token$|pwd$|api[-_]?key$|string$|file:|env:|vault:|op:|arn:|ssm:|\d{4}-\d\d-\d\d)/i

/** Whether a value says itself that it is no secret; documentation writes EXAMPLE into keys that never worked. */
export const isPlaceholder = (value: string): boolean =>
  value === '' || placeholder.test(value) || value.includes('EXAMPLE') || /^(.)\1*$/s.test(value)

/** `payments-db-2024`, `projects/shop/secrets/stripe`, `req.body.password`: words that name something. */
const isName = (value: string): boolean =>
  value
    .split(/[-_./:@#]/)
    .every((part) => /^(?:[A-Za-z]?[a-z]*|[A-Z]+|v?\d{1,4}|[a-z]{2,}(?:[A-Z][a-z]+)+)$/.test(part))

/** `./password.txt`, `/run/secrets/db`: where something is kept. */
export const isPath = (value: string): boolean =>
  /^(?:~|\.{1,2})?\//.test(value) && isName(value.replace('~', ''))

/** Whether a value named a token, a secret or a key looks like one: long, and no word that names something. */
export function looksRandom(value: string): boolean {
  if (value.length < 8 || isPlaceholder(value) || isName(value)) return false
  if (/\s/.test(value)) return false
  return /\d/.test(value)
    ? /[A-Za-z]/.test(value) || value.length >= 12
    : turns(value) * 4 > value.length
}

/** How often upper and lower case take turns. */
const turns = (value: string): number => value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0

/** Whether a value named a password looks like one, where the same words could also be prose. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 4 || isPlaceholder(value)) return false
  if (/^[A-Za-z]+(?:[.\-_/][A-Za-z]+)*$/.test(value)) return turns(value) > 2 || value.length >= 24
  return /[\dA-Za-z]/.test(value)
}
