import type { Span } from './passage.ts'

/** The kinds of claim, by their one canonical name. */
export const claimKinds = [
  'file-path',
  'symbol',
  'environment-variable',
  'package-script',
  'dependency',
  'cli-flag',
  'command',
  'code-sample',
  'option',
  'default-value',
  'signature',
  'enumeration',
  'control',
  'build-target',
  'version',
  'container-image',
  'kubernetes-object',
  'helm-value',
  'terraform-object',
  'schedule',
  'metric',
  'page-link',
  'alert',
  'route',
  'api-operation',
  'database-table',
  'feature-flag',
  'owner',
  'time-bound',
  'page-against-page',
  'link',
  'code-host-link',
] as const
export type ClaimKind = (typeof claimKinds)[number]

/** Names that data sets and users give the kinds. */
export const claimKindAliases: Readonly<Record<string, ClaimKind>> = {
  path: 'file-path',
  'env-var': 'environment-variable',
  'command/script': 'package-script',
  'config-key': 'option',
  'value-default': 'default-value',
  port: 'default-value',
  limit: 'default-value',
  count: 'default-value',
  enum: 'enumeration',
  'http-route': 'route',
  'table-column': 'database-table',
}

/** How a page means what it says; anything but `asserted` is not a claim about the code of today. */
export type Mood =
  | 'asserted'
  | 'negated'
  | 'conditional'
  | 'planned'
  | 'recorded'
  | 'example'
  | 'created-by-reader'
  | 'other-project'

/** Something a passage states that code could bear out or contradict. */
export interface Claim {
  readonly kind: ClaimKind
  /** The bare name, as the facts would call it. */
  readonly subject: string
  /** What the name belongs to according to the page: `request` in `request.routerPath`. */
  readonly owner: string | null
  /** What the page says the value is; null when it says only that the thing exists. */
  readonly value: string | null
  readonly mood: Mood
  readonly page: string
  readonly passage: string
  /** Where the token stands in the page's text. */
  readonly span: Span
  /** Where the statement stands in the source document, from 1. */
  readonly line: number
  readonly endLine: number
  readonly column: number
  readonly heading: readonly string[]
  /** The line or sentence that makes the claim, verbatim. */
  readonly quote: string
  /** The token as the page writes it. */
  readonly token: string
  /** A common word in code marks: it counts only where other claims of the page fell with it. */
  readonly tentative?: boolean
  /** The value is a plain word, which may be no value at all: only the code's past can make it one. */
  readonly loose?: boolean
  /** How the check that read it means it, where it knows several ways: a version as `minimum`, a target of `make`. */
  readonly sense?: string
  /** The language of the sample that it stands in, as the page tags it. */
  readonly language?: string
  /** Other names that the page lists together with it: the entries of one drawing of folders. */
  readonly beside?: readonly string[]
  /** Words of the sentence, the headings and the page's title, lower case: what the claim is set among. */
  readonly context: readonly string[]
}
