import type { Packed } from '../domain/packed.ts'
import type { PathChange } from './changes.ts'
import type { PastCommit } from './past.ts'
import { type Rows, TableCommit } from './table-commit.ts'

/** Commits that were packed, newest first: each is read where it lies when somebody looks at it. */
export interface PastTable {
  /** The commit that they lead up to. */
  readonly tip: string
  /** Each commit's corrected date, by its row. */
  readonly corrected: Float64Array
  /** A commit's row; -1 where it is not among them. */
  find(id: string): number
  /** A commit by its row here, with its place among those of a longer past. */
  commit(row: number, order: number): PastCommit
  /** Where a path was changed: rows of commits with the change's place among theirs, newest first. */
  touches(path: string): readonly (readonly [row: number, change: number])[]
}

/**
 * Of each commit its id, dates (author's, committer's, corrected; two words each), author, subject, and where its parents and its changes
 * start; of each change its path, status, content, and where the former contents start. Texts and ids by number, 0 for none.
 */
const columnNames = [
  ...(['id', 'authored', 'committed', 'corrected', 'author', 'subject'] as const),
  ...(['parentStart', 'parent', 'changeStart', 'path', 'status', 'now'] as const),
  ...(['oldStart', 'old', 'textStart'] as const),
] as const

type Columns = Readonly<Record<(typeof columnNames)[number], Uint32Array>>

const statuses = ['added', 'deleted', 'modified'] as const

/** Packs the commits of a past that leads up to one. */
export function encodePast(tip: string, commits: readonly PastCommit[]): Packed {
  const changes = commits.flatMap((commit) => commit.changes)
  const ids = numbered()
  const texts = numbered()
  const columns: Omit<Columns, 'textStart'> = {
    id: column(commits, ({ id }) => ids.of(id)),
    authored: asWords(commits.map(({ authored }) => authored)),
    committed: asWords(commits.map(({ committed }) => committed)),
    corrected: asWords(commits.map(({ corrected }) => corrected)),
    author: column(commits, ({ author }) => texts.of(author)),
    subject: column(commits, ({ subject }) => texts.of(subject)),
    parentStart: starts(commits, ({ parents }) => parents.length),
    parent: Uint32Array.from(commits.flatMap(({ parents }) => parents.map(ids.of))),
    changeStart: starts(commits, (commit) => commit.changes.length),
    path: column(changes, ({ path }) => texts.of(path)),
    status: column(changes, ({ status }) => statuses.indexOf(status)),
    now: column(changes, ({ now }) => ids.of(now)),
    oldStart: starts(changes, ({ olds }) => olds.length),
    old: Uint32Array.from(changes.flatMap(({ olds }) => olds.map(ids.of))),
  }
  const spelt = texts.all.map((text) => Buffer.from(text))
  const all: Columns = { ...columns, textStart: starts(spelt, ({ length }) => length) }
  return {
    header: { tip, ids: ids.all.length },
    columns: columnNames.map((name) => all[name]),
    bytes: Buffer.concat([Buffer.from(ids.all.join(''), 'hex'), ...spelt]),
  }
}

/** Numbers what it is shown, from 1 on. */
function numbered() {
  const numbers = new Map<string, number>()
  const all: string[] = []
  const of = (text: string | null): number => {
    if (text === null) return 0
    const known = numbers.get(text) ?? all.push(text)
    numbers.set(text, known)
    return known
  }
  return { all, of }
}

const column = <One>(all: readonly One[], of: (one: One) => number): Uint32Array =>
  Uint32Array.from(all, of)

/** Where each begins when all are put one after the other, and where the last ends. */
function starts<One>(all: readonly One[], lengthOf: (one: One) => number): Uint32Array {
  const found = new Uint32Array(all.length + 1)
  for (const [place, one] of all.entries()) found[place + 1] = (found[place] ?? 0) + lengthOf(one)
  return found
}

const asWords = (numbers: readonly number[]): Uint32Array =>
  new Uint32Array(Float64Array.from(numbers).buffer)

// A column may lie where numbers of eight bytes cannot be read.
const asNumbers = (words: Uint32Array): Float64Array => new Float64Array(words.slice().buffer)

