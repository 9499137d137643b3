import { createHash } from 'node:crypto'

/** What a page tells crawlers: where it leads, and what it is. */
export interface PageSigns {
  readonly title: string
  /** As they are written, resolved against nothing; those that are not to be followed are left out. */
  readonly links: readonly string[]
  /** Against which links are read; null for the page's own address. */
  readonly base: string | null
  readonly canonical: string | null
  /** Where a `<meta http-equiv=refresh>` sends readers at once. */
  readonly refresh: string | null
  readonly noindex: boolean
  readonly nofollow: boolean
  /** The language of the page, in lower case; empty where it is not told. */
  readonly language: string
  /** The same page in other languages: `de` and its address. */
  readonly translations: readonly (readonly [language: string, href: string])[]
  /** The same page for a printer, a phone, a feed reader. */
  readonly alternates: readonly string[]
  readonly asksPassword: boolean
  /** Letters of its text. */
  readonly length: number
  /** Of its text. */
  readonly digest: string
}

const mostLinks = 5_000
const longestTag = 20_000
/** Whatever stands inside is no text, and holds no tags. */
const opaque = new Set(['script', 'style', 'textarea', 'title', 'noframes', 'template', 'xmp'])
/** Those of which attributes are read. */
const telling = new Set(['a', 'area', 'base', 'frame', 'html', 'input', 'link', 'meta'])

type Attributes = ReadonlyMap<string, string>

/** Reads the signs of an HTML page in time linear in its length, whatever it is. `header` is its `X-Robots-Tag`. */
export const pageSigns = (html: string, header = ''): PageSigns => {
  const signs = new Signs()
  signs.robots(header)
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const end = open < 0 ? html.length : open
    if (end > at) signs.text(html, at, end)
    if (open < 0) break
    at = pastTag(html, open, signs)
  }
  return signs.told()
}

/** Where the text goes on after what begins with `<`. */
const pastTag = (html: string, open: number, signs: Signs): number => {
  if (html.startsWith('<!--', open)) return past(html, '-->', open + 4)
  const name = nameAt(html, open + 1)
  if (name === '') {
    const isMarkup = '/!?'.includes(html.charAt(open + 1)) && open + 1 < html.length
    return isMarkup ? past(html, '>', open) : open + 1
  }
  const end = endOfTag(html, open + 1 + name.length)
  if (telling.has(name)) signs.tag(name, attributesOf(html.slice(open + 1 + name.length, end)))
  if (!opaque.has(name)) return end + 1
  const close = closing(html, name, end + 1)
  if (name === 'title') signs.titled(html.slice(end + 1, Math.min(close, end + 1_001)))
  return past(html, '>', close)
}

const past = (html: string, closing: string, from: number): number => {
  const found = html.indexOf(closing, from)
  return found < 0 ? html.length : found + closing.length
}

const nameAt = (html: string, at: number): string => {
  let end = at
  while (end < at + 20 && isLetter(html.charCodeAt(end))) end += 1
  return html.slice(at, end).toLowerCase()
}

const isLetter = (code: number): boolean => {
  const lower = code | 32
  return (lower > 96 && lower < 123) || (code > 47 && code < 58)
}

/** The `>` of a tag, not one inside quotes; of a tag that is endless, where it is given up. */
const endOfTag = (html: string, from: number): number => {
  const most = Math.min(html.length, from + longestTag)
  let quote = 0
  for (let at = from; at < most; at += 1) {
    const code = html.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at
    else if ((code === 34 || code === 39) && html.charCodeAt(at - 1) === 61) quote = code
  }
  const plain = html.indexOf('>', from)
  return plain < 0 ? html.length : plain
}

const closing = (html: string, name: string, from: number): number => {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at
  return html.length
}

const attribute = /([^\s=>"'/]{1,200})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g

const attributesOf = (text: string): Attributes => {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single, bare] of text.matchAll(attribute)) {
    const key = name.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, unescaped(double ?? single ?? bare ?? ''))
  }
  return attributes
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The entities that stand in addresses and titles. */
const unescaped = (text: string): string =>
  !text.includes('&')
    ? text
    : text.replace(
        /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
        (all, ten, sixteen, name) => {
          if (typeof name === 'string') return named[name.toLowerCase()] ?? all
          const code = typeof ten === 'string' ? Number(ten) : Number.parseInt(String(sixteen), 16)
          return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
        },
      )

