/** What a definition takes. */
export interface Parameters {
  readonly names: readonly string[]
  /** How many of them can be given by position. */
  readonly positional: number
  /** It takes more than it names: `*args`, `...rest`, an object that is taken apart. */
  readonly isOpen: boolean
}

const longest = 1_000

/** Splits at the commas that stand in no bracket and no quotes. */
export function splitList(text: string): string[] | null {
  if (text.length > longest) return null
  const parts: string[] = []
  let depth = 0
  let from = 0
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const is = text[at] ?? ''
    if (quote !== '') {
      if (is === '\\') at++
      else if (is === quote) quote = ''
    } else if (is === '"' || is === "'" || is === '`') quote = is
    else if ('([{'.includes(is)) depth++
    else if (')]}'.includes(is)) depth--
    else if (is === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
    if (depth < 0) return null
  }
  if (depth !== 0 || quote !== '') return null
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '')
}

/** Reads the parameters of a definition as a fact writes them; null where they cannot be told. */
export function parametersIn(value: string): Parameters | null {
  const parts = splitList(value)
  if (parts === null) return null
  const names: string[] = []
  let positional = 0
  let isOpen = false
  let isKeyword = false
  for (const part of parts) {
    if (part === '*') isKeyword = true
    else if (part === '/') continue
    else if (/^(?:\*|\.\.\.|[{[])/.test(part)) isOpen = true
    else {
      const name = nameIn(part)
      if (name === null) return null
      if (name === 'this') continue
      names.push(name)
      if (!isKeyword) positional++
    }
  }
  return { names, positional, isOpen }
}

const nameIn = (part: string): string | null =>
  /^(?:(?:public|private|protected|readonly|override|mut)\s+)*(?:@\w+\([^()]*\)\s*)?([A-Za-z_$][\w$]*)\s*\??\s*(?:[:=].*)?$/s.exec(
    part,
  )?.[1] ?? null

/** The most arguments that can be given by position. */
export const countOf = ({ positional }: Parameters): number => positional

/** The parameters that a page writes: `name, [options], callback?`, `a, b=1`; null where it is no list of names. */
export function namesOf(text: string): readonly string[] | null {
  // `(a[, b])` and `(a, [b])` say that the last may be left out.
  const parts = splitList(text.replace(/[[\]]/g, (bracket) => (bracket === '[' ? ',' : '')))
  if (parts === null) return null
  const names: string[] = []
  for (const part of parts) {
    if (/^(?:\*|\/|\.\.\.|…)/.test(part)) continue
    const name = nameIn(part)
    if (name === null || /^(?:true|false|null|None|True|False|self|cls|undefined)$/.test(name)) {
      if (name === 'self' || name === 'cls') continue
      return null
    }
    names.push(name)
  }
  return names.length === 0 ? null : names
}
