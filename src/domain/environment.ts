/** An environment of the company, and how what a command is aimed at tells it. */
export interface Environment {
  readonly name: string
  /** Words by which it is called, its name among them. */
  readonly names: readonly string[]
  /** Hosts that belong to it; `*.prod.acme.example` stands for every host below. */
  readonly hosts: readonly string[]
  /** Accounts, subscriptions and projects that belong to it, written as commands write them. */
  readonly accounts: readonly string[]
  /** Changes to it need two people, one of them senior. */
  readonly critical: boolean
}

const usual = (name: string, names: string): Environment => ({
  name,
  names: names.split(' '),
  hosts: [],
  accounts: [],
  critical: false,
})

/** What most companies call their environments. */
export const usualEnvironments: readonly Environment[] = [
  usual('production', 'production prod prd live'),
  usual('staging', 'staging stage stg uat preprod pre-prod preproduction'),
  usual('development', 'development dev test qa ci'),
]

/** Common words that tell an environment even in the name of a resource: the others stand in too many names by chance. */
export const wordsInNames: ReadonlySet<string> = new Set(['production', 'prod', 'prd'])
/** Common words that tell an environment in a path or in a sentence. */
export const wordsInTexts: ReadonlySet<string> = new Set([
  ...wordsInNames,
  ...['staging', 'stg', 'uat', 'preprod', 'pre-prod', 'preproduction', 'dev', 'development'],
])

/**
 * The words of a name, in small letters: `paymentsProd-eu1` holds `payments`, `prod` and `eu`. Digits at the end of a word
 * number things of one kind.
 */
export const wordsOf = (text: string): readonly string[] => numberedWords(text).map(withoutNumber)

const numberedWords = (text: string): readonly string[] =>
  text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')

const withoutNumber = (word: string): string =>
  /^[a-z]+\d{1,4}$/.test(word) ? word.replace(/\d+$/, '') : word

/** Capitals, blanks and what separates words do not tell environments apart; numbers do. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .trim()
    .replaceAll(/[\s\-_./:]+/g, '-')

/**
 * The one form in which environments are compared: the name of the one that goes by this name, else what nobody configured, as an
 * environment of its own, in small letters with dashes. A number is a part of the name: `eu2` is not `eu1`, though `prod2` is one of `prod`.
 */
export const canonicalName = (name: string, environments: readonly Environment[]): string => {
  const said = plain(name)
  const goesBy = (is: (name: string) => boolean): string | undefined =>
    environments.find((one) => one.names.some(is))?.name
  const [words, bare] = [numberedWords(name).join(' '), wordsOf(name).join(' ')]
  if (words === '') return goesBy((other) => plain(other) === said) ?? said
  return (
    goesBy((other) => plain(other) === said) ??
    goesBy((other) => numberedWords(other).join(' ') === words) ??
    goesBy((other) => numberedWords(other).join(' ') === bare) ??
    said
  )
}

/** The environments that a text names, by whole words: `payments-prod`, but neither `product` nor `non-prod`. */
export function environmentsNamed(
  text: string,
  environments: readonly Environment[],
): readonly string[] {
  const words = numberedWords(text)
  const known = environments.flatMap(({ name, names }) =>
    names.map((one) => ({ name, parts: numberedWords(one) })),
  )
  const found = new Set<string>()
  for (let at = 0; at < words.length; at += 1) {
    const [best, length] = longestAt(words, at, known)
    if (best === null) continue
    if (!denials.has(words[at - 1] ?? '')) found.add(best)
    at += length - 1
  }
  return [...found]
}

const denials: ReadonlySet<string> = new Set(['non', 'not', 'no'])

function longestAt(
  words: readonly string[],
  at: number,
  known: readonly { readonly name: string; readonly parts: readonly string[] }[],
): readonly [name: string | null, words: number] {
  let best: readonly [string | null, number] = [null, 0]
  for (const { name, parts } of known) {
    const fits = parts.every((part, place) => {
      const word = words[at + place] ?? ''
      return word === part || withoutNumber(word) === part
    })
    if (fits && parts.length > best[1]) best = [name, parts.length]
  }
  return best
}

/** Environments by those common words alone; what is critical and the company's own words always count. */
export const toldBy = (
  common: ReadonlySet<string>,
  environments: readonly Environment[],
): readonly Environment[] =>
  environments.map((one) => {
    const usualNames = usualEnvironments.find(({ name }) => name === one.name)?.names ?? []
    const counts = (name: string) => common.has(name) || one.critical || !usualNames.includes(name)
    return { ...one, names: one.names.filter(counts) }
  })

/** The environments that a host belongs to: by what is configured, else by the words before its domain. */
export function environmentsOfHost(
  host: string,
  environments: readonly Environment[],
): readonly string[] {
  const bare = host.toLowerCase().replace(/\.$/, '')
  const owned = environments.filter(({ hosts }) => hosts.some((one) => isHost(bare, one)))
  if (owned.length > 0) return owned.map(({ name }) => name)
  const labels = bare.split('.')
  // `.dev` and `.live` are domains that anybody may buy.
  const own = /^(?:dev|live)$/.test(labels.at(-1) ?? '') ? labels.slice(0, -1) : labels
  return environmentsNamed(own.join('.'), environments)
}

const isHost = (host: string, pattern: string): boolean =>
  pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1).toLowerCase())
    : host === pattern.toLowerCase()

/** The environments that hold an account that a text names. */
export const environmentsOfAccount = (
  text: string,
  environments: readonly Environment[],
): readonly string[] => {
  const parts = text.split(/[\s:/,@]+/)
  return environments
    .filter(({ accounts }) => accounts.some((account) => parts.includes(account)))
    .map(({ name }) => name)
}
