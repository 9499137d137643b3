import { anyName, type Format, type Stated } from '../extractor.ts'
import { linesIn } from './manifests/lines.ts'
import { target } from './manifests/stating.ts'

const assignment = /^\s*(?:export\s+|override\s+|unexport\s+)*[\w.$(){}-]+\s*(?:[:?+!]{0,2}:?=)/
const rule = /^([^\t#=:][^#=:]*)::?(?![=:])/

/** Makefiles: the targets of every rule, and where more can come from. */
export const makefile: Format = {
  about: 'A Makefile states targets; those made of variables or patterns leave its list open.',
  states: ['build-target', 'environment-variable'],
  reads: (path) => /(?:^|\/)(?:GNU)?[Mm]akefile(?:\.[\w.-]+)?$|\.(?:mk|mak)$/.test(path),

  *facts({ path, text }): Iterable<Stated> {
    let define = false
    for (const line of joined(text)) {
      yield* overridable(line.text, line.at)
      if (/^\s*define\b/.test(line.text)) define = true
      if (/^\s*endef\b/.test(line.text)) define = false
      if (define || /^\t/.test(line.text) || assignment.test(line.text)) continue
      yield* included(line.text, path, line.at)
      if (/^\s*\$[({](?:eval|foreach|call)\b/.test(line.text)) yield target(anyName, path, line.at)
      const [, names = ''] = rule.exec(line.text) ?? []
      const phony = /^\.PHONY\s*:\s*(.*)$/.exec(line.text)?.[1]
      yield* targets(phony ?? names, path, line.at)
    }
  },
}

/** `KIND_NAME ?= kind`: what the environment may set, and what it is else. */
function* overridable(line: string, at: number): Iterable<Stated> {
  const [, subject, written = ''] =
    /^(?:export[ \t]+)?([A-Z][A-Z0-9_]*[A-Z0-9])[ \t]*\?=[ \t]*([^\n#]{0,200})/.exec(line) ?? []
  if (subject === undefined) return
  const value = written.trim().replace(/^(["'])(.*)\1$/, '$2')
  const isLiteral = value !== '' && !/[$`]/.test(value)
  yield {
    kind: 'environment-variable',
    subject,
    role: 'read',
    value: isLiteral ? value : null,
    isDefault: isLiteral,
    at,
  }
}

/** More than this is no rule that anybody wrote. */
const longest = 20_000

/** A backslash at the end of a line carries it on. */
function* joined(text: string) {
  let open: { parts: string[]; length: number; at: number } | null = null
  for (const { text: line, at } of linesIn(text)) {
    const goesOn = line.endsWith('\\')
    if (open === null && !goesOn) {
      yield { text: line, at }
      continue
    }
    open ??= { parts: [], length: 0, at }
    if (open.length < longest) open.parts.push(goesOn ? line.slice(0, -1) : line)
    open.length += line.length
    if (goesOn) continue
    yield { text: open.parts.join(' '), at: open.at }
    open = null
  }
  if (open !== null) yield { text: open.parts.join(' '), at: open.at }
}

/** A file that is in the repository states its own targets; what is computed or made at run time is not seen. */
function* included(line: string, path: string, at: number): Iterable<Stated> {
  const [, files] = /^\s*[-s]?include\s+(.*)$/.exec(line) ?? []
  if (files === undefined) return
  const isSeen = files
    .split(/\s+/)
    .every((file) => /^[\w./-]+\.(?:mk|mak)$|[Mm]akefile$/.test(file))
  if (!isSeen) yield target(anyName, path, at)
}

function* targets(names: string, path: string, at: number): Iterable<Stated> {
  for (const name of names.replace(/#.*/, '').trim().split(/\s+/)) {
    if (name === '' || /^\.[A-Z_]+$/.test(name)) continue
    // `bin/ledger$(EXE)`: what is empty on most machines leaves the name as people type it.
    const stem = /^([\w./+@-]+)\$[({]\w+[)}]$/.exec(name)?.[1]
    if (stem !== undefined) yield target(stem, path, at)
    if (/[$%]/.test(name)) yield target(anyName, path, at)
    else if (/^[\w./+@-]+$/.test(name)) yield target(name, path, at)
  }
}
