import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'
import { sentenceAround } from '../sentence.ts'
import { isObjectName } from './kinds.ts'

const amount = String.raw`(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)`
const counted = new RegExp(
  String.raw`\b${amount} (?:(?:identical|running|healthy|stateless) )?(replicas?|pods?|copies)\b`,
  'gi',
)
const quantity = /\b(\d{1,6}(?:\.\d{1,3})?[ ]?(?:[KMG]i?B?|m|millicores|cores?))\b/g
const most =
  /\b(?:up to|at most|no more than|maximum(?: of)?|max(?:imal)?|grow(?:s)? to|as many as|maxReplicas)\b/i
const least = /\b(?:at least|no fewer than|minimum(?: of)?|never fewer than|minReplicas)\b/i
const hedged =
  /\b(?:about|around|roughly|usually|typically|e\.g\.|for example|scale(?:d)?|from|between|extra|more|another|spare|instead)\b/i

/** Replicas and resources that a sentence states beside the one object that it names. */
export function* numbersIn({ passage, page }: Reading): Iterable<Mention> {
  for (const block of passage.blocks) {
    if (block.kind === 'code' || block.kind === 'heading' || block.text.length > 5_000) continue
    for (const match of block.text.matchAll(counted))
      yield* replicas(block, match, [...passage.heading, page.title])
    yield* resources(block)
  }
}

function* replicas(
  block: Block,
  match: RegExpExecArray,
  above: readonly string[],
): Iterable<Mention> {
  const sentence = sentenceAround(block, block.textStart + match.index)
  const before = block.text.slice(Math.max(0, match.index - 40), match.index)
  const after = block.text.slice(match.index + match[0].length, match.index + match[0].length + 24)
  const around = `${before} ${after}`
  const setting = most.test(around)
    ? 'maxReplicas'
    : least.test(around)
      ? 'minReplicas'
      : 'replicas'
  if (setting === 'replicas' && hedged.test(before.slice(-24))) return
  const name = onlyName(block, sentence) ?? nameAbove(above)
  if (name === null) return
  yield value(block, `${name}.${setting}`, match[1] ?? '', block.textStart + match.index)
}

/** `512Mi` beside the words limit or request, and memory or CPU. */
function* resources(block: Block): Iterable<Mention> {
  const [only, ...others] = [...block.text.matchAll(quantity)]
  if (only === undefined || others.length > 0) return
  const sentence = sentenceAround(block, block.textStart + only.index)
  const [bound, otherBound] = [
    ...new Set(
      sentence.text
        .toLowerCase()
        .match(/\b(?:limit|request)s?\b/g)
        ?.map((word) => word.replace(/s?$/, 's')) ?? [],
    ),
  ]
  const [what, otherWhat] = [
    ...new Set(sentence.text.toLowerCase().match(/\b(?:memory|cpu)\b/g) ?? []),
  ]
  const name = onlyName(block, sentence)
  if (bound === undefined || what === undefined || name === null) return
  if (otherBound !== undefined || otherWhat !== undefined) return
  yield value(block, `${name}.${bound}.${what}`, only[1] ?? '', block.textStart + only.index)
}

const value = (block: Block, subject: string, token: string, start: number): Mention => ({
  subject,
  owner: 'object',
  value: token,
  token,
  span: [start, start + token.length],
  block,
})

/** The one name in code marks, or behind a word for its kind, that a sentence has. */
function onlyName(
  block: Block,
  sentence: { readonly text: string; readonly start: number },
): string | null {
  const end = sentence.start + sentence.text.length
  const names = new Set(
    block.marks
      .filter(({ kind, span }) => kind === 'code' && span[0] >= sentence.start && span[1] <= end)
      .map(({ text }) => text.replace(/^[\w.]+\//, ''))
      .filter((text) => isObjectName(text) && /[a-z]/.test(text)),
  )
  return names.size === 1 ? ([...names][0] ?? null) : null
}

/** A page or a section that is called like an object speaks of it. */
function nameAbove(above: readonly string[]): string | null {
  const name = above
    .map((text) => text.replace(/[`*]/g, '').trim())
    .find((text) => /^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(text))
  return name ?? null
}
