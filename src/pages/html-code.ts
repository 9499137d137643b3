import { isCallout } from './html-code-box.ts'
import type { Line } from './html-inline.ts'
import { classesOf, elementsIn, type HtmlElement, type HtmlNode } from './html-tree.ts'

const named =
  /^(?:language|lang|highlight-source|brush|mw-highlight-lang|sourceCode)[-:_]([\w+#.-]+)$/i
const bare =
  /^(?:bash|sh|shell|zsh|console|json|ya?ml|toml|ini|sql|python|py|javascript|js|typescript|ts|jsx|tsx|java|go|rust|ruby|php|c|cpp|csharp|xml|html|css|diff|dockerfile|hcl|terraform|powershell|nginx|properties|makefile|kotlin|swift|scala|groovy|lua|perl|r|text|plaintext)$/i

/** A code block in a fence longer than any run of backticks in it. */
export const codeLines = (pre: HtmlElement, around: readonly HtmlElement[]): Line[] => {
  const lines = rawLines(pre)
  while (lines.length > 0 && lines.at(-1)?.text.trim() === '') lines.pop()
  while (lines.length > 0 && lines[0]?.text.trim() === '') lines.shift()
  if (lines.length === 0) return []
  const runs = lines
    .flatMap(({ text }) => text.match(/^\s*`{3,}/g) ?? [])
    .map((run) => run.trim().length)
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run + 1), 3))
  const first = lines[0]?.line ?? pre.line
  const last = lines.at(-1)?.line ?? first
  return [
    { text: fence + (languageOf(pre, around) ?? ''), line: Math.min(pre.line, first) },
    ...lines,
    { text: fence, line: last },
  ]
}

/** The language that a code block or what is around it names. */
const languageOf = (pre: HtmlElement, around: readonly HtmlElement[]): string | null => {
  const inside = elementsIn(pre).filter(({ tag }) => tag === 'pre' || tag === 'code')
  for (const element of [...inside, ...around.slice(-3).reverse()]) {
    const { attributes } = element
    const params = /brush:\s*([\w+#.-]+)/.exec(
      attributes['data-syntaxhighlighter-params'] ?? '',
    )?.[1]
    const data = attributes['data-lang'] ?? attributes['data-language'] ?? attributes.lang
    const found =
      params ??
      (around.includes(element) ? undefined : data) ??
      languageIn(classesOf(element), inside.includes(element))
    if (found && /^[\w+#.-]{1,30}$/.test(found)) return found.toLowerCase()
  }
  return null
}

const languageIn = (classes: readonly string[], own: boolean): string | undefined => {
  for (const name of classes) {
    const found = named.exec(name)?.[1] ?? /^highlight-(?!source)(\w+)$/.exec(name)?.[1]
    if (found && found !== 'default' && found !== 'none') return found
  }
  return own ? classes.find((name) => bare.test(name)) : undefined
}

/** What some highlighters wrap each line of code in. */
const ownLine = /^(?:div|li|p)$/

const rawLines = (pre: HtmlElement): { text: string; line: number }[] => {
  const lines = [{ text: '', line: pre.line }]
  let ended = false
  const add = (text: string, line: number): void => {
    const last = lines.at(-1)
    if (last && last.text === '') last.line = line
    if (last)
      last.text += text
        .replace(/[\u200B\u2060\uFEFF]/g, '')
        .replace(/\u00A0/g, ' ')
        .replace(/\r$/, '')
  }
  const visit = (node: HtmlNode): void => {
    if (node.kind === 'text') {
      if (ended && node.text !== '' && !node.text.startsWith('\n'))
        lines.push({ text: '', line: node.line })
      ended = false
      for (const [position, text] of node.text.split('\n').entries()) {
        if (position > 0) lines.push({ text: '', line: node.line + position })
        add(text, node.line + position)
      }
    } else if (node.kind === 'element') {
      if (node.tag === 'br') lines.push({ text: '', line: node.line })
      const own = ownLine.test(node.tag)
      if (own && (ended || lines.at(-1)?.text !== '')) lines.push({ text: '', line: node.line })
      if (own) ended = false
      inside(node)
      if (own) ended = true
    }
  }
  const inside = ({ children }: HtmlElement): void => {
    for (const [position, child] of children.entries())
      if (!isCallout(child, children[position - 1])) visit(child)
  }
  inside(pre)
  return lines
}
