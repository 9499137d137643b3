import type { PhrasingContent } from 'mdast'
import type { Span } from '../../domain/passage.ts'
import { InlineTree } from './inline-tree.ts'
import { linkTarget } from './link-target.ts'
import { endOf, type Places, placed, type Row } from './places.ts'

/** What says nothing by itself. */
const ordinary = /[^\\`*_~[\]<&!\t\0]+/y
const ticks = /`+/y
const entity = /&#?\w{1,40};/y
const address = /<https?:\/\/[^\s<>\u0000-\u0020\u007f]*>/y
const lineBreak = /<br>/y
const sign = /[!-/:-@[-`{-~]/
const word = /[\p{L}\p{N}]/u
const punctuation = /[\p{P}\p{S}]/u

const matched = (form: RegExp, text: string, at: number): number => {
  form.lastIndex = at
  return form.test(text) ? form.lastIndex - at : 0
}

/** What a delimiter sees beside it: the edge of a line is space. */
const kindOf = (char: string): 'space' | 'sign' | 'word' => {
  if (char === '' || /\s/.test(char)) return 'space'
  return punctuation.test(char) ? 'sign' : 'word'
}

/**
 * The inline nodes of some lines, or of a table's cell; null where they hold what is not surely read here just as Markdown's
 * own parser reads it.
 */
export const inlineOf = (
  rows: readonly Row[],
  places: Places,
  isCell = false,
): PhrasingContent[] | null => {
  const reader = new InlineReader(places, isCell)
  return rows.every((row) => reader.read(row)) ? reader.end() : null
}

class InlineReader {
  readonly #places: Places
  readonly #isCell: boolean
  readonly #tree: InlineTree
  #row: Row | null = null
  #at = 0

  constructor(places: Places, isCell: boolean) {
    this.#places = places
    this.#tree = new InlineTree(places)
    this.#isCell = isCell
  }

  /** False where the line is not surely read. */
  read(row: Row): boolean {
    if (this.#row !== null) this.#tree.put('\n', [endOf(this.#row), endOf(this.#row) + 1])
    this.#row = row
    this.#at = row.at
    const { text } = row
    for (let at = 0; at < text.length; ) {
      const run = matched(ordinary, text, at)
      const next = run > 0 ? this.#plain(text, at, at + run) : this.#sign(text, at)
      if (next === null) return false
      at = next
    }
    return true
  }

  end(): PhrasingContent[] | null {
    return this.#tree.end()
  }

  /** Reads what may be markup, and gives where it ends; null where that is not sure. */
  #sign(text: string, at: number): number | null {
    const after = text.charAt(at + 1)
    switch (text.charAt(at)) {
      case '\\':
        return this.#escape(text, at)
      case '`':
        return this.#code(text, at)
      case '*':
        return after === '*' ? this.#edge('**', text, at) : this.#loose(text, at, at + 1)
      case '~':
        return after === '~' ? this.#edge('~~', text, at) : this.#plain(text, at, at + 1)
      case '_':
        return this.#underscores(text, at)
      case '[':
        if (after === '^') return null
        this.#tree.open('[', this.#at + at)
        return at + 1
      case ']':
        return this.#close(text, at)
      case '<':
        return this.#angle(text, at)
      case '&':
        return matched(entity, text, at) > 0 ? null : this.#plain(text, at, at + 1)
      case '!':
        // With a bracket it would be a picture.
        return after === '[' ? null : this.#plain(text, at, at + 1)
      default:
        return null
    }
  }

  #escape(text: string, at: number): number | null {
    const next = text.charAt(at + 1)
    if (next === '') return null
    if (!sign.test(next)) return this.#plain(text, at, at + 1)
    this.#tree.put(next, [this.#at + at, this.#at + at + 2])
    return at + 2
  }

  #code(text: string, at: number): number | null {
    const fence = matched(ticks, text, at)
    let close = text.indexOf('`', at + fence)
    for (let run = 0; close >= 0; close = text.indexOf('`', close + run)) {
      run = matched(ticks, text, close)
      if (run === fence) break
    }
    if (close < 0) return null
    const inner = text.slice(at + fence, close)
    const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== ''
    const shown = isPadded ? inner.slice(1, -1) : inner
    const value = this.#isCell ? shown.replace(/\\([\\|])/g, pipes) : shown
    return this.#add({ type: 'inlineCode', value }, at, close + fence)
  }

  /** Two signs that open or close, by what stands on their sides. */
  #edge(by: '**' | '~~', text: string, at: number): number | null {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + 2)]
    if (/[*_~]/.test(before + after)) return null
    const [left, right] = [kindOf(before), kindOf(after)]
    const opens = right === 'word' || (right === 'sign' && left !== 'word')
    const closes = left === 'word' || (left === 'sign' && right !== 'word')
    if (closes && this.#tree.innermost === by) {
      const { from, children } = this.#tree.close()
      return this.#add(
        { type: by === '**' ? 'strong' : 'delete', children },
        from - this.#at,
        at + 2,
      )
    }
    // Where two kinds cross, or one is never closed, the parser is asked.
    if (!opens || this.#tree.isAround(by)) return null
    this.#tree.open(by, this.#at + at)
    return at + 2
  }

  /** Signs that stand apart mean themselves. */
  #loose(text: string, at: number, to: number): number | null {
    const isLoose = kindOf(text.charAt(at - 1)) === 'space' && kindOf(text.charAt(to)) === 'space'
    return isLoose ? this.#plain(text, at, to) : null
  }

  /** So do underscores inside a word. */
  #underscores(text: string, at: number): number | null {
    let to = at + 1
    while (text.charAt(to) === '_') to += 1
    const isInside = word.test(text.charAt(at - 1)) && word.test(text.charAt(to))
    return isInside ? this.#plain(text, at, to) : this.#loose(text, at, to)
  }

  #close(text: string, at: number): number | null {
    const after = text.charAt(at + 1)
    // Names of targets stand elsewhere on the page.
    if (after === '[' || after === ':') return null
    if (after !== '(') {
      if (this.#tree.innermost === '[') this.#tree.takeBack()
      else if (this.#tree.isAround('[')) return null
      return this.#plain(text, at, at + 1)
    }
    const target = this.#tree.mayLink ? linkTarget(text, at + 1) : null
    if (target === null) return null
    const { from, children } = this.#tree.close()
    this.#tree.shutBrackets()
    return this.#add({ type: 'link', url: target.url, children }, from - this.#at, target.end)
  }

  #angle(text: string, at: number): number | null {
    const length = matched(address, text, at)
    if (length > 0) {
      const url = text.slice(at + 1, at + length - 1)
      const span: Span = [this.#at + at + 1, this.#at + at + length - 1]
      const shown = placed(this.#places, { type: 'text', value: url } as const, span)
      return this.#add({ type: 'link', url, children: [shown] }, at, at + length)
    }
    if (matched(lineBreak, text, at) > 0)
      return this.#add({ type: 'html', value: '<br>' }, at, at + 4)
    return /[a-z/!?]/i.test(text.charAt(at + 1)) ? null : this.#plain(text, at, at + 1)
  }

  #plain(text: string, at: number, to: number): number {
    this.#tree.put(text.slice(at, to), [this.#at + at, this.#at + to])
    return to
  }

  /** Adds a node that stands on this line, or ends there, and gives where. */
  #add(node: PhrasingContent, from: number, to: number): number {
    this.#tree.add(node, [this.#at + from, this.#at + to])
    return to
  }
}

/** In a table's code a pipe is escaped, and nothing else. */
const pipes = (whole: string, char: string): string => (char === '|' ? char : whole)
