import { parse } from 'smol-toml'
import { deepestLeaf, type Leaf, type Leaves, mostLeaves, tooDeep, tooMany } from './leaves.ts'

/** The scalars of a TOML text. */
export function tomlLeaves(text: string): Leaves {
  const table = parsed(text)
  if (typeof table === 'string') return { leaves: [], problem: table }
  const places = placesOf(text)
  const leaves: Leaf[] = []
  const stack: {
    readonly value: unknown
    readonly path: readonly (string | number)[]
    readonly at: number
  }[] = [{ value: table, path: [], at: 0 }]
  for (let open = stack.pop(); open !== undefined; open = stack.pop()) {
    const { value, path } = open
    const at = places.get(path.join('\n')) ?? open.at
    if (path.length > deepestLeaf) return tooDeep
    if (Array.isArray(value))
      stack.push(
        ...value
          .map((item: unknown, index) => ({ value: item, path: [...path, index], at }))
          .reverse(),
      )
    else if (value !== null && typeof value === 'object' && !(value instanceof Date))
      stack.push(
        ...Object.entries(value)
          .map(([key, item]: [string, unknown]) => ({ value: item, path: [...path, key], at }))
          .reverse(),
      )
    else
      leaves.push({ path, value: value instanceof Date ? value.toISOString() : String(value), at })
    if (leaves.length > mostLeaves) return tooMany
  }
  return { leaves, problem: null }
}

const parsed = (text: string): object | string => {
  try {
    return parse(text, { maxDepth: deepestLeaf, integersAsBigInt: 'asNeeded' })
  } catch (error) {
    return `it is not valid TOML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`
  }
}

/** Where each table and key is written: the parser itself keeps no positions. */
function placesOf(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const counts = new Map<string, number>()
  let table: readonly (string | number)[] = []
  for (const line of text.matchAll(
    /^[ \t]*(?:\[\[([^\]\n]+)\]\]|\[([^\]\n]+)\]|([^=#[\]\n]+)=)/gm,
  )) {
    const [, list, single, key] = line
    const name = keysOf(list ?? single ?? key ?? '')
    if (list !== undefined) {
      const joined = name.join('\n')
      const count = counts.get(joined) ?? 0
      counts.set(joined, count + 1)
      table = [...name, count]
    } else if (single !== undefined) table = name
    const path = (key === undefined ? table : [...table, ...name]).join('\n')
    if (!places.has(path))
      places.set(path, line.index + (line[0].length - line[0].trimStart().length))
  }
  return places
}

const keysOf = (dotted: string): readonly string[] =>
  [...dotted.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^.\s"']+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
