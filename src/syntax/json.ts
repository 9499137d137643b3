import { deepestLeaf, type Leaf, type Leaves, mostLeaves, tooDeep, tooMany } from './leaves.ts'

const space = /\s*(?:(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)\s*)*/y
const string = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y
const scalar = /[^\s,:[\]{}"/]+/y

interface Container {
  readonly path: readonly (string | number)[]
  /** The next position in a list; null in an object. */
  next: number | null
}

/** The scalars of a JSON text; comments and trailing commas are let pass. */
export function jsonLeaves(text: string): Leaves {
  const leaves: Leaf[] = []
  const open: Container[] = []
  let key: { readonly name: string; readonly at: number } | null = null
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const faulty = (): Leaves => ({ leaves: [], problem: `it is not valid JSON at offset ${at}` })

  for (;;) {
    at = past(space, text, at)
    const inside = open.at(-1)
    const character = text.charAt(at)
    if (character === '') break
    if (inside && inside.next === null && key === null && character !== '}' && character !== ',') {
      const end = past(string, text, at)
      const colon = past(space, text, end)
      if (end === at || text.charAt(colon) !== ':') return faulty()
      key = { name: unquoted(text.slice(at, end)), at }
      at = colon + 1
      continue
    }
    if (character === '}' || character === ']') {
      if (!inside || (inside.next === null) !== (character === '}') || key !== null) return faulty()
      open.pop()
      at += 1
    } else if (character === ',') {
      if (!inside) return faulty()
      if (inside.next !== null) inside.next += 1
      at += 1
    } else {
      const name = inside ? (inside.next ?? key?.name ?? '') : null
      const path = [...(inside?.path ?? []), ...(name === null ? [] : [name])]
      const start = key?.at ?? at
      key = null
      if (character === '{' || character === '[') {
        if (open.length >= deepestLeaf) return tooDeep
        open.push({ path, next: character === '[' ? 0 : null })
        at += 1
      } else {
        const end = past(character === '"' ? string : scalar, text, at)
        if (end === at) return faulty()
        leaves.push({ path, value: unquoted(text.slice(at, end)), at: start })
        if (leaves.length > mostLeaves) return tooMany
        at = end
      }
    }
  }
  return open.length > 0 ? faulty() : { leaves, problem: null }
}

const past = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

const unquoted = (token: string): string =>
  token.startsWith('"')
    ? token
        .slice(1, -1)
        .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, plain: string) =>
          code === undefined
            ? (escapes[plain] ?? plain)
            : String.fromCharCode(Number.parseInt(code, 16)),
        )
    : token
