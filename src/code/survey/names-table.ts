import { pack, unpack } from '../../values/packed.ts'

/** The names of many files with, for each, the files that have it and how, as arrays that are read where they lie. */
export interface NamesTable {
  /** What was put beside the names. */
  readonly header: unknown
  /** How many names there are. */
  readonly count: number
  /** The number of a name; -1 where it is not known. */
  find(text: string): number
  text(name: number): string
  /** The places of a name's entries: from the first to before the second. */
  range(name: number): readonly [from: number, to: number]
  file(place: number): number
  marks(place: number): number
}

/** One file's marks on one name. */
export interface NameEntries {
  readonly names: Uint32Array
  readonly files: Uint32Array
  readonly marks: Uint32Array
}

/**
 * Packs a table: slots of a hash table with open addressing (FNV-1a, 32 bits; one more than the name's number, 0 for none), where each name's
 * text starts, where its entries start, entries by name and file; texts as UTF-8.
 */
export function encodeTable(
  header: unknown,
  texts: readonly string[],
  entries: NameEntries,
): Buffer {
  const spelt = texts.map((text) => Buffer.from(text))
  const starts = new Uint32Array(texts.length + 1)
  for (const [name, { length }] of spelt.entries()) starts[name + 1] = (starts[name] ?? 0) + length
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(texts.length * 2 + 2)))
  for (const [name, bytes] of spelt.entries()) {
    let slot = hashOf(bytes) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = name + 1
  }
  const { first, files, marks } = byName(entries, texts.length)
  return pack({
    header,
    columns: [slots, starts, first, files, marks],
    bytes: Buffer.concat(spelt),
  })
}

/** Reads a table; null where the bytes are not whole. */
export function decodeTable(packed: Uint8Array): NamesTable | null {
  const unpacked = unpack(packed)
  if (unpacked === null) return null
  const { header, columns, bytes: texts } = unpacked
  const [slots = none, starts = none, first = none, files = none, marks = none] = columns
  const count = starts.length - 1
  return {
    header,
    count,
    find(text) {
      const sought = Buffer.from(text)
      for (
        let slot = hashOf(sought) & (slots.length - 1);
        ;
        slot = (slot + 1) & (slots.length - 1)
      ) {
        const name = (slots[slot] ?? 0) - 1
        if (name < 0) return -1
        const start = starts[name] ?? 0
        const end = starts[name + 1] ?? 0
        if (end - start === sought.length && sought.compare(texts, start, end) === 0) return name
      }
    },
    text: (name) => texts.toString('utf8', starts[name], starts[name + 1]),
    range: (name) => [first[name] ?? 0, first[name + 1] ?? 0],
    file: (place) => files[place] ?? 0,
    marks: (place) => marks[place] ?? 0,
  }
}

/** Entries by name, and of one name by file: a counting sort by the one and then, keeping that order, by the other. */
function byName({ names, files, marks }: NameEntries, count: number) {
  const inFiles = sorted(files, Array.from(files.keys()))
  const order = sorted(names, inFiles)
  const first = new Uint32Array(count + 1)
  for (const name of names) first[name + 1] = (first[name + 1] ?? 0) + 1
  for (let name = 0; name < count; name += 1)
    first[name + 1] = (first[name + 1] ?? 0) + (first[name] ?? 0)
  return {
    first,
    files: Uint32Array.from(order, (place) => files[place] ?? 0),
    marks: Uint32Array.from(order, (place) => marks[place] ?? 0),
  }
}

function sorted(keys: Uint32Array, places: ArrayLike<number>): Uint32Array {
  let largest = 0
  for (const key of keys) if (key > largest) largest = key
  const next = new Uint32Array(largest + 2)
  for (const key of keys) next[key + 1] = (next[key + 1] ?? 0) + 1
  for (let key = 0; key <= largest; key += 1)
    next[key + 1] = (next[key + 1] ?? 0) + (next[key] ?? 0)
  const order = new Uint32Array(places.length)
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? 0
    const key = keys[place] ?? 0
    const to = next[key] ?? 0
    order[to] = place
    next[key] = to + 1
  }
  return order
}

function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

const none = new Uint32Array()
