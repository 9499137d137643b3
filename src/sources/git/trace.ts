import { type Carried, carry, type Traced } from './carry.ts'
import type { Edition } from './editions.ts'
import { type Worded, wordReader } from './worded.ts'

/** What the editions of a document tell of its present text. */
export interface Trace {
  /** The editions that were read, oldest first; origins are places in this list. */
  readonly editions: readonly Edition[]
  readonly latest: Traced
  /** The newest edition that says other things than the one before it. */
  readonly changed: number
  /** Reads another text as the edition after the latest. */
  next(text: string): Carried & { readonly text: Worded }
}

/** Editions of one document that are read, the newest, and bytes of them: what is older is as old as the oldest of these. */
const mostRead = 250
const mostBytes = 24_000_000

/** Where words come from, followed through a document's editions (newest first); null where none can be read. */
export async function trace(
  editions: readonly Edition[],
  read: (blobs: readonly string[]) => Promise<readonly (string | null)[]>,
  isTidying: (commit: string) => boolean,
): Promise<Trace | null> {
  const newest = editions.slice(0, mostRead)
  const texts = await textsOf(newest, read)
  const own = newest.filter(({ blob }) => texts.has(blob)).reverse()
  const worded = wordReader()
  const byBlob = new Map<string, Traced>()
  const children = new Map<string, number>()
  for (const { blob, from } of own)
    for (const each of [blob, ...from.map((one) => one.blob)])
      children.set(each, (children.get(each) ?? 0) + 1)
  let changed = 0
  let latest: Traced | null = null
  const changedBy = new Map<string, number>()
  for (const [index, edition] of own.entries()) {
    const { blob, from, commit } = edition
    const before = isBack(edition) ? byBlob.get(blob) : undefined
    const olds = from.flatMap((one) => byBlob.get(one.blob) ?? [])
    if (before === undefined) {
      const text = worded(texts.get(blob) ?? '')
      const { origins, isSubstantive } = merged(olds, text, index, isTidying(commit.id))
      byBlob.set(blob, { text, origins })
      const inherited = Math.max(0, ...from.map((one) => changedBy.get(one.blob) ?? 0))
      changedBy.set(blob, isSubstantive ? index : inherited)
    }
    latest = byBlob.get(blob) ?? null
    changed = changedBy.get(blob) ?? 0
    for (const each of [blob, ...from.map((one) => one.blob)]) {
      const left = (children.get(each) ?? 0) - 1
      children.set(each, left)
      if (left === 0) byBlob.delete(each)
    }
  }
  if (latest === null) return null
  const last = latest
  return {
    editions: own,
    latest,
    changed,
    next: (text) => {
      const read = worded(text)
      return { ...carry(last, read, own.length, false), text: read }
    },
  }
}

/** Seconds for which a text can be taken away by mistake. */
const shortly = 30 * 86_400

/** A text that only moved, was picked from elsewhere, or came back shortly after it was taken away is as old as it was. */
const isBack = ({ blob, commit, from }: Edition): boolean =>
  from.some((one) => one.blob === blob) ||
  from.some((one) => commit.committed - one.commit.committed <= shortly)

/** A merge wrote what none of its parents has; of what several have, the older origin is the true one. */
function merged(olds: readonly Traced[], text: Worded, own: number, isTidying: boolean): Carried {
  const [first, ...others] = olds.map((old) => carry(old, text, own, isTidying))
  if (first === undefined)
    return { origins: new Int32Array(text.words).fill(own), isSubstantive: true }
  if (others.length === 0) return first
  const origins = first.origins.map((origin, place) =>
    Math.min(origin, ...others.map((other) => other.origins[place] ?? own)),
  )
  return { origins, isSubstantive: origins.includes(own) }
}

async function textsOf(
  editions: readonly Edition[],
  read: (blobs: readonly string[]) => Promise<readonly (string | null)[]>,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  const blobs = [...new Set(editions.map(({ blob }) => blob))]
  let room = mostBytes
  for (let from = 0; from < blobs.length && room > 0; from += 32) {
    const some = blobs.slice(from, from + 32)
    for (const [index, text] of (await read(some)).entries()) {
      if (text === null || room <= 0) continue
      room -= text.length
      texts.set(some[index] ?? '', text)
    }
  }
  return texts
}
