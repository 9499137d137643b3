const target = /\]\([ \t]{0,9}<?([^\s()<>]{1,1000})>?/g
const mostLinks = 5_000

/** Where the inline links of a Markdown text lead. */
export const markdownLinks = (text: string): readonly string[] => {
  const links = new Set<string>()
  for (const [, href = ''] of text.matchAll(target)) {
    if (!href.startsWith('#')) links.add(href)
    if (links.size >= mostLinks) break
  }
  return [...links]
}
