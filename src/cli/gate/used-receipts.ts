import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReceiptContent } from '../../domain/receipt.ts'

/** So much longer than its receipt lasts is a file kept: clocks are set back. */
const slack = 24 * 60 * 60 * 1_000

/**
 * Remembers that a receipt was used, or throws: it was used before, or that cannot be written down. Of two that come at once one gets
 * through. What has expired long since is forgotten.
 */
export function useUp(
  folder: string,
  { nonce, expiresAt }: Pick<ReceiptContent, 'nonce' | 'expiresAt'>,
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  forgetOld(folder)
  const name = `${Date.parse(expiresAt)}-${createHash('sha256').update(nonce).digest('hex')}`
  try {
    writeFileSync(join(folder, name), '', { flag: 'wx', flush: true })
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw isThere ? new Error('it was used before') : error
  }
}

function forgetOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, expires = ''] = /^(\d{1,16})-[\da-f]{64}$/.exec(name) ?? []
    if (expires !== '' && Number(expires) + slack < Date.now())
      rmSync(join(folder, name), { force: true })
  }
}
