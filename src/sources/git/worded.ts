import { wordsOf } from '../../values/substance.ts'

/** A line that says something, by its words. */
export interface WordedLine {
  /** In the document, from 0. */
  readonly number: number
  readonly words: readonly string[]
  /** Two lines with the same key say the same. */
  readonly key: string
  /** Where its words begin among those of the text. */
  readonly start: number
}

/** A text by its words alone: without metadata, badges and whatever only lays words out. */
export interface Worded {
  readonly lines: readonly WordedLine[]
  readonly words: number
}

const longestLine = 20_000

/** Reads texts by their words; the editions of one document have most lines in common, so that each is read once. */
export function wordReader(): (text: string) => Worded {
  const known = new Map<string, readonly string[]>()
  return (text) => {
    const lines: WordedLine[] = []
    let start = 0
    const all = text.split('\n')
    for (let number = frontMatterEnd(all); number < all.length; number += 1) {
      const line = all[number] ?? ''
      const words = known.get(line) ?? wordsOfLine(line.slice(0, longestLine))
      known.set(line, words)
      if (words.length === 0) continue
      lines.push({ number, words, key: words.join(' '), start })
      start += words.length
    }
    return { lines, words: start }
  }
}

/** Labels, owners and review dates do not make content fresh. */
function frontMatterEnd(lines: readonly string[]): number {
  const fence = lines[0]?.replace(/^\uFEFF/, '').trimEnd()
  if (fence !== '---' && fence !== '+++') return 0
  const end = lines.findIndex((line, number) => number > 0 && line.trimEnd() === fence)
  return end < 0 || end > 300 ? 0 : end + 1
}

/** A picture that may be a link, and no more; lists of fields above AsciiDoc and reStructuredText. */
const badges = /^\s*(?:\[?!\[[^[\]]{0,200}\]\([^()]{0,500}\)(?:\]\([^()]{0,500}\))?\s*){1,30}$/
const field = /^:!?[\w-]{1,60}!?:(?:\s|$)/
/** Markers of lists, quotations and tables: a step that was put in before others does not write them anew. */
const layout = /^[-+*|>#=~^"`:!?_]{1,400}$/
const counted = /^\s*(?:>\s*)?\d{1,3}[.)]\s/
const fence = /^\s*(?:`{3,}|~{3,}|:{3,})/
/** An admonition's kind, in whichever way pages write it. */
const admonition = /^\s*(?:>\s*)?(?:(?:!!!|\?\?\?\+?|:::)\s*\w{1,30}|\[![\w-]{1,30}\])\s*[-+]?\s*$/
/** Where links lead, and the lines that say so apart from the text: a link that was mended says no other thing. */
const targets = /\](?:\([^()\s]{0,500}(?:\s+"[^"]{0,200}")?\)|\[[^[\]]{0,200}\])/g
const definition = /^\s{0,3}\[[^[\]]{1,200}\]:\s+\S/

function wordsOfLine(line: string): readonly string[] {
  if (field.test(line) || definition.test(line) || admonition.test(line)) return []
  if (line.includes('![') && badges.test(line)) return []
  const bare = line.replace(fence, '').replace(counted, '').replace(targets, ' ')
  const parts = bare.split(/[\s|]+/).filter((part) => !layout.test(part))
  return wordsOf(parts.map(undressed).join(' '))
}

/** Without emphasis, marks of code and brackets: a word is the same in whichever dress. */
const undressed = (word: string): string => word.replace(/^[[\]`*_]+|[[\]`*_]+(?=[.,;:!?)]*$)/g, '')
