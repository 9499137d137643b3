import type { FactKind } from '../../domain/fact.ts'

/** Programming languages by the ending of their files: one without an extractor leaves a gap in what code states. */
export const otherLanguages: Readonly<Record<string, string>> = {
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
