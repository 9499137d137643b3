import type { LineRange } from '../domain/line-range.ts'
import { movesBetween } from './between.ts'
import type { Git } from './git.ts'

/** Lines that a diff shows before and behind what changed: as many as code hosts let people comment on. */
const context = 3

/** The lines of files at a commit that its diff against an earlier one shows; files that did not change are left out. */
export async function linesShown(
  git: Git,
  { base, head }: { readonly base: string; readonly head: string },
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly LineRange[]>> {
  const moves = await movesBetween(git, base, head)
  const earlier = new Map([...moves].map(([from, to]) => [to, from]))
  const shown = new Map<string, readonly LineRange[]>()
  for (const path of paths) {
    const names = [path, earlier.get(path) ?? path].map((name) => `:(top,literal)${name}`)
    const settings = [`--unified=${context}`, '--inter-hunk-context=0', '-M', '--no-ext-diff']
    const args = ['diff-tree', '-p', ...settings, '--no-textconv', '--no-color', base, head]
    const ranges: LineRange[] = []
    for await (const line of git.lines([...args, '--', ...names])) ranges.push(...rangeOf(line))
    if (ranges.length > 0) shown.set(path, ranges)
  }
  return shown
}

/** What the line that begins a hunk says of the later file; lines of files themselves never begin with `@`. */
function rangeOf(line: string): readonly LineRange[] {
  const [, from, count = '1'] = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? []
  const first = Number(from)
  const length = Number(count)
  return from === undefined || length === 0 ? [] : [{ from: first, to: first + length - 1 }]
}
