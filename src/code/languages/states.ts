import type { FactKind, FactRole } from '../../domain/fact.ts'
import { anyName, type Stated } from '../extractor.ts'

/** What most facts of a program share: where the name stands, what it belongs to, and its default. */
export interface Place {
  readonly at: number
  readonly owner?: string | null
  readonly value?: string | null
}

const defaulted = ({ at, owner = null, value = null }: Place) => ({
  at,
  owner,
  value,
  isDefault: value !== null,
})

/** A flag, with its dashes: `--max-retries`, `-r`. */
export const flag = (subject: string, place: Place): Stated => ({
  kind: 'cli-flag',
  subject,
  role: 'flag',
  ...defaulted(place),
})

/** A flag by its bare name: one letter takes one dash. */
export const flagNamed = (name: string, place: Place): Stated =>
  flag(name.length === 1 ? `-${name}` : `--${name}`, place)

/** Whether a string can be a flag's bare name. */
export const isFlagName = (name: string | null): name is string =>
  name !== null && /^[A-Za-z0-9][\w.:-]{0,99}$/.test(name)

/** A subcommand by its last word, with the words before it. */
export const command = (subject: string, owner: string | null, at: number): Stated => ({
  kind: 'command',
  subject,
  role: 'command',
  owner,
  at,
})

/** A read of an environment variable. */
export const variable = (subject: string, place: Place): Stated => ({
  kind: 'environment-variable',
  subject,
  role: 'read',
  ...defaulted(place),
})

/** A key of configuration, or a field that configuration fills. */
export const key = (subject: string, role: 'key' | 'property', place: Place): Stated => ({
  kind: 'option',
  subject,
  role,
  ...defaulted(place),
})

/** A metric of a type: `counter`, `gauge`, `histogram`, `summary`. */
export const metric = (subject: string, value: string, at: number): Stated => ({
  kind: 'metric',
  subject,
  role: 'metric',
  value,
  at,
})

/** Whether a string can be a metric's whole name. */
export const isMetricName = (name: string): boolean => /^[A-Za-z_:][\w:.]{2,199}$/.test(name)

/** A route: its parameters become `{}`, whatever a framework calls them. */
export const route = (path: string, method: string | null, at: number): Stated => ({
  kind: 'route',
  subject: plainPath(path),
  role: 'route',
  owner: method,
  at,
})

const plainPath = (path: string): string => {
  const plain = path
    .replace(/\{(?:[^{}]|\{[^{}]{0,60}\}){0,120}\}/g, '{}')
    .replace(/<[^<>/]{1,120}>/g, '{}')
    .split('/')
    .map((part) => (/^(?::\w|\*)/.test(part) ? '{}' : part))
    .join('/')
  return plain.length > 1 ? plain.replace(/\/$/, '') : plain
}

/** Names of a kind that only a running program knows. */
export const anyOf = (kind: FactKind, at: number, owner: string | null = null): Stated => ({
  kind,
  subject: anyName,
  role: rolesOf[kind] ?? 'read',
  owner,
  at,
})

const rolesOf: Readonly<Partial<Record<FactKind, FactRole>>> = {
  'cli-flag': 'flag',
  command: 'command',
  metric: 'metric',
  route: 'route',
}

/** Flags and subcommands whose command nobody could tell may be any command's: no list of them is whole then. */
export function* withOpenLists(stated: Iterable<Stated>): Iterable<Stated> {
  const open = new Map<FactKind, number>()
  for (const fact of stated) {
    const { kind, owner = null, at } = fact
    if ((kind === 'cli-flag' || kind === 'command') && owner === null && !open.has(kind))
      open.set(kind, at)
    yield fact
  }
  for (const [kind, at] of open) yield anyOf(kind, at)
}

/** Parameters as written, on one line; null when they are longer than a page would quote. */
export const parametersAsWritten = (text: string): string | null => {
  const inner = text.slice(0, 2_000).replace(/^\(|\)$/g, '')
  const plain = inner.replace(/\s+/g, ' ').replace(/,\s?$/, '').trim()
  return text.length > 2_000 || plain.length > 500 ? null : plain
}
