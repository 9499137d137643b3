import { isComment, type SyntaxNode } from '../syntax/node.ts'
import { stripComments } from './comments.ts'

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu
// `max-retries`, `server.timeout`, `payments/v2`: names that are joined and looked for as a whole.
const compound = /(?<![\p{L}\p{N}_$])[\p{L}\p{N}_$]+(?:[-.:/][\p{L}\p{N}_$]+)+/gu
const longest = 100
const most = 20_000

/** Every identifier and every word inside strings of a parsed file; comments and documentation are set aside. */
export const wordsInTree = (
  root: SyntaxNode,
  isDocumentation: (node: SyntaxNode) => boolean,
): readonly string[] => {
  const words = new Set<string>()
  const stack = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isComment(node) || node.type === 'hash_bang_line' || isDocumentation(node)) continue
    if (node.children.length > 0) for (const child of node.children) stack.push(child)
    else if (node.named) addWords(words, node.text, isInsideString(node))
    else if (words.size < most && /^[a-z]{2,}$/.test(node.type)) continue
    if (words.size >= most) break
  }
  return [...words]
}

const isInsideString = (node: SyntaxNode): boolean =>
  /string|text|content|fragment|template|regex|word/.test(node.type)

/** Every identifier and every word of a text without a grammar; comments are set aside by the table of its language. */
export const wordsInText = (path: string, text: string): readonly string[] => {
  const words = new Set<string>()
  addWords(words, stripComments(path, text), true)
  return [...words]
}

function addWords(words: Set<string>, text: string, compounds: boolean): void {
  for (const [word] of text.matchAll(identifier)) add(words, word)
  if (compounds) for (const [word] of text.matchAll(compound)) add(words, word)
}

const add = (words: Set<string>, word: string): void => {
  if (word.length > 1 && word.length <= longest && words.size < most) words.add(word)
}
