import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlumblineError } from './domain/errors.ts'
import { createKeyPair, type SigningKey, signingKeyFrom } from './verdicts/keys.ts'

/** The key that receipts are signed with; made at first use, readable by its owner alone. */
export async function signingKeyIn(folder: string): Promise<SigningKey> {
  const file = join(folder, 'receipts.pem')
  try {
    return signingKeyFrom(await readFile(file, 'utf8'))
  } catch (cause) {
    if (!isMissing(cause))
      throw new PlumblineError('receipt.key-missing', `the signing key ${file} cannot be read`, {
        cause,
      })
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { privateKey } = createKeyPair()
  try {
    // Never over a key that another process made meanwhile: its receipts must stay verifiable.
    await writeFile(file, privateKey, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'))
      throw new PlumblineError('receipt.key-missing', `the signing key ${file} cannot be written`, {
        cause,
      })
  }
  return signingKeyFrom(await readFile(file, 'utf8'))
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
