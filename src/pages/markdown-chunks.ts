/** A piece of a long Markdown text that can be parsed by itself. */
export interface Chunk {
  /** Where the piece starts and ends in the whole text. */
  readonly start: number
  readonly end: number
  /** The piece with what it needs of the rest set before it (a table's header) and after it (link definitions). */
  readonly text: string
  /** How long the part before it is. */
  readonly lead: number
}

const size = { least: 32 * 1024, most: 96 * 1024, whole: 128 * 1024 }
const fence = /^[ \t>]*(`{3,}|~{3,})/
const definition = /^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S.*$/gm

/** Cuts a long text at headings, else between blocks, because the parser's time grows faster than the text. */
export const chunksOf = (text: string): readonly Chunk[] => {
  if (text.length <= size.whole) return [{ start: 0, end: text.length, text, lead: 0 }]
  const definitions = (text.match(definition) ?? []).slice(0, 2_000).join('\n')
  const chunks: Chunk[] = []
  let lead = ''
  let start = 0
  for (const cut of cutsOf(text)) {
    const body = text.slice(start, cut.at)
    const tail = definitions === '' ? '' : `\n\n${definitions}\n`
    chunks.push({ start, end: cut.at, text: lead + body + tail, lead: lead.length })
    start = cut.at
    lead = cut.header
  }
  return chunks
}

interface Cut {
  readonly at: number
  readonly header: string
}

function* cutsOf(text: string): Iterable<Cut> {
  let fenced: string | null = null
  let start = 0
  let at = 0
  let table = ''
  let before = ''
  for (const line of text.split(/(?<=\n)/)) {
    const free = fenced === null
    if (free && at > start && mayCut(line, before, at - start)) {
      const header = table !== '' && line.trimStart().startsWith('|') ? table : ''
      yield { at, header }
      start = at
    }
    const mark = fence.exec(line.slice(0, 400))?.[1] ?? null
    if (fenced === null) fenced = mark
    else if (mark?.startsWith(fenced) && line.trim().endsWith(mark)) fenced = null
    table = tableHeader(table, before, line)
    before = line
    at += line.length
  }
  yield { at: text.length, header: '' }
}

const mayCut = (line: string, before: string, length: number): boolean => {
  if (length < size.least) return false
  if (/^#{1,6} /.test(line)) return true
  if (length < size.most) return false
  if (before.trim() === '' && /^[^\s>]/.test(line)) return true
  return length > 2 * size.most
}

/** The header of the table that a line belongs to, ready to be set before a cut inside the table. */
const tableHeader = (header: string, before: string, line: string): string => {
  if (/^\s*\|[\s:|-]+$/.test(line) && line.includes('-')) return before + line
  return line.trimStart().startsWith('|') ? header : ''
}
