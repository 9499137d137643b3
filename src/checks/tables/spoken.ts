import type { Block } from '../../domain/passage.ts'
import type { Mention } from '../check.ts'

const name = String.raw`[A-Za-z_]\w{0,62}`
const dotted = String.raw`(?:${name}\.){0,2}${name}`
/** A name that no sentence has by chance: in code marks, with an underscore, or of two parts. */
const marked = String.raw`[\x60"']${dotted}[\x60"']`
const telling = String.raw`(?:${name}\.${name}|[a-z]+(?:_[a-z0-9]+)+)`
const thing = String.raw`(?:[*_]{0,2})(${marked}|${telling})(?![\w/(:-]|\.\w)`
const tableBefore = new RegExp(
  String.raw`\b(?:database |SQL |Postgres(?:QL)? |MySQL )?(?:table|view)s?(?: (?:called|named))? ${thing}`,
  'gi',
)
const tableAfter = new RegExp(
  String.raw`(?<![\w.])${thing}[*_]{0,2} (?:database )?table\b(?! of contents)`,
  'gi',
)
const columnBefore = new RegExp(
  String.raw`\bcolumns? ${thing}(?:[\x60"'*_]{0,2} (?:of|in|on) (?:the )?(?:table )?[\x60"']?(${name})[\x60"']?(?: table)?)?`,
  'gi',
)
const columnAfter = new RegExp(
  String.raw`(?<![\w.])${thing}[*_]{0,2} column\b(?: (?:of|in|on) (?:the )?(?:table )?[\x60"']?(${name})[\x60"']?(?: table)?)?`,
  'gi',
)

/** Words before a table that is no database's. */
const otherTables =
  /\b(?:routing|hash|lookup|symbol|dispatch|iptables|nft|nftables|jump|page|markdown|html|pivot|DynamoDB|BigQuery|Lua)\s+$/i

/** Tables and columns as sentences name them. */
export function* inWords(block: Block): Iterable<Mention> {
  if (block.text.length > 20_000) return
  for (const pattern of [tableBefore, tableAfter])
    for (const match of block.text.matchAll(pattern)) {
      if (otherTables.test(block.text.slice(Math.max(0, match.index - 20), match.index))) continue
      yield* named(block, match, 'table', null)
    }
  for (const pattern of [columnBefore, columnAfter])
    for (const match of block.text.matchAll(pattern)) {
      const of = match[2] ?? null
      yield* named(block, match, 'column', of !== null && isWordOnly(of) ? null : of)
    }
}

/** "in the same table": a word of the sentence, not a name. */
const isWordOnly = (word: string): boolean =>
  /^(?:the|a|an|this|that|each|every|same|our|your|it|its)$/i.test(word)

function* named(
  block: Block,
  match: RegExpExecArray,
  what: 'table' | 'column',
  of: string | null,
): Iterable<Mention> {
  const written = match[1] ?? ''
  const token = written.replace(/^[`"']|[`"']$/g, '')
  const start = block.textStart + match.index + match[0].indexOf(written) + written.indexOf(token)
  const parts = token.split('.')
  const subject = parts.at(-1) ?? token
  const owner = what === 'column' ? (of ?? parts.at(-2) ?? null) : null
  if (what === 'column' && owner === null && !/_/.test(subject)) return
  yield {
    subject,
    owner: what === 'column' ? (owner ?? anyTable) : null,
    token,
    span: [start, start + token.length],
    block,
    canBeCreated: true,
  }
}

/** The owner of a column whose table the page does not name. */
export const anyTable = '*'
