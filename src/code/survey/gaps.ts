import type { FactKind } from '../../domain/fact.ts'
import { extractorsOf } from '../extract.ts'
import { anyName } from '../extractor.ts'
import type { ReadFile } from './read-facts.ts'

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

const otherManifests =
  /(?:^|\/)(?:pyproject\.toml|requirements[\w.-]*\.txt|setup\.(?:py|cfg)|Pipfile|go\.mod|Cargo\.toml|Gemfile|pom\.xml|build\.gradle(?:\.kts)?|composer\.json)$/

const openByNature: Readonly<Partial<Record<FactKind, string>>> = {
  symbol: 'names can come from dependencies or be made while the program runs',
  option: 'options are handed on whole to code that no survey sees',
  setting: 'a setting holds without being written down',
}

/** What a survey could not see, and so why a list may not be whole. */
export class Gaps {
  readonly #unread = new Map<string, string>()
  readonly #manifests = new Set<string>()
  readonly #sql: string[] = []
  readonly #languages = new Set<string>()
  #otherManifest: string | null = null
  #dynamic: string | null = null

  add({ file, weak, facts }: ReadFile): void {
    const { path } = file
    if (facts.unread !== null) this.#unread.set(path, facts.unread)
    if (weak) return
    if (isManifest(path)) this.#manifests.add(path)
    if (path.endsWith('.sql')) this.#sql.push(path)
    if (otherManifests.test(path)) this.#otherManifest ??= path
    const language = otherLanguages[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]
    if (file.class === 'code' && language !== undefined && extractorsOf(path).length === 0)
      this.#languages.add(language)
    const dynamic = facts.facts.find(({ subject }) => subject === anyName)
    if (dynamic !== undefined)
      this.#dynamic ??= `${path}:${dynamic.line} reads variables under names that only a running program knows`
  }

  /** Null when the list is whole, else why not. */
  incomplete(kind: FactKind | 'file-path', owner?: string): string | null {
    switch (kind) {
      case 'file-path':
        return null
      case 'package-script':
        return this.#manifestGap(owner)
      case 'dependency':
        return (
          this.#manifestGap(owner) ??
          (owner === undefined && this.#otherManifest !== null
            ? `${this.#otherManifest} is not read for this kind`
            : null)
        )
      case 'environment-variable':
        return this.#dynamic ?? this.#languageGap() ?? this.#unreadGap(() => true)
      case 'control':
        return this.#sql.length === 0
          ? 'there are no SQL files here'
          : this.#unreadGap((path) => path.endsWith('.sql'))
      default:
        return this.#languageGap() ?? this.#unreadGap(() => true) ?? openByNature[kind] ?? null
    }
  }

  #manifestGap(owner?: string): string | null {
    if (owner !== undefined && !this.#manifests.has(owner))
      return `${owner} is no manifest of this snapshot`
    if (this.#manifests.size === 0) return 'there is no package.json here'
    return this.#unreadGap((path) => (owner === undefined ? isManifest(path) : path === owner))
  }

  #languageGap(): string | null {
    const [first] = [...this.#languages].sort()
    return first === undefined ? null : `${first} files are not read for this kind`
  }

  #unreadGap(matters: (path: string) => boolean): string | null {
    for (const [path, because] of this.#unread)
      if (matters(path)) return `${path} was not read: ${because}`
    return null
  }
}

const isManifest = (path: string): boolean => /(?:^|\/)package\.json$/.test(path)
