import { classesOf, type HtmlElement, type HtmlNode, holds, textOf } from './html-tree.ts'

const box = /^(?:language-|highlight|code-?(?:block|box|wrapper|toolbar|panel)|lntable|gist|prism)/i

/** Whether a text is nothing but the numbers of lines, counted up by one. */
const onlyNumbers = (text: string): boolean => {
  const numbers = text.trim().split(/\s+/)
  return numbers.every(
    (number, position) =>
      /^\d{1,6}$/.test(number) &&
      (position === 0 || Number(number) === Number(numbers[position - 1]) + 1),
  )
}

const holdsCode = (node: HtmlNode): boolean =>
  node.kind === 'element' && holds(node, ({ tag }) => tag === 'pre')

/** Leaves out what highlighters set beside code: numbers of lines in a column of their own, the language's name, callouts. */
export const withoutGutters = (element: HtmlElement): readonly HtmlNode[] => {
  const { children, tag } = element
  if (tag === 'tr')
    return children.filter(holdsCode).length < 2
      ? children
      : children.filter(
          (cell) =>
            !(onlyNumbers(textOf(cell)) && holdsCode(cell)) ||
            !children.some(
              (other) => other !== cell && holdsCode(other) && !onlyNumbers(textOf(other)),
            ),
        )
  const names = classesOf(element)
  if (!names.some((name) => box.test(name)) || children.filter(holdsCode).length !== 1)
    return children
  const languages = names.map((name) => name.replace(/^language-/, '').toLowerCase())
  return children.filter((child) => {
    if (holdsCode(child) || child.kind !== 'element') return true
    const text = textOf(child).trim().toLowerCase()
    return text !== '' && !languages.includes(text) && !onlyNumbers(spaced(child))
  })
}

/** Text with a space where an element ends, so that numbers one under the other stay apart. */
const spaced = (node: HtmlNode): string =>
  node.kind === 'element' ? `${node.children.map(spaced).join(' ')} ` : textOf(node)

/** Whether a script in the browser drew an element as code, line by line, where the page had `<pre>`. */
export const isDrawnCode = (element: HtmlElement): boolean =>
  classesOf(element).includes('syntaxhighlighter') && element.tag !== 'pre'

/** The number of a callout in code, which is no part of the code. */
export const isCallout = (node: HtmlNode, before: HtmlNode | undefined): boolean =>
  node.kind === 'element' &&
  (classesOf(node).includes('conum') ||
    (node.tag === 'b' &&
      before?.kind === 'element' &&
      classesOf(before).includes('conum') &&
      /^\(\d+\)$/.test(textOf(node))))
