import { lookUp } from '../domain/lookup.ts'

export type ToolName =
  | 'make'
  | 'just'
  | 'rake'
  | 'task'
  | 'mage'
  | 'gradle'
  | 'tox'
  | 'nox'
  | 'poe'
  | 'invoke'

interface BuildTool {
  /** How a command line calls it. */
  readonly call: RegExp
  /** The files that state its targets. */
  readonly files: RegExp
  /** Flags that take the next word. */
  readonly taking?: RegExp
  /** Flags that take two: `just --set python python3.10 test`. */
  readonly takingTwo?: RegExp
  /** A target stands only behind this flag. */
  readonly behind?: RegExp
  /** It runs more than what its files name: tox makes environments of interpreters and factors. */
  readonly isOpen?: true
}

/** Tools that run targets by their names. */
export const buildTools: Readonly<Record<ToolName, BuildTool>> = {
  make: {
    call: /^(?:g?make|remake)$/,
    files: /(?:^|\/)(?:GNU)?[Mm]akefile(?:\.[\w.-]+)?$|\.(?:mk|mak)$/,
    taking: /^-(?:C|f|I|o|W|-directory|-file|-makefile)$/,
  },
  just: {
    call: /^just$/,
    files: /(?:^|\/)\.?justfile$|\.just$/i,
    taking: /^(?:-f|-d|--justfile|--working-directory|--set)$/,
    takingTwo: /^--set$/,
  },
  rake: { call: /^rake$/, files: /(?:^|\/)[Rr]akefile(?:\.rb)?$|\.rake$/, taking: /^-[fRr]$/ },
  task: {
    call: /^(?:task|go-task)$/,
    files: /(?:^|\/)[Tt]askfile(?:\.dist)?\.ya?ml$/,
    taking: /^-[dt]$/,
  },
  mage: {
    call: /^mage$/,
    files: /(?:^|\/)(?:magefile\.go|magefiles\/[^/]+\.go)$/,
    taking: /^-[dw]$/,
  },
  gradle: {
    call: /^(?:gradle|(?:\.{0,2}\/)?gradlew(?:\.bat)?)$/,
    files: /\.gradle(?:\.kts)?$/,
    taking: /^(?:-[pbxI]|--project-dir|--tests|--exclude-task)$/,
  },
  tox: {
    call: /^tox$/,
    files: /(?:^|\/)(?:tox\.(?:ini|toml)|pyproject\.toml)$/,
    behind: /^-e$/,
    isOpen: true,
  },
  nox: { call: /^nox$/, files: /(?:^|\/)noxfile\.py$/, behind: /^(?:-s|-e|--sessions?)$/ },
  poe: { call: /^poe$/, files: /(?:^|\/)pyproject\.toml$/, taking: /^-C$/ },
  invoke: { call: /^(?:invoke|inv)$/, files: /(?:^|\/)tasks\.py$/, taking: /^-[cr]$/ },
}

const toolNames = [
  'make',
  'just',
  'rake',
  'task',
  'mage',
  'gradle',
  'tox',
  'nox',
  'poe',
  'invoke',
] as const

export interface BuildCommand {
  readonly tool: ToolName
  readonly target: string
  /** Where the target starts in the text. */
  readonly at: number
}

/** What may stand before the tool: variables, and programs that run others. */
const before = /^(?:\w+=\S*|sudo|time|env|bundle|exec|poetry|uv|pdm|hatch|run|npx|nohup)$/
const word = /"[^"\n]*"|'[^'\n]*'|[^\s"';&|()`]+|&&|\|\||[;&|()`]/g
const target = /^:?[A-Za-z][\w./:,-]{0,80}$/

/** What follows is English: "make it more focused", "task is done", "just a test". */
const isSentence =
  /(?:^|\s)(?:make|just|task|rake|invoke|mage|poe)\s+(?:\w+\s+){0,3}(?:it|its|sure|more|less|the|a|an|your|our|them|this|that|these|use|is|are|was|not|in|of|to|for|and|or|with|like|one)(?:\s|$)/i

/** The targets that a command line runs; in a shell sample what stands in quotes is said, not run. */
export function* commandsOf(text: string, isShell: boolean): Iterable<BuildCommand> {
  const line = text
    .slice(0, 2_000)
    .replace(/(^|\s)#[^\n]*/g, (comment) => ' '.repeat(comment.length))
    // `lang=[your language]`: what the reader puts there.
    .replace(/=(?:\[[^\]\n]{1,80}\]|<[^<>\n]{1,80}>)/g, (value) => '='.padEnd(value.length))
  if (isSentence.test(line)) return
  let tool: ToolName | null = null
  let opens = true
  let takes = 0
  let isBehind = false
  for (const { 0: piece, index } of line.matchAll(word)) {
    if (/^(?:&&|\|\||[;&|()`])$/.test(piece)) {
      tool = null
      opens = true
      takes = 0
    } else if (opens && tool === null) {
      if (before.test(piece)) continue
      tool = toolNames.find((name) => buildTools[name].call.test(piece)) ?? null
      opens = false
      isBehind = false
    } else if (tool !== null) {
      const { taking, takingTwo, behind } = buildTools[tool]
      if (takes > 0) takes -= 1
      else if (behind?.test(piece)) isBehind = true
      else if (/^-/.test(piece)) {
        if (piece === '--') tool = null
        takes = Number(taking?.test(piece) ?? false) + Number(takingTwo?.test(piece) ?? false)
      } else if (/[=<>$]/.test(piece) || /^["']/.test(piece) || !target.test(piece)) continue
      else if (behind === undefined || isBehind) {
        // Words of a sentence within code marks are no targets: only just, task and the like take arguments.
        for (const { name, at } of split(piece, tool)) yield { tool, target: name, at: index + at }
        if (takesArguments.has(tool)) tool = null
      }
    }
    if (!isShell && line.length > 200) return
  }
}

/** Tools whose words behind a target are the target's own. */
const takesArguments: ReadonlySet<ToolName> = new Set([
  'just',
  'rake',
  'poe',
  'invoke',
  'task',
  'mage',
])

/** `tox -e py38,lint` runs two; `gradle :core:test` runs a task of a part. */
function split(piece: string, tool: ToolName): { name: string; at: number }[] {
  const bare = piece.replace(/[.,:]+$/, '')
  if (tool === 'gradle') {
    const at = bare.lastIndexOf(':') + 1
    return [{ name: bare.slice(at), at }]
  }
  if (tool !== 'tox' && tool !== 'nox')
    return /[,]|^:/.test(bare) || bare === '' ? [] : [{ name: bare, at: 0 }]
  return [...bare.matchAll(/[^,]+/g)].map(({ 0: name, index }) => ({ name, at: index }))
}

/** Whether a file states targets of the tool that a claim names; of no known tool any does. */
export const isFileOf = (tool: string | undefined, path: string): boolean =>
  lookUp<BuildTool>(buildTools, tool ?? '')?.files.test(path) ?? true
