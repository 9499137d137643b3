import { lookUp } from '../domain/lookup.ts'
import type { FileClass } from '../domain/repository.ts'
import { escaped } from '../values/escaped.ts'

/** The attributes by which repositories tell GitHub what a file is, and what they mean to us. */
const attributes: Readonly<Record<string, FileClass>> = {
  'linguist-vendored': 'vendored',
  'linguist-generated': 'generated',
  'linguist-documentation': 'document',
}

interface Rule {
  readonly pattern: RegExp
  readonly is: FileClass
  readonly holds: boolean
}

/** Reads `.gitattributes` files (by path) and answers what they say of a path; of rules that fit, the last one counts. */
export function attributeClasses(
  files: readonly { readonly path: string; readonly text: string }[],
): (path: string) => FileClass | null {
  const rules = [...files]
    .sort((a, b) => a.path.length - b.path.length)
    .flatMap(({ path, text }) => text.split('\n').flatMap((line) => rulesOf(folder(path), line)))
  return (path) => {
    const said = new Map<FileClass, boolean>()
    for (const rule of rules) if (rule.pattern.test(path)) said.set(rule.is, rule.holds)
    for (const [is, holds] of said) if (holds) return is
    return null
  }
}

const folder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

function rulesOf(base: string, line: string): readonly Rule[] {
  const [pattern = '', ...words] = line.trim().split(/\s+/)
  if (pattern === '' || pattern.startsWith('#')) return []
  return words.flatMap((word) => {
    const holds = !/^[-!]|=(?:false|0|no|off)$/.test(word)
    const is = lookUp(attributes, word.replace(/^[-!]/, '').replace(/=.*$/, ''))
    return is === undefined ? [] : [{ pattern: globExpression(base, pattern), is, holds }]
  })
}

/** A pattern of git's as an expression over whole paths. */
export function globExpression(base: string, pattern: string): RegExp {
  const anchored = pattern.replace(/^\//, '')
  const anywhere = anchored === pattern && !pattern.replace(/\/$/, '').includes('/')
  const source = anchored.replace(/\*\*\/|\/\*\*$|\*+|\?|\[[^\]]*\]|[^*?[\]/]+|[[\]/]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '/**') return '/.*'
    if (part.startsWith('*')) return '[^/]*'
    if (part === '?') return '[^/]'
    return part.length > 1 && part.startsWith('[') ? bracket(part) : escaped(part)
  })
  return new RegExp(`^${escaped(base)}${anywhere ? '(?:.*/)?' : ''}${source}$`)
}

const bracket = (part: string): string =>
  `[${part.slice(1, -1).replace(/^!/, '^').replace(/\\/g, '\\\\')}]`
