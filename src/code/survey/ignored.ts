import { escaped } from '../../values/escaped.ts'
/** A `.gitignore` file of the snapshot. */
export interface IgnoreFile {
  readonly path: string
  readonly text: string
}

interface Pattern {
  readonly matches: RegExp
  readonly isNegated: boolean
  readonly onlyFolders: boolean
}

const mostPatterns = 2_000

/** Tells whether git would ignore a path, by the ignore files of the snapshot; a path ending in `/` is a folder. */
export const ignoredBy = (files: readonly IgnoreFile[]): ((path: string) => boolean) => {
  // Deeper files speak last, as git has it.
  const inOrder = [...files].sort((a, b) => depthOf(a.path) - depthOf(b.path))
  const patterns = inOrder.flatMap(patternsOf).slice(0, mostPatterns)
  if (patterns.length === 0) return () => false
  return (path) => {
    const names = path
      .replace(/^\.?\//, '')
      .split('/')
      .filter((name) => name !== '')
    // What lies in an ignored folder is ignored, whatever is said of it.
    return names.some((_, index) => {
      const isFolder = index < names.length - 1 || path.endsWith('/')
      return isIgnored(patterns, names.slice(0, index + 1).join('/'), isFolder)
    })
  }
}

const isIgnored = (patterns: readonly Pattern[], path: string, isFolder: boolean): boolean => {
  let ignored = false
  for (const { matches, isNegated, onlyFolders } of patterns)
    if ((isFolder || !onlyFolders) && matches.test(path)) ignored = !isNegated
  return ignored
}

const depthOf = (path: string): number => path.split('/').length

const patternsOf = ({ path, text }: IgnoreFile): readonly Pattern[] => {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  return text.split(/\r?\n/).flatMap((line) => patternOf(line, folder))
}

function patternOf(line: string, folder: string): readonly Pattern[] {
  const trimmed = line.replace(/(?<!\\)\s+$/, '')
  // Many stars in one pattern would take a matcher forever.
  if (/^(?:#.*)?$/.test(trimmed) || trimmed.split('*').length > 8) return []
  const isNegated = trimmed.startsWith('!')
  const body = trimmed.replace(/^!/, '').replace(/^\\(?=[#!])/, '')
  const onlyFolders = body.endsWith('/')
  const bare = body.replace(/\/$/, '')
  const isAnchored = bare.includes('/')
  const source = `^${escaped(folder)}${isAnchored ? '' : '(?:.*/)?'}${globbed(bare.replace(/^\//, ''))}$`
  return [{ matches: new RegExp(source), isNegated, onlyFolders }]
}

const globbed = (glob: string): string =>
  glob
    .split(/(\*\*\/|\/\*\*$|\*+|\?)/)
    .map((piece) => {
      if (piece === '**/') return '(?:.*/)?'
      if (piece === '/**') return '/.*'
      if (piece === '?') return '[^/]'
      return /^\*+$/.test(piece) ? '[^/]*' : escaped(piece)
    })
    .join('')
