import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import {
  createKeyPair,
  type PublicKey,
  publicKeyFromJwk,
  type SigningKey,
  signingKeyFrom,
  xOf,
} from '../verdicts/keys.ts'

/**
 * One key as its files tell of it: `receipts.pem`, `receipts-2.pem`, … hold private keys, the one with the highest number signs. Beside a key
 * that signs no more its public half stays (`receipts.retired.json`), and a word that it is not to be trusted (`receipts.revoked.json`).
 * Files are only ever added whole under new names, so that processes need no lock.
 */
export interface KeyEntry {
  readonly number: number
  readonly id: string
  readonly publicKey: PublicKey
  readonly madeAt: Instant
  readonly revokedAt: Instant | null
  /** Null where the private half is gone. */
  readonly key: SigningKey | null
}

const retired = z.object({ x: z.string(), madeAt: z.iso.datetime() })
const revoked = z.object({ at: z.iso.datetime() })

const stemOf = (number: number): string => (number === 1 ? 'receipts' : `receipts-${number}`)
const named = /^receipts(?:-([1-9]\d{0,8}))?\.(?:pem|retired\.json)$/

/** All keys of a folder, the newest first; read again only where its files changed. */
export function readKeys(folder: string): () => Promise<readonly KeyEntry[]> {
  let known: { readonly stamp: string; readonly entries: readonly KeyEntry[] } | null = null
  const read = async (): Promise<readonly KeyEntry[]> => {
    const names = namesIn(folder)
    const stamp = stampOf(folder, names)
    if (known?.stamp === stamp) return known.entries
    const numbers = new Set(names.flatMap(numberIn))
    const entries = await Promise.all(
      [...numbers].map((number) => readEntry(folder, number, names)),
    )
    known = { stamp, entries: entries.sort((a, b) => b.number - a.number) }
    return known.entries
  }
  return async () => {
    try {
      return await read()
    } catch (fault) {
      // A rotation elsewhere takes a file away between the look at the folder and the look into it.
      if (fault instanceof PlumblineError && codeOf(fault.cause) !== 'ENOENT') throw fault
      return read()
    }
  }
}

const numberIn = (name: string): readonly number[] => {
  const [match, number = '1'] = named.exec(name) ?? []
  return match === undefined ? [] : [Number(number)]
}

// Looked at before every signature: asking the kernel at once takes microseconds, and a thread for each question would take longer.
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith('receipts'))
      .sort()
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return []
    throw missing(`the key folder ${folder} cannot be read`, cause)
  }
}

function stampOf(folder: string, names: readonly string[]): string {
  const stamps = names.map((name) => {
    try {
      const { mtimeMs, ctimeMs, mode, size } = statSync(join(folder, name))
      return [name, mtimeMs, ctimeMs, mode, size].join(' ')
    } catch (cause) {
      throw missing(`the key file ${join(folder, name)} cannot be read`, cause)
    }
  })
  return stamps.join('\n')
}

async function readEntry(
  folder: string,
  number: number,
  names: readonly string[],
): Promise<KeyEntry> {
  const stem = stemOf(number)
  const revokedName = `${stem}.revoked.json`
  const revokedAt = names.includes(revokedName)
    ? (await readJson(join(folder, revokedName), revoked)).at
    : null
  if (!names.includes(`${stem}.pem`)) {
    const { x, madeAt } = await readJson(join(folder, `${stem}.retired.json`), retired)
    const publicKey = publicKeyFromJwk({ x })
    return { number, id: publicKey.id, publicKey, madeAt, revokedAt, key: null }
  }
  const file = join(folder, `${stem}.pem`)
  const { mode, mtime } = await stat(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new PlumblineError(
      'receipt.key-exposed',
      `the signing key ${file} can be read by other accounts of this machine`,
    )
  try {
    const text = await readFile(file, 'utf8')
    const key = signingKeyFrom(text)
    const [, madeAt = mtime.toISOString()] = /^Made: (\S+Z)$/m.exec(text) ?? []
    return {
      number,
      id: key.id,
      publicKey: { id: key.id, key: key.publicKey },
      madeAt,
      revokedAt,
      key,
    }
  } catch (cause) {
    throw missing(`the signing key ${file} cannot be read`, cause)
  }
}

async function readJson<Value>(file: string, schema: z.ZodType<Value>): Promise<Value> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    throw missing(`the key file ${file} cannot be read`, cause)
  }
}

/** Keeps the public half of a key that signs no more, and its private half no longer: nobody can sign with it any more. */
export async function retire(folder: string, { number, publicKey, madeAt, key }: KeyEntry) {
  if (key === null) return
  const words = JSON.stringify({ x: xOf(publicKey.key), madeAt })
  await addFile(folder, `${stemOf(number)}.retired.json`, words)
  await rm(join(folder, `${stemOf(number)}.pem`), { force: true })
}

/** Writes down that a key is not to be trusted. */
export const writeRevoked = (folder: string, { number }: KeyEntry, at: Instant): Promise<void> =>
  addFile(folder, `${stemOf(number)}.revoked.json`, JSON.stringify({ at }))

/** Makes a key of this number, unless another process did. */
export const makeKey = (folder: string, number: number, now: Instant): Promise<void> =>
  // What stands before the key in a PEM file is a remark.
  addFile(folder, `${stemOf(number)}.pem`, `Made: ${now}\n${createKeyPair().privateKey}`)

/** Adds a file whole or not at all, readable by its owner alone; one that is there already stays as it is. */
async function addFile(folder: string, name: string, text: string): Promise<void> {
  const aside = join(folder, `new-${randomBytes(8).toString('hex')}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(aside, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    // Unlike a renaming, a link never replaces what another process put there meanwhile.
    await link(aside, join(folder, name))
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST')
      throw missing(`the key file ${join(folder, name)} cannot be written`, cause)
  } finally {
    await rm(aside, { force: true })
  }
}

/** A key that cannot be had. */
export const missing = (message: string, cause?: unknown): PlumblineError =>
  cause instanceof PlumblineError
    ? cause
    : new PlumblineError('receipt.key-missing', message, { cause })

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : null
