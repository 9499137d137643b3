import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { VectorSpace } from '../../domain/vectors.ts'
import type { Marks } from './marks.ts'
import { decodeSide, encodeSide, type Side } from './side-file.ts'

/** An index that stands in a file, whole and of the space that was asked for. */
export interface StoredIndex {
  readonly path: string
  readonly count: number
  readonly marks: Marks
}

/** What came of looking for one. */
export type FoundIndex =
  | { readonly stored: StoredIndex }
  | { readonly stored: null; readonly because: string }

/** Files of no use to anybody go once they are so much older than a new one: another process may still be at work on younger ones. */
const millisecondsKept = 3_600_000

/** More is the side of no index that fits into memory. */
const mostBytes = 2 ** 30

const absent = (because: string): FoundIndex => ({ stored: null, because })

/**
 * The files of one space's index in a folder. An index never changes once it has its name, which its own digest is part of, and nothing
 * reads it that its side file does not name: the side file, which takes the place of its older self in one step, is what makes an index
 * valid. So whatever is cut off leaves the older index, and of two processes the last one's index is found.
 */
export class IndexFiles {
  readonly #folder: string
  readonly #space: VectorSpace
  readonly #generation: string
  readonly #stem: string

  constructor(folder: string, space: VectorSpace, generation: string) {
    this.#folder = folder
    this.#space = space
    this.#generation = generation
    const digest = createHash('sha256').update(space.id).digest('hex')
    this.#stem = `vectors-${digest.slice(0, 16)}`
  }

  /** A name that nobody else writes to. */
  newPart(): string {
    return this.#path(`${this.#stem}-${randomBytes(8).toString('hex')}.part`)
  }

  /** The index as it was last committed; none where it is missing, torn, or of another space or generation. */
  async find(): Promise<FoundIndex> {
    const side = await this.#readSide()
    if (typeof side === 'string') return absent(side)
    const { space, generation, dimensions } = side
    if (space !== this.#space.id || dimensions !== this.#space.dimensions)
      return absent('its file is of another space')
    if (generation !== this.#generation) return absent('its file is of another generation')
    const path = this.#path(side.file)
    const digest = await digestOf(path)
    if (digest === null) return absent('its file is missing')
    if (digest !== side.sha256) return absent('its file is damaged')
    return { stored: { path, count: side.count, marks: side.marks } }
  }

  /** Gives a part that was written and read back its name, for good: it outlives a power cut from now on. */
  async commit(part: string, count: number, marks: Marks): Promise<void> {
    await synced(part, 'r+')
    const sha256 = await digestOf(part)
    if (sha256 === null) throw new Error(`${part} is missing`)
    const before = await this.#readSide()
    const file = `${this.#stem}-${sha256.slice(0, 16)}.hnsw`
    await rename(part, this.#path(file))
    const { id: space, dimensions } = this.#space
    const generation = this.#generation
    const side = { space, generation, dimensions, file, sha256, count, marks }
    await this.#writeSide(encodeSide(side))
    if (typeof before !== 'string' && before.file !== file) await this.remove(before.file)
    await this.#sweep(file)
  }

  /** Removes one file of the folder if it is there. */
  async remove(file: string): Promise<void> {
    await rm(this.#path(file), { force: true })
  }

  async #readSide(): Promise<Side | string> {
    const path = this.#path(this.#sideName)
    try {
      if ((await stat(path)).size > mostBytes) return 'its side file is damaged'
      return decodeSide(await readFile(path)) ?? 'its side file is damaged'
    } catch {
      return 'it has no file yet'
    }
  }

  async #writeSide(bytes: Uint8Array): Promise<void> {
    const part = this.newPart()
    try {
      await using(part, 'wx', async (file) => {
        await file.writeFile(bytes)
        await file.sync()
      })
      await rename(part, this.#path(this.#sideName))
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    // What a folder holds is part of its own data; where folders cannot be opened, the file system does without.
    await synced(this.#folder, 'r').catch(() => undefined)
  }

  /** Removes what other spaces and what was cut off left behind. */
  async #sweep(current: string): Promise<void> {
    const { mtimeMs: now } = await stat(this.#path(current))
    for (const name of await readdir(this.#folder)) {
      if (!/^vectors-[\w-]+\.(?:hnsw|side|part)$/.test(name)) continue
      if (name === current || name === this.#sideName) continue
      const left = await stat(this.#path(name)).catch(() => null)
      if (left !== null && now - left.mtimeMs > millisecondsKept) await this.remove(name)
    }
  }

  get #sideName(): string {
    return `${this.#stem}.side`
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }
}

const using = async (
  path: string,
  flags: string,
  work: (file: FileHandle) => Promise<void>,
): Promise<void> => {
  const file = await open(path, flags)
  try {
    await work(file)
  } finally {
    await file.close()
  }
}

const synced = (path: string, flags: string): Promise<void> =>
  using(path, flags, (file) => file.sync())

/** SHA-256 of a file; null where it cannot be read. */
const digestOf = async (path: string): Promise<string | null> => {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(part)
    return hash.digest('hex')
  } catch {
    return null
  }
}
