const special = /[.+^$()|[\]\\]/g

/** Whether any of the globs (`*`, `**`, `?`, `{a,b}`) matches a path; a folder's name stands for all below it. */
export const matchesAny = (path: string, globs: readonly string[]): boolean =>
  globs.some((glob) => expressionOf(glob).test(path))

const known = new Map<string, RegExp>()

const expressionOf = (glob: string): RegExp => {
  const before = known.get(glob)
  if (before) return before
  const trimmed = glob.replace(/^\.?\//, '').replace(/\/+$/, '')
  const body = trimmed
    .split(/(\*\*\/|\*\*|\*|\?|\{[^{}]*\})/)
    .map(partOf)
    .join('')
  const anywhere = trimmed.includes('/') ? '' : '(?:.*/)?'
  const expression = new RegExp(`^${anywhere}${body}(?:/.*)?$`, 'su')
  known.set(glob, expression)
  return expression
}

const partOf = (part: string): string => {
  if (part === '**/') return '(?:[^/]+/)*'
  if (part === '**') return '.*'
  if (part === '*') return '[^/]*'
  if (part === '?') return '[^/]'
  if (part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(escaped).join('|')})`
  return escaped(part)
}

const escaped = (text: string): string =>
  text
    .replace(special, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('{', '\\{')
    .replaceAll('}', '\\}')
