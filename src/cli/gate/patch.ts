/** A file that a patch changes. */
export interface Patched {
  readonly path: string
  readonly does: 'writes' | 'removes'
}

const header = /^[ \t]*\*{3} (Add|Update|Delete) File: ([^\r\n]+)/gm
const moved = /^[ \t]*\*{3} Move to: ([^\r\n]+)/gm
const unified = /^(?:---|\+\+\+) (?:[ab]\/)?([^\t\r\n]+)/gm

/**
 * The files of a patch, in Codex's own form (`*** Update File: path`, openai/codex `codex-rs/apply-patch`) or as a unified diff.
 */
export function patchedFiles(text: string): readonly Patched[] {
  const named = [...text.matchAll(header)].map(
    ([, verb, path = '']): Patched => ({
      path: path.trim(),
      does: verb === 'Delete' ? 'removes' : 'writes',
    }),
  )
  const targets = [...text.matchAll(moved)].map(
    ([, path = '']): Patched => ({ path: path.trim(), does: 'writes' }),
  )
  if (named.length > 0) return [...named, ...targets]
  return [...text.matchAll(unified)]
    .map(([, path = '']) => path)
    .filter((path) => path !== '/dev/null')
    .map((path): Patched => ({ path, does: 'writes' }))
}
