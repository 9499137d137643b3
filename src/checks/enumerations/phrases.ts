import type { Block } from '../../domain/passage.ts'
import type { Mention, Reading } from '../check.ts'
import { namesIn, subjectOf } from '../defaults/subjects.ts'

/** Words that announce all the values that something can have. */
const cue =
  /\b(?:(?:is|are|be|being|to) (?:either |any |exactly )?(?:one )?of|one of(?: the following)?|either|(?:valid|allowed|possible|accepted|supported|available|permitted|legal) (?:values?|options|choices|settings|modes|formats|levels|types)(?: (?:for|of) (?:the )?[^:.\n]{1,60})?(?: (?:are|include))?|(?:can|may|must|should) be(?: set to)?(?: either| one of)?|choose (?:from|between)|values?:|choices:)[:\s]{1,3}$/i
const separator = /^(?:,? (?:or|and) |, ?(?:or |and )?|\/| ?\| ?)(?:either )?$/

/** Each value of each list: the set's name is its owner. */
export function* listedIn(reading: Reading): Iterable<Mention> {
  for (const [index, block] of reading.passage.blocks.entries()) {
    if (block.kind === 'code' || block.kind === 'heading' || block.text.length > 10_000) continue
    yield* inBlock(block, reading, index)
    yield* besideTheDefault(block)
  }
}

/** "`--format` is csv by default, jsonl for the warehouse": two of the values that it can have. */
function* besideTheDefault(block: Block): Iterable<Mention> {
  for (const name of namesIn(block)) {
    const after = block.text.slice(name.span[1] - block.textStart).slice(0, 120)
    const match =
      /^ (?:is|=) [`"]?([a-z][\w-]{1,30})[`"]? by default,? (?:and |but |or )?[`"]?([a-z][\w-]{1,30})[`"]? (?:for|in|on|when|if|with) /.exec(
        after,
      )
    for (const value of match?.slice(1) ?? []) {
      const start = name.span[1] + after.indexOf(value, match?.[0].lastIndexOf(value) ?? 0)
      yield {
        subject: value,
        owner: name.text,
        sense: 'beside',
        token: value,
        span: [start, start + value.length],
        block,
      }
    }
  }
}

function* inBlock(block: Block, reading: Reading, index: number): Iterable<Mention> {
  const marks = block.marks.filter(({ kind }) => kind === 'code')
  for (let first = 0; first < marks.length; first++) {
    const run = runFrom(block, marks, first)
    const start = marks[first]
    if (run < 2 || start === undefined) continue
    const at = start.span[0] - block.textStart
    const announced = cue.exec(block.text.slice(Math.max(0, at - 160), at))
    if (announced) {
      const from = Math.max(0, at - 160) + announced.index
      const owner = subjectOf(block, namesIn(block), from, from, reading, index)
      if (owner !== null)
        for (const { text, textSpan } of marks.slice(first, first + run)) {
          const value = text.trim().replace(/^(["'])(.*)\1$/, '$2')
          if (value === owner || !/^[\w][\w.:+-]{0,60}$/.test(value) || /^\d/.test(value)) continue
          const offset = text.indexOf(value)
          yield {
            subject: value,
            owner,
            token: value,
            span: [textSpan[0] + offset, textSpan[0] + offset + value.length],
            block,
          }
        }
    }
    first += run - 1
  }
}

/** How many code marks stand in one list, from one of them on. */
function runFrom(block: Block, marks: Block['marks'], first: number): number {
  let length = 1
  for (let at = first; at + 1 < marks.length; at++) {
    const [here, next] = [marks[at], marks[at + 1]]
    if (!here || !next) break
    const between = block.text.slice(here.span[1] - block.textStart, next.span[0] - block.textStart)
    if (!separator.test(between.replace(/^\s*\([^()]{1,80}\)/, ''))) break
    length++
  }
  return length
}
