import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ClaimKind, claimKinds } from './domain/claim.ts'
import { packageRoot } from './package-root.ts'

/** The manual of a kind of claim, in Markdown: what stands before the first case of its page. */
export async function manualOf(kind: ClaimKind): Promise<string> {
  const page = await readFile(join(packageRoot, 'corpus', 'checks', `${kind}.md`), 'utf8')
  return page.split(/^## /m)[0] ?? ''
}

/** The manuals of all kinds, in the kinds' own order. */
export const everyManual = async (): Promise<ReadonlyMap<ClaimKind, string>> =>
  new Map(await Promise.all(claimKinds.map(async (kind) => [kind, await manualOf(kind)] as const)))
