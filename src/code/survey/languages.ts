import type { FactKind } from '../../domain/fact.ts'
import { lookUp } from '../../domain/lookup.ts'
import type { SnapshotFile } from '../../domain/repository.ts'
import { extractorsOf } from '../extract.ts'

/** Programming languages by the ending of their files: one without an extractor leaves a gap in what code states. */
const otherLanguages: Readonly<Record<string, string>> = {
  go: 'Go',
  java: 'Java',
  kt: 'Kotlin',
  kts: 'Kotlin',
  scala: 'Scala',
  groovy: 'Groovy',
  rs: 'Rust',
  rb: 'Ruby',
  php: 'PHP',
  c: 'C',
  h: 'C',
  cc: 'C++',
  cpp: 'C++',
  hpp: 'C++',
  cs: 'C#',
  swift: 'Swift',
  dart: 'Dart',
  ex: 'Elixir',
  exs: 'Elixir',
  ps1: 'PowerShell',
  lua: 'Lua',
  pl: 'Perl',
  r: 'R',
  clj: 'Clojure',
  hs: 'Haskell',
  tf: 'Terraform',
  vue: 'Vue',
  svelte: 'Svelte',
}

/** The programming language of a file of code that no extractor reads; null for any other file. */
export function unreadLanguage(file: SnapshotFile): string | null {
  const { path } = file
  const language = lookUp(otherLanguages, path.slice(path.lastIndexOf('.') + 1).toLowerCase())
  const isUnread =
    file.class === 'code' && language !== undefined && extractorsOf(path).length === 0
  return isUnread ? language : null
}

/** Kinds of fact that programs state, so that any program in an unread language may state more. */
export const statedByCode: ReadonlySet<FactKind> = new Set([
  'symbol',
  'signature',
  'member',
  'option',
  'environment-variable',
  'cli-flag',
  'command',
  'route',
  'metric',
  'feature-flag',
])
