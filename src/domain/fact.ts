/**
 * What code can state. One list; checks name the kinds they compare with. `owner > subject = value`:
 *
 * | kind | subject | owner | value |
 * |---|---|---|---|
 * | symbol | a declared name | class, module or enum it is a member of | literal of a constant |
 * | signature | a function's or method's name | its class | its parameters as written: `a, b = 1, *rest` |
 * | member | one value of a closed set, as it is spelt at run time | the set: enum, union, choices of a flag | |
 * | option | a parameter, option or configuration key of code | what takes it | its default |
 * | setting | a dotted path of a settings file | the file's stem | its value |
 * | environment-variable | its name | | its default |
 * | cli-flag | a flag with its dashes: `--max-retries` | the command's words: `llm logs` | its default |
 * | command | a subcommand's last word | the words before it: `llm` | |
 * | package-script | a script of a package manager | the manifest's path | its command |
 * | build-target | a target of make, just, rake, task, gradle, mage, tox, nox, … | the file's path | |
 * | dependency | a package's name as its ecosystem spells it | the manifest's path | its constraint |
 * | version | `rust`, `node`, `python`, `go`, … or a package of this repository | where it is said: the manifest's path | a version or a constraint |
 * | route | a path with its parameters as `{}`: `/v1/users/{}` | the method in capitals, or null for any | |
 * | api-operation | an operationId, a GraphQL field, a protobuf service or method | its type, service or path | |
 * | table | a table's or a column's name | a column's table | a column's type |
 * | image | a container image without its tag | the file's path | its tag |
 * | resource | the name of a Kubernetes object or of a Terraform resource, module or output | its kind or type | |
 * | schedule | what runs | where | a cron expression |
 * | metric | a metric's name | | its type |
 * | alert | an alert's name | its group | its threshold or its duration |
 * | owner | a path pattern, or a component's name | `CODEOWNERS`, `catalog` | a team, a person or a channel |
 * | feature-flag | its name | | its default |
 * | page-link | a page's URL or path that code points at | what points at it: an alert, a setting | |
 * | control | what a control protects | which control | how it is set |
 */
export const factKinds = [
  'symbol',
  'signature',
  'member',
  'option',
  'setting',
  'environment-variable',
  'cli-flag',
  'command',
  'package-script',
  'build-target',
  'dependency',
  'version',
  'route',
  'api-operation',
  'table',
  'image',
  'resource',
  'schedule',
  'metric',
  'alert',
  'owner',
  'feature-flag',
  'page-link',
  'control',
] as const
export type FactKind = (typeof factKinds)[number]

/** What sort of thing the subject is where it stands. */
export const factRoles = [
  'function',
  'class',
  'method',
  'constant',
  'variable',
  'type',
  'property',
  'parameter',
  'key',
  'schema',
  'flag',
  'command',
  'argument',
  'read',
  'declaration',
  'script',
  'target',
  'setting',
  'dependency',
  /** A dependency that only those who develop this code need. */
  'development',
  /** The version that this code is itself, or is released as. */
  'release',
  /** The oldest version that this code works with. */
  'minimum',
  /** The exact version that this code is built with or runs on. */
  'pin',
  'route',
  'operation',
  'field',
  'service',
  'table',
  'column',
  /** A table, or a column of its owner, that a migration takes away. */
  'dropped',
  /** A table, or a column of its owner, that a migration gives another name: the fact's value. */
  'renamed',
  'image',
  'object',
  'schedule',
  'metric',
  'alert',
  'owner',
  'link',
  'policy',
] as const
export type FactRole = (typeof factRoles)[number]

/** Something one file states, before anyone knows which snapshot the file belongs to. */
export interface FileFact {
  readonly kind: FactKind
  /** The bare name: `bodyLimit`, `PAYMENTS_URL`, `server.timeout`. */
  readonly subject: string
  /** A literal, as written but for quotes (`30`, `5s`, `true`, `us-east-1`); null when there is none or it is computed. */
  readonly value: string | null
  /** What the subject belongs to: a class, an interface, a function, a settings file's section; null at the top. */
  readonly owner: string | null
  readonly role: FactRole
  /** From 1. */
  readonly line: number
  /** The line of code, trimmed, at most 200 characters. */
  readonly quote: string
  /** The value is what holds when nobody sets another (as against a value set once in passing). */
  readonly isDefault: boolean
}

/** Something a snapshot states. */
export interface Fact extends FileFact {
  readonly repository: string
  readonly path: string
  /** Tests and examples state facts weakly: they keep a name alive, but never prove a value. */
  readonly weak: boolean
}

/** What reading one file gave: cached by the file's digest and the extractor's version. */
export interface FileFacts {
  readonly facts: readonly FileFact[]
  /** Every identifier and every word inside string literals, comments set aside. */
  readonly words: readonly string[]
  /** Why the file could not be read, or null. */
  readonly unread: string | null
}

/** All facts of one snapshot. */
export interface Survey {
  readonly repository: string
  readonly commit: string
  readonly version: string | null
  readonly names: readonly string[]
  /** Tracked paths that exist in the snapshot, files and folders alike (folders without trailing slash). */
  readonly paths: ReadonlySet<string>
  /** Facts whose subject is exactly this, of the kinds asked for. */
  about(subject: string, kinds: readonly FactKind[]): readonly Fact[]
  /** Every subject of a kind. */
  subjects(kind: FactKind): Iterable<string>
  /**
   * In how many files the word stands (identifier or word in a string), comments set aside; tests and examples
   * are not counted.
   */
  occurrences(word: string): number
  /** Whether the word stands in tests or examples: what they still call is there, whoever declares it. */
  isTested(word: string): boolean
  /** Whether the word stands in a program of a language that no extractor reads, which may well declare it. */
  isUnread(word: string): boolean
  /** Whether some fact's owner, or a file of code without its ending, has just these words (`fastify request`). */
  hasOwner(words: string): boolean
  /** Whether a path is one that the repository tells git to ignore: built or made at run time, not tracked. */
  isIgnored(path: string): boolean
  /** Null when the list of this kind (for this owner) is known to be whole, else why not. */
  incomplete(kind: FactKind | 'file-path', owner?: string): string | null
  readonly historyLimit: string | null
}

const known = new Map<string, readonly string[]>()
const mostKnown = 50_000

/** The words of a name in lower case: `FastifyRequest` and `fastify_request` are both fastify, request. */
export function wordsOf(name: string): readonly string[] {
  const told = known.get(name)
  if (told !== undefined) return told
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  // Names come again and again; whole sentences do not.
  if (name.length > 60) return words
  if (known.size > mostKnown) known.clear()
  // A copy, because a piece of a text keeps the whole text alive.
  known.set(` ${name}`.slice(1), words)
  return words
}

/**
 * Whether what a page says a name belongs to can be what the code says: every word of the page's owner
 * stands in the fact's owner, or the fact's file is named like it.
 */
export function ownerFits(
  asked: string,
  fact: { readonly owner: string | null; readonly path: string },
): boolean {
  const words = wordsOf(asked)
  if (words.length === 0) return false
  const owner = wordsOf(fact.owner ?? '')
  if (words.every((word) => owner.includes(word) || isShortFor(word, owner))) return true
  const stem = fact.path.slice(fact.path.lastIndexOf('/') + 1).replace(/\..*$/, '')
  return wordsOf(stem).join(' ') === words.join(' ')
}

/** `app` for an application, `req` for a request. */
const isShortFor = (word: string, owner: readonly string[]): boolean =>
  word.length >= 3 &&
  owner.some((whole) => whole.length > word.length + 1 && whole.startsWith(word))
