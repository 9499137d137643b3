import { isPath, isPlaceholder, looksLikePassword, looksRandom } from './secret-looks.ts'
import { secretShapes, withoutPrivateKeys } from './secret-shapes.ts'
import { withoutSecretWords } from './secret-words.ts'

const mark = (kind: string): string => `[redacted:${kind}]`

const unless = (isNone: boolean, text: string, without: string): string => (isNone ? text : without)

/** `scheme://user:password@host`, and `scheme://token@host`. */
const inAddress = /(:\/\/[^\s/?#@:'"<>[\]]{0,256}:)([^\s/'"<>]{1,512})@/g
const tokenInAddress = /(:\/\/)([\w-]{20,256})@/g

const authorization =
  /\b(authorization(?:\\?["'])?[ \t]{0,3}[:=][ \t]{0,3}(?:\\?["'])?(?:(?:apikey|basic|bearer|digest|token)[ \t]{1,3})?)([^\s"'`\\,;)<>]+)/gi
const bearer = /\b(bearer[ \t]{1,3})([\w.~+/=-]{8,})/gi
const cookie = /\b(cookie:[ \t]{0,3}[^\s=;]{1,100}=)([^\s;"'\\]{8,})/gi
const inSql =
  /\b((?:identified[ \t]{1,3}(?:with[ \t]{1,3}\S{1,60}[ \t]{1,3})?by|password)[ \t]{0,3}=?[ \t]{0,3})'([^'\n]{1,512})'/gi

const named =
  /(?<![\w.-])(-{0,2}(?:[A-Za-z_][\w.-]{0,80}?)?(?:(?<=[_.-])(?:pass|pwd|pw)|sshpass|passw(?:or)?d|passphrase|passcode|secret|token|credentials?|(?:api|access|account|auth|client|encryption|master|private|secret|shared|signing|storage)[_-]?(?:access[_-]?)?key)(?:\\?["'])?)([ \t]{0,3}(?:=>|:=|=|:|%3[AD])[ \t]{0,3})(?:(\\?")([^"\n\\]+)|(\\?')([^'\n\\]+)|([^\s"'`,;&|<>(){}[\]\\]+))/gi

/**
 * A text without the secrets in it, each replaced by `[redacted:kind]`: tokens known by their form, and what a name, an option or an
 * address says is one. Placeholders, names and digests stay. What was redacted once does not change again.
 */
export function redact(text: string): string {
  let kept = withoutPrivateKeys(text, mark('private-key'))
  for (const { kind, pattern } of secretShapes)
    kept = kept.replace(pattern, (found) => unless(isPlaceholder(found), found, mark(kind)))
  kept = kept
    .replace(inAddress, (all, before: string, value: string) =>
      unless(isPlaceholder(value), all, `${before}${mark('password')}@`),
    )
    .replace(tokenInAddress, (all, before: string, value: string) =>
      unless(!looksRandom(value), all, `${before}${mark('token')}@`),
    )
    .replace(authorization, (all, before: string, value: string) =>
      unless(isPlaceholder(value) || isScheme(value), all, before + mark('token')),
    )
    .replace(bearer, hidden('token'))
    .replace(cookie, hidden('cookie'))
    .replace(inSql, (all, before: string, value: string) =>
      unless(isPlaceholder(value), all, `${before}'${mark('password')}'`),
    )
    .replace(named, byName)
  return kept.replace(/[^\n|;&]+/g, withoutOptions)
}

const hidden = (kind: string) => (all: string, before: string, value: string) =>
  unless(!looksRandom(value), all, before + mark(kind))

const isScheme = (value: string): boolean => /^(?:apikey|basic|bearer|digest|token)$/i.test(value)

function byName(all: string, ...groups: (string | undefined)[]): string {
  const [name = '', between = '', double, inDouble, single, inSingle, plain = ''] = groups
  const quote = double ?? single ?? ''
  const value = inDouble ?? inSingle ?? plain
  const isPassword = /p(?:ass\w*|wd?)\\?["']?$/i.test(name)
  const secret = isPassword ? isPasswordHere(value, between, quote !== '') : looksRandom(value)
  return secret ? `${name}${between}${quote}${mark(isPassword ? 'password' : 'token')}` : all
}

/** Next to an equals sign, or in quotes, whatever is no placeholder is one; after a colon people also write prose. */
function isPasswordHere(value: string, between: string, isQuoted: boolean): boolean {
  const isCode = /^[a-z_]\w*(?:\.[a-z_]\w*)+$/i.test(value)
  if (isPlaceholder(value) || isCode || isPath(value)) return false
  return isQuoted || /^(?:=|%3D)$/i.test(between) ? true : looksLikePassword(value)
}

/** One command of a text. */
function withoutOptions(command: string): string {
  if (!/-|\bconfig/.test(command)) return command
  const parts = command.split(/(\s+)/)
  const words = withoutSecretWords(parts.filter((_, index) => index % 2 === 0))
  return parts.map((part, index) => (index % 2 === 0 ? (words[index / 2] ?? part) : part)).join('')
}

/**
 * The same value, its texts redacted. Lists under `argv` are read as the words of one command; what stands under `citations`
 * and `evidence` is a page's or the code's own and stays word for word.
 */
export function withoutSecrets<Value>(value: Value): Value
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, fieldWithoutSecrets(name, field)]),
  )
}

function fieldWithoutSecrets(name: string, field: unknown): unknown {
  if (name === 'citations' || name === 'evidence') return field
  return name === 'argv' && Array.isArray(field)
    ? withoutSecretWords(field.map((word) => redact(String(word))))
    : withoutSecrets(field)
}
