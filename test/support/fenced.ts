import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'

/** The blocks of a page that are fenced as a language, as they stand. */
export const blocksOf = (page: string, language: string): readonly string[] =>
  Array.from(
    readFileSync(join(packageRoot, page), 'utf8').matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm),
    ([, is, text = '']) => ({ is, text }),
  )
    .filter(({ is }) => is === language)
    .map(({ text }) => text)

/** The only such block of a page. */
export function blockOf(page: string, language: string): string {
  const [only, ...more] = blocksOf(page, language)
  if (only === undefined || more.length > 0)
    throw new Error(`${page} has ${more.length + 1} blocks of ${language}, and should have one`)
  return only
}