class Signs {
  readonly #links = new Set<string>()
  readonly #translations: (readonly [string, string])[] = []
  readonly #alternates: string[] = []
  readonly #hash = createHash('sha256')
  #length = 0
  #title = ''
  #base: string | null = null
  #canonical: string | null = null
  #refresh: string | null = null
  #noindex = false
  #nofollow = false
  #language = ''
  #asksPassword = false

  text(html: string, from: number, to: number): void {
    const text = html.slice(from, to).trim()
    if (text === '') return
    this.#length += text.length
    this.#hash.update(text)
  }

  titled(text: string): void {
    if (this.#title === '') this.#title = unescaped(text).replace(/\s+/g, ' ').trim()
  }

  tag(name: string, of: Attributes): void {
    const href = of.get('href') ?? ''
    if (name === 'a' || name === 'area') this.#link(href, of.get('rel') ?? '')
    else if (name === 'frame') this.#link(of.get('src') ?? '', '')
    else if (name === 'base') this.#base ??= href === '' ? null : href
    else if (name === 'html') this.#language = (of.get('lang') ?? '').toLowerCase().slice(0, 20)
    else if (name === 'input') this.#asksPassword ||= of.get('type')?.toLowerCase() === 'password'
    else if (name === 'link') this.#relation(href, of)
    else this.#meta(of)
  }

  /** `noindex, nofollow`, and to one crawler alone `otherbot: noindex`. */
  robots(words: string): void {
    for (const part of words.toLowerCase().slice(0, 2_000).split(/[,\n]/)) {
      const [, agent, directive = ''] = /^\s*(?:([\w-]+)\s*:)?\s*([\w-]+)\s*$/.exec(part) ?? []
      if (agent !== undefined && agent !== 'plumbline') continue
      if (directive === 'noindex' || directive === 'none') this.#noindex = true
      if (directive === 'nofollow' || directive === 'none') this.#nofollow = true
    }
  }

  told(): PageSigns {
    return {
      title: this.#title,
      links: [...this.#links],
      base: this.#base,
      canonical: this.#canonical,
      refresh: this.#refresh,
      noindex: this.#noindex,
      nofollow: this.#nofollow,
      language: this.#language,
      translations: this.#translations,
      alternates: this.#alternates,
      asksPassword: this.#asksPassword,
      length: this.#length,
      digest: this.#hash.digest('base64').slice(0, 16),
    }
  }

  #link(href: string, rel: string): void {
    if (href === '' || href.startsWith('#') || this.#links.size >= mostLinks) return
    if (!/\bnofollow\b/i.test(rel)) this.#links.add(href)
  }

  #relation(href: string, of: Attributes): void {
    if (href === '') return
    const words = (of.get('rel') ?? '').toLowerCase().split(/\s+/)
    if (words.includes('canonical')) this.#canonical ??= href
    else if (words.includes('alternate')) {
      const language = of.get('hreflang')?.toLowerCase() ?? ''
      if (this.#alternates.length >= 200) return
      if (language === '') this.#alternates.push(href)
      else this.#translations.push([language, href])
    } else if (words.some((word) => /^(?:next|prev|up|contents|index)$/.test(word)))
      this.#link(href, '')
  }

  #meta(of: Attributes): void {
    const content = of.get('content') ?? ''
    const name = (of.get('name') ?? '').toLowerCase()
    if (name === 'robots' || name === 'plumbline') this.robots(content)
    if (of.get('http-equiv')?.toLowerCase() !== 'refresh') return
    const found = /^\s*(\d{1,4})(?:\.\d{0,9})?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']{1,2000})/i.exec(
      content,
    )
    // Whoever is given time to read is not sent on.
    if (found?.[2] !== undefined && Number(found[1]) <= 5) this.#refresh ??= found[2].trim()
  }
}
