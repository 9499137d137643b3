import { createHash } from 'node:crypto'
import { type FactKind, factKinds } from '../../domain/fact.ts'
import type { FactCache } from '../../domain/fact-cache.ts'
import type { Snapshot, SnapshotFile } from '../../domain/repository.ts'
import { digestOf, extractorVersion } from '../extractor-version.ts'
import { Column } from './column.ts'
import type { NameIndex } from './fact-index.ts'
import { keptNames } from './kept-names.ts'
import { kindMark, marksOf } from './name-marks.ts'
import { decodeTable, encodeTable, type NamesTable } from './names-table.ts'
import type { Outline } from './outline.ts'
import { keyOf, type ReadFile, wasRead } from './read-facts.ts'

const version = digestOf(
  ['survey'],
  ['class-rules', 'classify', '../domain/fact', '../values/packed'],
)

const keyFor = (place: string): string =>
  `names ${version} ${extractorVersion} ${createHash('sha256').update(place).digest('hex').slice(0, 20)}`

/** What a survey of some snapshot was made of, as it was kept. */
export interface KeptSurvey {
  /** Files that state facts, with their place in the table. */
  readonly files: ReadonlyMap<string, KeptFile>
  /** An index of some of the files. */
  index(repository: string, seen: readonly KeptFile[], cache: FactCache): NameIndex
}

export interface KeptFile {
  readonly place: number
  readonly outline: Outline
}

/** Facts that a table tells of are not in the cache any more: all must be read anew. */
export class ForgottenFacts extends Error {}

/** The survey of a place that was kept the last time; null where there is none. */
export async function openKept(place: string, { pieces }: FactCache): Promise<KeptSurvey | null> {
  const bytes = await pieces.get(keyFor(place))
  const table = bytes === null ? null : decodeTable(bytes)
  if (table === null || !isHeader(table.header)) return null
  const { files } = table.header
  return {
    files: new Map(
      files.map((row, place) => [row[0], { place, outline: outlineIn(row) }] as const),
    ),
    index: (repository, seen, cache) => indexOf(table, repository, seen, cache),
  }
}

function indexOf(
  table: NamesTable,
  repository: string,
  seen: readonly KeptFile[],
  cache: FactCache,
): NameIndex {
  const outlines = new Map(seen.map(({ place, outline }) => [place, outline]))
  return keptNames(
    table,
    (place) => !outlines.has(place),
    (place) => {
      const outline = outlines.get(place)
      const key = outline === undefined ? '' : keyOf(outline.file)
      const known = cache.now([key]).get(key)
      if (outline === undefined || known === undefined) throw new ForgottenFacts(key)
      const { file, weak } = outline
      return known.facts.map((fact) => ({ ...fact, repository, path: file.path, weak }))
    },
  )
}

/** Takes in what files state while they are read, to keep it. */
export class SurveyKeeper {
  readonly #names = new Map<string, number>()
  readonly #outlines: Outline[] = []
  readonly #name = new Column()
  readonly #file = new Column()
  readonly #marks = new Column()

  add(file: ReadFile, outline: Outline): void {
    if (!wasRead(file.facts)) return
    const at = this.#outlines.push(outline) - 1
    for (const [text, marks] of marksOf(file, outline)) {
      const name = this.#names.get(text) ?? this.#names.size
      this.#names.set(text, name)
      this.#name.push(name)
      this.#file.push(at)
      this.#marks.push(marks)
    }
  }

  /** Keeps what was taken in, in the order of the snapshot's files. */
  async keep(
    place: string,
    { files }: Pick<Snapshot, 'files'>,
    { pieces }: FactCache,
  ): Promise<void> {
    const order = new Map(files.map(({ path }, at) => [path, at]))
    const placeOf = ({ file }: Outline) => order.get(file.path) ?? files.length
    const inOrder = this.#outlines.toSorted((a, b) => placeOf(a) - placeOf(b))
    const places = new Map(inOrder.map((outline, at) => [outline, at]))
    const placeAt = this.#outlines.map((outline) => places.get(outline) ?? 0)
    const header = { files: inOrder.map(rowOf) }
    const table = encodeTable(header, [...this.#names.keys()], {
      names: this.#name.values(),
      files: this.#file.values().map((at) => placeAt[at] ?? 0),
      marks: this.#marks.values(),
    })
    await pieces.put(keyFor(place), table)
  }
}

type Row = readonly [
  path: string,
  blob: string,
  size: number,
  is: SnapshotFile['class'],
  stated: number,
  language: string | null,
  unread: string | null,
  open: Outline['open'],
]

const rowOf = ({ file, stated, language, unread, open }: Outline): Row => [
  file.path,
  file.blob,
  file.size,
  file.class,
  [...stated].reduce((bits, kind) => bits | kindMark(kind), 0),
  language,
  unread,
  open,
]

function outlineIn([path, blob, size, is, stated, language, unread, open]: Row): Outline {
  return {
    file: { path, blob, size, class: is, symlink: false },
    weak: is === 'test' || is === 'example',
    unread,
    stated: kindsIn(stated),
    language,
    open,
  }
}

const sets = new Map<number, ReadonlySet<FactKind>>()

/** Most files state what others do: one set serves them all. */
function kindsIn(bits: number): ReadonlySet<FactKind> {
  const known = sets.get(bits)
  if (known !== undefined) return known
  const kinds = new Set(factKinds.filter((kind) => (bits & kindMark(kind)) !== 0))
  sets.set(bits, kinds)
  return kinds
}

// The digest holds and the key names the code that wrote it: that it is ours is enough to know.
const isHeader = (header: unknown): header is { readonly files: readonly Row[] } =>
  typeof header === 'object' && header !== null && 'files' in header
