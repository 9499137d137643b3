import { PlumblineError } from '../../domain/errors.ts'

/** A tag as it stands: opening, closing, or both at once. */
export interface Tag {
  readonly name: string
  readonly is: 'open' | 'close' | 'empty'
}

const malformed = (what: string): PlumblineError =>
  new PlumblineError('source.malformed', `what came is no XML-RPC: ${what}`)

/**
 * Reads the little of XML that XML-RPC is made of, from its start to its end: tags, text, the five entities and numbered characters.
 * Declarations of documents and entities are refused, so that nothing can be defined and grow. Faults: `source.malformed`.
 */
export class XmlScanner {
  readonly #text: string
  #at: number

  constructor(text: string) {
    this.#text = text
    this.#at = text.startsWith('\uFEFF') ? 1 : 0
    const declaration = /[\s]{0,100}<\?xml\s[^<>?]{0,200}\?>/y
    declaration.lastIndex = this.#at
    if (declaration.test(text)) this.#at = declaration.lastIndex
  }

  /** The next tag, before which nothing but white space may stand. */
  tag(): Tag {
    this.#blank()
    const tag = this.#tagHere()
    if (tag === null) throw malformed(`there is '${this.#around()}' where a tag should be`)
    return tag
  }

  /** The next tag, if it opens what it is asked for. */
  open(name: string): Tag {
    const tag = this.tag()
    if (tag.name === name && tag.is !== 'close') return tag
    throw malformed(`<${name}> is missing; there is <${tag.is === 'close' ? '/' : ''}${tag.name}>`)
  }

  close(name: string): void {
    const tag = this.tag()
    if (tag.name !== name || tag.is !== 'close') throw malformed(`</${name}> is missing`)
  }

  /** Looks ahead without taking. */
  peek(): Tag {
    const before = this.#at
    const tag = this.tag()
    this.#at = before
    return tag
  }

  /** The text up to the next tag, decoded. */
  text(): string {
    const parts: string[] = []
    for (;;) {
      const next = this.#text.indexOf('<', this.#at)
      if (next < 0) throw malformed('it ends in the middle')
      parts.push(decoded(this.#text.slice(this.#at, next)))
      this.#at = next
      if (this.#skipComment()) continue
      const data = this.#cdata()
      if (data === null) return parts.join('')
      parts.push(data)
    }
  }

  /** Nothing but white space may be left. */
  end(): void {
    this.#blank()
    if (this.#at < this.#text.length) throw malformed(`'${this.#around()}' stands after its end`)
  }

  fail(what: string): PlumblineError {
    return malformed(what)
  }

  #tagHere(): Tag | null {
    const form = /<(\/?)([A-Za-z][\w.:-]{0,40})(?:\s[^<>]{0,500}?)?(\/?)>/y
    form.lastIndex = this.#at
    const [whole, slash, name = '', empty] = form.exec(this.#text) ?? []
    if (whole === undefined || (slash === '/' && empty === '/')) return null
    this.#at = form.lastIndex
    return { name, is: slash === '/' ? 'close' : empty === '/' ? 'empty' : 'open' }
  }

  #blank(): void {
    const blank = /\s*/y
    do {
      blank.lastIndex = this.#at
      blank.test(this.#text)
      this.#at = blank.lastIndex
    } while (this.#skipComment())
  }

  #skipComment(): boolean {
    if (!this.#text.startsWith('<!--', this.#at)) return false
    const end = this.#text.indexOf('-->', this.#at + 4)
    if (end < 0) throw malformed('a comment does not end')
    this.#at = end + 3
    return true
  }

  #cdata(): string | null {
    if (!this.#text.startsWith('<![CDATA[', this.#at)) return null
    const end = this.#text.indexOf(']]>', this.#at)
    if (end < 0) throw malformed('a CDATA section does not end')
    const data = this.#text.slice(this.#at + 9, end)
    this.#at = end + 3
    return data
  }

  #around(): string {
    return this.#text.slice(this.#at, this.#at + 40)
  }
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

const decoded = (text: string): string =>
  text.includes('&') ? text.replace(/&([#\w]{0,12})(;?)/g, characterOf) : text

const characterOf = (whole: string, name: string, end: string): string => {
  const known = entities.get(name)
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name) ?? []
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN)
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  if (end === ';' && known !== undefined) return known
  if (end === ';' && isCharacter) return String.fromCodePoint(code)
  throw malformed(`'${whole}' is no character that XML-RPC knows`)
}
