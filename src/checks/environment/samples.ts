import type { Block } from '../../domain/passage.ts'

const known = new WeakMap<Block, ReadonlySet<string>>()

/** A sample longer than this was written by a machine. */
const longestSample = 20_000
const setAlone = /^[ \t]{0,20}(?:[$#] )?([A-Z][A-Z0-9_]*)=[^\s;&|]*[ \t]*$/
const filledIn = /\$\{?([A-Z][A-Z0-9_]*)/g
const handedOver =
  /\bexport[ \t]+([A-Z][A-Z0-9_]*)|(?:-e|--env)[ =]([A-Z][A-Z0-9_]*)|\b([A-Z][A-Z0-9_]*)=["']?\$\{?\3\b/g

/** What a sample sets on a line of its own and fills in further down, in a command, and hands to no program. */
export function ownOfSample(block: Block): ReadonlySet<string> {
  const before = known.get(block)
  if (before !== undefined) return before
  const found = new Set<string>()
  const set = new Set<string>()
  const lines = block.text.length > longestSample ? [] : block.text.split('\n')
  for (const line of lines) {
    const name = setAlone.exec(line)?.[1]
    // What is set by what was set before is a settings file as well as a script.
    if (name !== undefined) set.add(name)
    else for (const [, used = ''] of line.matchAll(filledIn)) if (set.has(used)) found.add(used)
  }
  for (const line of lines)
    for (const [, exported, given, same] of line.matchAll(handedOver))
      found.delete(exported ?? given ?? same ?? '')
  known.set(block, found)
  return found
}
