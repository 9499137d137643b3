import type { FactKind } from '../../domain/fact.ts'
import { kindsStatedBy } from '../extract.ts'
import { statedByCode } from './languages.ts'
import type { Outline } from './outline.ts'

const otherManifests =
  /(?:^|\/)(?:Package\.swift|pubspec\.yaml|conanfile\.(?:py|txt)|vcpkg\.json|build\.sbt|[\w-]+\.cabal|stack\.yaml|project\.clj|deps\.edn)$/

const openByNature: Readonly<Partial<Record<FactKind, string>>> = {
  symbol: 'names can come from dependencies or be made while the program runs',
  signature: 'names can come from dependencies or be made while the program runs',
  option: 'options are handed on whole to code that no survey sees',
  setting: 'a setting holds without being written down',
}

/** Something that was not seen in a file. */
interface Gap {
  readonly path: string
  readonly because: string
}

interface Hole extends Gap {
  readonly owner: string | null
}

/** What a survey could not see, and so why a list may not be whole. */
export class Gaps {
  readonly #unread: Gap[] = []
  readonly #manifests = new Set<string>()
  readonly #languages = new Set<string>()
  readonly #stated = new Set<FactKind>()
  readonly #holes = new Map<FactKind, Hole[]>()
  #otherManifest: string | null = null

  add({ file: { path }, weak, unread, stated, language, open }: Outline): void {
    if (unread !== null) this.#unread.push({ path, because: unread })
    if (weak) return
    if (isManifest(path)) this.#manifests.add(path)
    if (otherManifests.test(path) && path < (this.#otherManifest ?? `${path}\0`))
      this.#otherManifest = path
    if (language !== null) this.#languages.add(language)
    for (const kind of stated) this.#stated.add(kind)
    for (const { kind, owner, line } of open) {
      const because = `${path}:${line} has names that only a running program knows`
      const holes = this.#holes.get(kind)
      const hole = { path, owner, because }
      if (holes === undefined) this.#holes.set(kind, [hole])
      else holes.push(hole)
    }
  }

  /** Null when the list is whole, else why not. */
  incomplete(kind: FactKind | 'file-path', owner?: string): string | null {
    if (kind === 'file-path') return null
    if (kind === 'package-script') return this.#manifestGap(owner)
    if (kind === 'dependency')
      return (
        this.#absenceGap(kind) ??
        this.#unreadGap((path) =>
          owner === undefined ? kindsStatedBy(path).has(kind) : path === owner,
        ) ??
        (owner === undefined && this.#otherManifest !== null
          ? `${this.#otherManifest} is not read for this kind`
          : null)
      )
    return (
      this.#hole(kind, owner) ??
      (statedByCode.has(kind) ? this.#languageGap() : this.#absenceGap(kind)) ??
      this.#unreadGap((path) => kindsStatedBy(path).has(kind)) ??
      openByNature[kind] ??
      null
    )
  }

  /** What only a running program knows leaves its owner's list open, or, where it has no owner, every list. */
  #hole(kind: FactKind, owner: string | undefined): string | null {
    const holes = this.#holes.get(kind) ?? []
    const matters = first(
      holes,
      (hole) => hole.owner === null || owner === undefined || hole.owner === owner,
    )
    return matters?.because ?? null
  }

  #manifestGap(owner?: string): string | null {
    if (owner !== undefined && !this.#manifests.has(owner))
      return `${owner} is no manifest of this snapshot`
    if (this.#manifests.size === 0) return 'there is no package.json here'
    return this.#unreadGap((path) => (owner === undefined ? isManifest(path) : path === owner))
  }

  /** A list that nothing here could state is not empty: it is kept elsewhere, or not at all. */
  #absenceGap(kind: FactKind): string | null {
    if (this.#stated.has(kind)) return null
    return openByNature[kind] ?? `no file here can state any ${kind}`
  }

  #languageGap(): string | null {
    const [first] = [...this.#languages].sort()
    return first === undefined ? null : `${first} files are not read for this kind`
  }

  #unreadGap(matters: (path: string) => boolean): string | null {
    const gap = first(this.#unread, ({ path }) => matters(path))
    return gap === undefined ? null : `${gap.path} was not read: ${gap.because}`
  }
}

/** Of those that matter the one whose path comes first, in whatever order files were added. */
const first = <One extends Gap>(gaps: readonly One[], matters: (gap: One) => boolean) =>
  gaps
    .filter(matters)
    .reduce<One | undefined>(
      (found, gap) => (found === undefined || gap.path < found.path ? gap : found),
      undefined,
    )

const isManifest = (path: string): boolean =>
  /(?:^|\/)(?:package\.json|composer\.json|deno\.jsonc?)$/.test(path)
