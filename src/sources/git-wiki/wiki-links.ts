/** Fences of code, code in a line, and links as wikis write them. */
const pieces =
  /^(?<fence>[ \t]{0,12}(?:`{3,}|~{3,}))[^\n]*$|(?<code>`+)|\[\[(?<inside>[^[\]\n]{1,300})\]\]/gm

/**
 * Writes `[[Deploy the App]]` and `[[how to deploy|Deploy the App]]` as Markdown's own links; code is left as it is, and each line stays
 * where it was. Gollum, GitHub's and GitLab's wiki engine, has the words before the page.
 */
export function withMarkdownLinks(text: string, slugOf: (page: string) => string): string {
  if (!text.includes('[[')) return text
  let result = ''
  let at = 0
  let fence: string | null = null
  for (const found of text.matchAll(pieces)) {
    if (found.index < at) continue
    const { fence: mark, code, inside } = found.groups ?? {}
    if (mark !== undefined) fence = fenceAfter(fence, mark.trim())
    else if (fence !== null) continue
    else if (code !== undefined) {
      const end = text.indexOf(code, found.index + code.length)
      const close = end < 0 || text.slice(found.index, end).includes('\n\n') ? -1 : end
      const to = close < 0 ? found.index + code.length : close + code.length
      result += text.slice(at, to)
      at = to
    } else if (inside !== undefined) {
      result += text.slice(at, found.index) + linkOf(inside, slugOf)
      at = found.index + found[0].length
    }
  }
  return result + text.slice(at)
}

/** A fence ends by one of its own kind that is no shorter. */
const fenceAfter = (open: string | null, mark: string): string | null => {
  if (open === null) return mark
  return mark.startsWith(open) ? null : open
}

const picture = /\.(?:png|jpe?g|gif|svg|webp)$/i

function linkOf(inside: string, slugOf: (page: string) => string): string {
  const bar = inside.indexOf('|')
  const words = (bar < 0 ? inside : inside.slice(0, bar)).trim()
  const target = (bar < 0 ? inside : inside.slice(bar + 1)).trim()
  if (words === '' || target === '') return `[[${inside}]]`
  if (picture.test(words)) return `![${bar < 0 ? '' : target}](<${words}>)`
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(target)) return `[${words}](<${target}>)`
  const hash = target.indexOf('#')
  const page = hash < 0 ? target : target.slice(0, hash)
  const part =
    hash < 0
      ? ''
      : `#${target
          .slice(hash + 1)
          .trim()
          .toLowerCase()
          .replace(/\s+/g, '-')}`
  return `[${words}](<${page === '' ? '' : slugOf(page.trim())}${part}>)`
}
