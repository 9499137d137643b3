import { type ChangedFile, type ChangedLine, indentOf, sideOf } from './changed-file.ts'
import { isPipeline } from './pipelines.ts'

/** Shell that stands in a changed file, on its new side, and which line each part of it is. */
export interface ScriptText {
  readonly text: string
  /** The same stretch as it was. */
  readonly before: string
  /** It builds an image: what it does to files is gone with the build. */
  readonly image: boolean
  /** It clears away what was built, and is called by that name. */
  readonly sweeps: boolean
  /** It runs where its file lies, among what the repository brings back or a build makes anew. */
  readonly atHome: boolean
  /** The first added line between two offsets; null where all of it was there before. */
  lineAt(start: number, end: number): ChangedLine | null
}

interface Piece {
  readonly line: ChangedLine
  readonly text: string
  readonly sweeps?: boolean
}

type Reader = (lines: readonly ChangedLine[]) => readonly (readonly Piece[])[]

/** The shell of a file: all of it, or what its format hands to a shell. */
export function scriptsIn(file: ChangedFile): readonly ScriptText[] {
  const reader = readerFor(file.path)
  if (reader === null) return []
  return file.hunks.flatMap((hunk) => {
    const before = reader.read(sideOf(hunk, 'before').filter(({ kind }) => kind === 'removed'))
    const old = before.flatMap((pieces) => pieces.map(({ text }) => text)).join('\n')
    return reader
      .read(sideOf(hunk, 'after'))
      .filter((pieces) => pieces.some(({ line }) => isNew(line)))
      .map((pieces) => scriptOf(pieces, old, reader))
  })
}

const isNew = (line: ChangedLine): boolean => line.kind === 'added' && !line.moved

function scriptOf(pieces: readonly Piece[], before: string, how: Shell): ScriptText {
  const starts: number[] = []
  let text = ''
  for (const piece of pieces) {
    starts.push(text.length)
    text += `${piece.text}\n`
  }
  const lineAt = (start: number, end: number): ChangedLine | null =>
    pieces.find(({ line, text: own }, at) => {
      const place = starts[at] ?? 0
      return isNew(line) && place < end && place + own.length >= start
    })?.line ?? null
  const sweeps = pieces.some((piece) => piece.sweeps === true)
  return { text, before, image: how.image, atHome: how.atHome, sweeps, lineAt }
}

/** How a file hands text to a shell. */
interface Shell {
  readonly read: Reader
  readonly image: boolean
  readonly atHome: boolean
}

function readerFor(path: string): Shell | null {
  const name = path.split('/').at(-1) ?? ''
  if (/^(?:Dockerfile|Containerfile)[\w.-]*$|\.Dockerfile$/i.test(name))
    return { read: runs, image: true, atHome: false }
  if (/^(?:GNU)?makefile$|\.mk$|^justfile$/i.test(name))
    return { read: recipes, image: false, atHome: true }
  if (name === 'package.json') return { read: packageScripts, image: false, atHome: true }
  if (
    /\.(?:sh|bash|zsh|ksh)$/i.test(name) ||
    /^\.(?:husky|githooks)\//.test(path) ||
    /^(?:entrypoint|Procfile)$/.test(name)
  )
    return { read: whole, image: false, atHome: false }
  return isPipeline(path) ? { read: steps, image: false, atHome: false } : null
}

const whole: Reader = (lines) => [lines.map((line) => ({ line, text: line.text }))]

/** `RUN …` with the lines it goes on in. */
const runs: Reader = (lines) => {
  const found: Piece[][] = []
  let open = false
  for (const line of lines) {
    const [, command] = /^\s*RUN\s+(?:--\S+\s+)*(.*)$/i.exec(line.text) ?? []
    if (command !== undefined) found.push([{ line, text: command }])
    else if (open) found.at(-1)?.push({ line, text: line.text })
    open =
      (open || command !== undefined) &&
      (/\\\s*$/.test(line.text) || (open && /^\s*#/.test(line.text)))
  }
  return found
}

/** Lines that begin with a tab, as make gives them to a shell: each by itself unless it goes on. */
/** Whoever calls such a target wants what was built to go. */
const sweeping = /(?:^|[-_/])(?:clean\w*|distclean|mrproper|tidy|purge)(?:$|[-_/])/i

const recipes: Reader = (lines) => {
  const found: Piece[][] = []
  let open = false
  let cleans = false
  for (const line of lines) {
    const target = /^([\w./%-]+)(?:\s+[\w./%-]+)*\s*:(?!=)/.exec(line.text)?.[1]
    if (target !== undefined) cleans = sweeping.test(target)
    const recipe = /^(?:\t|\s{2,})(?![\w.-]+\s*[:?+]?=)(.*)$/.exec(line.text)
    if (!recipe) {
      open = false
      continue
    }
    const text = (recipe[1] ?? '')
      .replace(/^[@+-]+/, '')
      .replaceAll(/\$\(([A-Za-z_]\w*)\)/g, '$${$1}')
      .replaceAll('$$', '$')
    if (open) found.at(-1)?.push({ line, text })
    else found.push([{ line, text, sweeps: cleans }])
    open = text.endsWith('\\')
  }
  return found
}

const packageScripts: Reader = (lines) => {
  const within = lines.findIndex(({ text }) => /^\s*"scripts"\s*:/.test(text))
  const depends = lines.findIndex(
    ({ text }, at) => at > within && /^\s*"(?:dev|peer|optional)?[dD]ependencies"\s*:/.test(text),
  )
  return lines.flatMap((line, at) => {
    const [, , value] = /^\s*"([\w:.-]+)"\s*:\s*"((?:[^"\\]|\\.)*)"\s*,?\s*$/.exec(line.text) ?? []
    if (value === undefined || (depends >= 0 && at > depends) || !/\s/.test(value)) return []
    return [[{ line, text: value.replaceAll('\\"', '"') }]]
  })
}

/** `run: …` of a step, on its line or below it. */
const steps: Reader = (lines) => {
  const found: Piece[][] = []
  let depth: number | null = null
  for (const line of lines) {
    if (depth !== null && line.text.trim() !== '' && indentOf(line.text) <= depth) depth = null
    const [, lead = '', rest = ''] =
      /^(\s*(?:-\s+)?)(?:run|script|command|before_script|after_script)\s*:\s*(.*)$/.exec(
        line.text,
      ) ?? []
    if (depth !== null)
      found.at(-1)?.push({
        line,
        text: line.text
          .replace(/^\s*-\s+(?=\S)/, '')
          .replaceAll(/\$\{\{[^}]*\}\}/g, '${EXPRESSION}'),
      })
    else if (lead !== '' || /^(?:run|script)\s*:/.test(line.text)) {
      const block = /^[|>][-+\d]*\s*$|^$/.test(rest)
      found.push(
        block
          ? []
          : [
              {
                line,
                text: rest
                  .replace(/^(["'])(.*)\1$/, '$2')
                  .replaceAll(/\$\{\{[^}]*\}\}/g, '${EXPRESSION}'),
              },
            ],
      )
      depth = block ? lead.length : null
    }
  }
  return found
}
