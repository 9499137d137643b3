/** Where a link leads to, and where its Markdown ends. */
export interface LinkTarget {
  readonly url: string
  readonly end: number
}

const bare = /\(([^\s()<\\\u0000-\u0020\u007f][^\s()\\\u0000-\u0020\u007f]*)\)/y
const angled = /\(<([^<>\\\n]*)>\)/y
const entity = /&#?\w{1,40};/

/** Reads the target that stands in parentheses at a place; null where it is none, or has a title or signs that are escaped. */
export const linkTarget = (text: string, at: number): LinkTarget | null => {
  for (const form of [bare, angled]) {
    form.lastIndex = at
    const url = form.exec(text)?.[1]
    if (url !== undefined) return entity.test(url) ? null : { url, end: form.lastIndex }
  }
  return null
}
