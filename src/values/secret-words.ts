import { isPlaceholder, looksRandom } from './secret-looks.ts'

/** Options that take a secret as their next word, whatever the program. */
const option =
  /^--?(?:[a-z0-9-]{0,60}-)?(?<noun>passw(?:or)?d|passphrase|pass|pw|pwd|passin|passout|token|secret|api-?key|access-?key|secret-?key|private-?key)$/i

interface Habit {
  readonly programs: RegExp
  /** An option whose value is the next word. */
  readonly spaced?: RegExp
  /** An option whose value follows it in the same word. */
  readonly attached?: RegExp
  /** The value is a user and a secret with this between them. */
  readonly withUser?: ':' | '%'
  /** The option means something else unless the command signs in. */
  readonly signingIn?: true
}

/** Short options that only some programs give a secret. */
const habits: readonly Habit[] = [
  { programs: /^(?:mysql|mariadb)[\w-]*$/, attached: /^-p/ },
  { programs: /^sshpass$/, attached: /^-p/, spaced: /^-p$/ },
  { programs: /^(?:7za?|rar|unrar)$/, attached: /^-p/ },
  { programs: /^(?:zip|unzip|sqlcmd|bcp)$/, attached: /^-P/, spaced: /^-P$/ },
  { programs: /^mongo[\w-]*$/, spaced: /^-p$/ },
  { programs: /^(?:redis|valkey)-cli$/, spaced: /^-a$/ },
  { programs: /^ldap\w+$/, spaced: /^-w$/ },
  { programs: /^openssl$/, spaced: /^-[kK]$/ },
  { programs: /^ipmitool$/, spaced: /^-P$/ },
  { programs: /^twine$/, spaced: /^-p$/ },
  { programs: /^smbclient$/, spaced: /^-U$/, attached: /^-U(?=[^%]+%)/, withUser: '%' },
  // What is handed to `aws configure set` and to `npm config set` stands behind its name.
  {
    programs: /^(?:aws|npm|pnpm|yarn)$/,
    spaced: /^(?:[\w.]*(?:secret_access_key|session_token)|\S*:_(?:authToken|auth|password))$/i,
  },
  {
    programs: /^(?:docker|podman|helm|oras|nerdctl|skopeo|buildah|az|oc)$/,
    spaced: /^-p$/,
    signingIn: true,
  },
  {
    programs: /^(?:curl|https?|xh)$/,
    spaced: /^(?:-[uUa]|--(?:proxy-)?user|--auth)$/,
    attached: /^-u(?=[^:]+:)/,
    withUser: ':',
  },
]

/** Words that follow an option where people write about it. */
const prose =
  /^(?:a|an|and|argument|as|at|be|by|can|do|flag|for|from|has|if|in|instead|into|is|it|must|not|of|on|option|or|parameter|should|so|that|the|then|this|to|value|was|when|which|will|with)$/i

/** The words of one command, with those taken out that are secrets because of what stands before them. */
export function withoutSecretWords(words: readonly string[]): readonly string[] {
  let mine: readonly Habit[] = []
  let signingIn = false
  let before = ''
  return words.map((word) => {
    const bare = word.replace(/^[`'"($]+/, '')
    const name = (bare.split('/').at(-1) ?? '').replace(/(?<![`'")])[`'")]+$/, '')
    const known = habits.filter(({ programs }) => programs.test(name))
    if (known.length > 0) mine = known
    signingIn ||= name === 'login'
    const last = before
    before = bare
    const noun = option.exec(last)?.groups?.noun
    if (noun !== undefined) return afterOption(word, noun)
    for (const habit of mine) {
      if (habit.signingIn && !signingIn) continue
      if (habit.spaced?.test(last)) return hide(word, '', habit)
      const [start] = habit.attached?.exec(bare) ?? []
      if (start !== undefined) return hide(word, start, habit)
    }
    return word
  })
}

/** A word as its opening quotes, its text up to the next quote, and the rest with its full stops. */
const partsOf = (word: string): readonly [open: string, value: string, close: string] => {
  const open = /^[`'"\\]*/.exec(word)?.[0] ?? ''
  const value = (/^[^`'"\\]*/.exec(word.slice(open.length))?.[0] ?? '').replace(
    /(?<![,.;)])[,.;)]+$/,
    '',
  )
  return [open, value, word.slice(open.length + value.length)]
}

const isPassword = (noun: string): boolean => /^p(?:ass|w)/i.test(noun)

function afterOption(word: string, noun: string): string {
  const [open, value, close] = partsOf(word)
  const secret = isPassword(noun)
    ? !value.startsWith('-') && !isPlaceholder(value) && !prose.test(value)
    : looksRandom(value)
  return secret ? `${open}[redacted:${isPassword(noun) ? 'password' : 'token'}]${close}` : word
}

function hide(word: string, start: string, { withUser }: Habit): string {
  const from = word.indexOf(start) + start.length
  const [open, text, close] = partsOf(word.slice(from))
  const user = withUser ? text.slice(0, text.indexOf(withUser) + 1) : ''
  const value = text.slice(user.length)
  if ((withUser && user === '') || value.startsWith('-') || isPlaceholder(value)) return word
  return `${word.slice(0, from)}${open}${user}[redacted:password]${close}`
}
