/** Text that is HTML already: made by `html` alone, so that nothing else reaches a page unescaped. */
export class Html {
  readonly text: string
  private constructor(text: string) {
    this.text = text
  }
  /** Puts parts between the strings of a template: whatever is not HTML already is escaped. */
  static of(strings: readonly string[], parts: readonly Part[]): Html {
    return new Html(
      strings
        .map((string, index) => string + (index < parts.length ? written(parts[index]) : ''))
        .join(''),
    )
  }
}

/** What may stand in a template; null is nothing. */
export type Part = Html | string | number | null | undefined | readonly Part[]

/** A template of HTML: every part in it is escaped unless it is HTML itself. Attributes are always quoted. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  Html.of(strings, parts)

function written(part: Part): string {
  if (part === null || part === undefined) return ''
  if (part instanceof Html) return part.text
  return typeof part === 'string' || typeof part === 'number'
    ? escaped(String(part))
    : part.map(written).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The one function that makes text safe in content and in quoted attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

/** Characters that show nothing, change the direction of reading, or look like others, each with its number in Unicode. */
const odd = /[^\n\t\x20-\x7e]/gu

/**
 * Text as it would run: what cannot be told by looking at it stands there by its number (Trojan Source, CVE-2021-42574), and
 * what is no ASCII is marked, since it may look like a letter that it is not.
 */
export const exactly = (text: string): Html => tellingOf(odd, text)

/** Characters that show nothing or change the direction of reading. */
const unseen = /[^\n\t\P{C}]|[\u2028\u2029]/gu

/** Text to be read: in any script, but nothing in it is hidden or stands in another order than it is written. */
export const plainly = (text: string): Html => tellingOf(unseen, text)

function tellingOf(which: RegExp, text: string): Html {
  const parts: Part[] = []
  let end = 0
  for (const { 0: character, index } of text.matchAll(which)) {
    parts.push(text.slice(end, index), told(character))
    end = index + character.length
  }
  return html`${[...parts, text.slice(end)]}`
}

function told(character: string): Html {
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return /[\p{C}\p{Z}\p{M}]/u.test(character)
    ? html`<mark class="odd">${number}</mark>`
    : html`<mark class="foreign" title="${number}">${character}</mark>`
}