/** Reads a table; null where it is something else. */
export const decodePast = ({ header, columns, bytes }: Packed): PastTable | null =>
  isHeader(header) ? tableOf(header, columnsOf(columns), bytes) : null

interface Header {
  readonly tip: string
  readonly ids: number
}

// It was kept under the name of the code that wrote it: that it is ours is enough to know.
const isHeader = (header: unknown): header is Header =>
  typeof header === 'object' && header !== null && 'tip' in header && 'ids' in header

function columnsOf(columns: readonly Uint32Array[]): Columns {
  const of = (name: (typeof columnNames)[number]): Uint32Array =>
    columns[columnNames.indexOf(name)] ?? new Uint32Array()
  return {
    ...{ id: of('id'), authored: of('authored'), committed: of('committed') },
    ...{ corrected: of('corrected'), author: of('author'), subject: of('subject') },
    ...{ parentStart: of('parentStart'), parent: of('parent'), changeStart: of('changeStart') },
    ...{ path: of('path'), status: of('status'), now: of('now') },
    ...{ oldStart: of('oldStart'), old: of('old'), textStart: of('textStart') },
  }
}

function tableOf({ tip, ids }: Header, columns: Columns, bytes: Buffer): PastTable {
  const idLength = tip.length / 2
  const spelt = bytes.subarray(0, ids * idLength)
  const texts = bytes.subarray(ids * idLength)
  const known = new Map<number, string>()
  const idOf = (number: number): string =>
    spelt.toString('hex', (number - 1) * idLength, number * idLength)
  const numberOf = (id: string): number => {
    const sought = Buffer.from(id, 'hex')
    for (let at = spelt.indexOf(sought); at >= 0; at = spelt.indexOf(sought, at + 1))
      if (at % idLength === 0) return at / idLength + 1
    return 0
  }
  const textOf = (number: number): string => {
    const { textStart } = columns
    const text =
      known.get(number) ?? texts.toString('utf8', textStart[number - 1], textStart[number])
    known.set(number, text)
    return text
  }
  const orNull = (number: number, of: (number: number) => string) =>
    number === 0 ? null : of(number)
  const changeAt = (place: number): PathChange => ({
    path: textOf(columns.path[place] ?? 0),
    status: statuses[columns.status[place] ?? 0] ?? 'modified',
    olds: between(columns.oldStart, place).map((at) => orNull(columns.old[at] ?? 0, idOf)),
    now: orNull(columns.now[place] ?? 0, idOf),
  })
  const rows: Rows = {
    authored: asNumbers(columns.authored),
    committed: asNumbers(columns.committed),
    corrected: asNumbers(columns.corrected),
    id: (row) => idOf(columns.id[row] ?? 0),
    parents: (row) => between(columns.parentStart, row).map((at) => idOf(columns.parent[at] ?? 0)),
    author: (row) => orNull(columns.author[row] ?? 0, textOf),
    subject: (row) => orNull(columns.subject[row] ?? 0, textOf),
    changes: (row) => between(columns.changeStart, row).map(changeAt),
  }
  let places: ReadonlyMap<string, readonly Place[]> | null = null
  return {
    tip,
    corrected: rows.corrected,
    find: (id) => columns.id.indexOf(numberOf(id)),
    commit: (row, order) => new TableCommit(rows, row, order),
    touches(path) {
      places ??= byPath(columns, textOf)
      return places.get(path) ?? []
    },
  }
}

/** The places of what belongs to a row. */
const between = (starts: Uint32Array, row: number): readonly number[] => {
  const from = starts[row] ?? 0
  return Array.from({ length: (starts[row + 1] ?? from) - from }, (_, at) => from + at)
}

type Place = readonly [row: number, change: number]

function byPath(
  { changeStart, path }: Columns,
  textOf: (number: number) => string,
): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<number, Place[]>()
  for (let row = 0; row + 1 < changeStart.length; row += 1) {
    const from = changeStart[row] ?? 0
    for (let at = from; at < (changeStart[row + 1] ?? 0); at += 1) {
      const places = found.get(path[at] ?? 0)
      if (places === undefined) found.set(path[at] ?? 0, [[row, at - from]])
      else places.push([row, at - from])
    }
  }
  return new Map([...found].map(([number, places]) => [textOf(number), places]))
}
