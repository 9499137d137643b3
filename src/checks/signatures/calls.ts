import type { Mention, Reading } from '../check.ts'
import { importsIn } from '../imports/statements.ts'
import { sampleKind } from '../sample-kinds.ts'
import { withoutText } from '../samples.ts'
import { isDistinctive } from '../shape.ts'
import { splitList } from './parameters.ts'

const mostCalls = 500

/** Calls in samples of functions that the sample imports by name: only how many arguments they are given counts. */
export function* calledIn({ passage, declared }: Reading): Iterable<Mention> {
  for (const block of passage.blocks) {
    if (block.kind !== 'code' || sampleKind(block) !== 'code' || block.text.length > 50_000)
      continue
    const sources = new Map([...importsIn(block)].map(({ name, module }) => [name, module]))
    if (sources.size === 0) continue
    const bare = withoutText(block.text, /^(?:py|python)/.test(block.language ?? ''))
    for (const match of [...bare.matchAll(/(?<![\w.$])([A-Za-z_]\w*)\(/g)].slice(0, mostCalls)) {
      const name = match[1] ?? ''
      const owner = sources.get(name)
      if (owner === undefined || declared.has(name) || !isDistinctive(name)) continue
      if (/\b(?:def|function|class)\s+$/.test(bare.slice(0, match.index))) continue
      const count = argumentsAt(block.text, bare, match.index + match[0].length)
      const start = block.textStart + match.index
      const span = [start, start + name.length] as const
      if (count !== null)
        yield { subject: name, owner, value: `#${count}`, token: name, span, block }
    }
  }
}

/** How many arguments a call is given by position; null where that cannot be counted. */
function argumentsAt(text: string, bare: string, from: number): number | null {
  let depth = 1
  let end = from
  for (; end < bare.length && end - from < 1_000 && depth > 0; end++) {
    const is = bare[end] ?? ''
    if ('([{'.includes(is)) depth++
    else if (')]}'.includes(is)) depth--
  }
  const raw = text.slice(from, end - 1)
  if (depth !== 0 || /\.\.\.|…|\/\/|#|\/\*/.test(raw) || /(?:^|,)\s*\*/.test(raw)) return null
  const parts = splitList(raw)
  return parts === null ? null : parts.filter((part) => !/^\w+\s*=(?![=>])/.test(part)).length
}
