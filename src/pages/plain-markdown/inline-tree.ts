import type { PhrasingContent } from 'mdast'
import type { Span } from '../../domain/passage.ts'
import { type Places, placed } from './places.ts'

/** What can be open: the run itself, a bracket, or two signs that wait for their like. */
export type Opener = 'run' | '[' | '**' | '~~'

/** What is open at a place of a run, and what stands in it so far. */
interface Open {
  readonly by: Opener
  readonly from: number
  readonly children: PhrasingContent[]
  /** Text that grows until another element ends it. */
  text: { value: string; readonly from: number; to: number } | null
  /** A bracket around a link opens none. */
  isInert: boolean
}

const opened = (by: Opener, from: number): Open => ({
  by,
  from,
  children: [],
  text: null,
  isInert: false,
})

/** What GitHub's Markdown makes a link of, though nothing marks it. */
const bareAddress = /https?:\/\/|www\.|[\w+.-]@[\w-]/i

/** The nodes of a run while it is read: what is open, and what stands in it so far. Places are those of the page. */
export class InlineTree {
  readonly #places: Places
  readonly #around: Open[] = []
  #top = opened('run', 0)
  #isSure = true

  constructor(places: Places) {
    this.#places = places
  }

  /** What was opened last and is open still. */
  get innermost(): Opener {
    return this.#top.by
  }

  /** Whether a link may end here: not around another. */
  get mayLink(): boolean {
    return this.#top.by === '[' && !this.#top.isInert
  }

  /** Whether it is open further out. */
  isAround(by: Opener): boolean {
    return this.#around.some((open) => open.by === by)
  }

  open(by: Opener, from: number): void {
    this.#around.push(this.#top)
    this.#top = opened(by, from)
  }

  /** Ends what was opened last, and gives what stands in it and where it began. */
  close(): Pick<Open, 'from' | 'children'> {
    this.#settle()
    const left = this.#top
    this.#top = this.#around.pop() ?? left
    return left
  }

  /** Brackets around a link open none. */
  shutBrackets(): void {
    for (const open of [...this.#around, this.#top]) open.isInert = true
  }

  put(value: string, [from, to]: Span): void {
    const { text } = this.#top
    if (text === null) this.#top.text = { value, from, to }
    else {
      text.value += value
      text.to = to
    }
  }

  add(node: PhrasingContent, span: Span): void {
    this.#settle()
    this.#top.children.push(placed(this.#places, node, span))
  }

  /** A bracket that opened nothing is text. */
  takeBack(): void {
    const { from, children } = this.close()
    this.put('[', [from, from + 1])
    for (const child of children) {
      const span = this.#places.get(child)
      if (child.type === 'text' && span !== undefined) this.put(child.value, span)
      else {
        this.#settle()
        this.#top.children.push(child)
      }
    }
  }

  /** The nodes; null where something is open still, or a text may be more than text. */
  end(): PhrasingContent[] | null {
    while (this.#top.by === '[') this.takeBack()
    this.#settle()
    return this.#top.by === 'run' && this.#isSure ? this.#top.children : null
  }

  /** Ends the text that grows. */
  #settle(): void {
    const { text, children } = this.#top
    if (text === null) return
    this.#top.text = null
    const { value, from, to } = text
    if (bareAddress.test(value)) this.#isSure = false
    children.push(placed(this.#places, { type: 'text', value }, [from, to]))
  }
}
