import type { Grammar } from '../syntax/grammar.ts'
import { type Budget, newBudget, spentBudget } from './budget.ts'
import { classed, type Standing } from './classed.ts'
import { adds, type Effect, gravest, hides, loses, reads } from './effect.ts'
import { execsOf } from './execs.ts'
import { type FilesWritten, withFiles } from './files-written.ts'
import { placeAfter, placeIn } from './folder.ts'
import { guardFound, guardFunctions, guardSettings } from './guard.ts'
import { codeEffect, fileEffect, interpret } from './interpreters.ts'
import { type Judged, together } from './judged.ts'
import { outflows } from './outflow/outflow.ts'
import { nameOf, unreadableName } from './program-name.ts'
import { outputEffects, teeEffects } from './redirects.ts'
import { isSetUp, selfRunning } from './self-running.ts'
import { parseShell, type SimpleCommand } from './shell.ts'
import { spokenEffects } from './spoken/spoken.ts'
import { writtenOut } from './tools/beginnings.ts'
import { toolFor } from './tools/index.ts'
import { byWords, type Judges, unknownEffect } from './unknown-program.ts'
import type { Word } from './word.ts'
import { unwrap } from './wrappers.ts'

interface Setting extends Standing {
  readonly bash: Grammar
  readonly depth: number
  readonly functions: ReadonlySet<string>
  /** Files that the text writes before it may run them. */
  readonly written: FilesWritten
  readonly budget: Budget
}

const deepest = 8

/** Classes every command of a shell text, as far as the budget reaches. */
export const judgeScript = (
  bash: Grammar,
  text: string,
  folder = '',
  budget: Budget = newBudget(),
): Judged =>
  judgeText(text, {
    bash,
    depth: 0,
    functions: new Set(),
    written: new Map(),
    budget,
    place: placeIn(folder),
    span: null,
  })

function judgeText(text: string, setting: Setting): Judged {
  if (setting.depth > deepest)
    return { commands: [], unseen: ['commands are nested too deep to be read'] }
  setting.budget.texts -= 1
  const spent = spentBudget(setting.budget)
  if (spent !== null) return { commands: [], unseen: [spent] }
  const script = parseShell(setting.bash, text, setting.budget)
  const functions = new Set([...setting.functions, ...script.functions])
  const written = withFiles(setting.written, script.commands)
  let { place } = setting
  const judged = script.commands.map((command) => {
    const span = setting.span ?? command.span
    const found = judgeCommand(command, { ...setting, functions, written, place, span })
    place = placeAfter(command, place)
    return found
  })
  const stands = guardFunctions(script.functions)
  const replaced = stands
    ? [{ argv: [text.trim()], span: setting.span ?? ([0, text.length] as const), ...stands }]
    : []
  const sent = outflows(text, script.commands, setting.span)
  return together([...judged, { commands: [...sent, ...replaced], unseen: script.unseen }])
}

function judgeCommand(command: SimpleCommand, setting: Setting): Judged {
  const [first, ...written] = command.words
  const argv = command.words.map(({ text }) => text)
  const done = (effect: Effect): Judged => {
    const later = selfRunning(command, (text) => judgeText(text, deeper(setting)))
    return { commands: [classed(command, argv, gravest([effect, ...later]), setting)], unseen: [] }
  }
  const told = guardSettings(argv, command.assignments)
  if (told !== null) return done(told)
  if (!first) return done(reads('sets variables'))
  if (command.assignments.some((text) => hijacks.test(text))) {
    return done(hides('makes a program load or run something else'))
  }
  const unreadable = unreadableName(first)
  if (unreadable) return done(hides(unreadable))
  const viewed = command.assignments.flatMap((text) => programsIn(text, setting))
  if (viewed.length > 0) return done(gravest(viewed))
  if (fetched.test(first.text)) return done(hides('runs what is fetched from elsewhere, unseen'))
  const program = nameOf(first.text)
  const rest = writtenOut(program, written)
  const inside = unwrap(program, rest)
  if (inside?.is === 'nothing') return done(reads(inside.effect))
  // A file of that name somewhere else is no wrapper.
  const own = /^(?:\/usr(?:\/local)?)?\/s?bin\/|^[^/]+$/.test(first.text)
  if (inside?.is === 'hidden' && own) return done(hides(inside.effect))
  if (inside?.is === 'command') {
    const around = toolFor(program)?.classify({ program, words: rest, input: command.input })
    const inner = nested({ ...command, words: inside.words }, setting)
    return around?.class === 'X3' ? together([inner, done(around)]) : inner
  }
  if (inside?.is === 'script') return scripted(inside, setting, done)
  const given = interpret(program, rest, command.input)
  if (given?.is === 'effect') return done(given.effect)
  if (given?.is === 'file') return done(fileRun(given.path, given.rest, command, setting))
  if (given?.is === 'command') return nested({ ...command, words: given.words }, setting)
  if (given?.is === 'script') return scripted(given, setting, done)
  if (given?.is === 'code') {
    const judge = (text: string) => judgeText(text, deeper(setting)).commands
    return done(codeEffect(given.text, judge))
  }
  if (program === 'alias')
    return together([done(reads('names a command')), ...aliased(rest, setting)])
  if (program === 'tee') return done(gravest([adds('writes files'), ...teeEffects(rest)]))
  const effect = effectOf(first.text, program, rest, command, setting)
  const spoken = spokenEffects(effect, program, rest, toolFor(program)?.names ?? false)
  const all = [...spoken, ...outputEffects(program, rest)]
  return withExecs(command, done(gravest(all)), setting)
}

/** An address in the place of a program or a script: whatever lies there is run. */
const fetched = /^(?:https?:\/\/|git\+|(?:github|gitlab|bitbucket|sourcehut):)/

/** Variables by which a program runs code that its own words do not show. */
const hijacks =
  /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|BASH_ENV|PROMPT_COMMAND|GIT_SSH_COMMAND|GIT_EXTERNAL_DIFF|GIT_PAGER|PERL5OPT|RUBYOPT|PYTHONSTARTUP)=/

const deeper = (setting: Setting): Setting => ({ ...setting, depth: setting.depth + 1 })

const nested = (command: SimpleCommand, setting: Setting): Judged =>
  setting.depth > deepest
    ? { commands: [], unseen: ['commands are nested too deep to be read'] }
    : judgeCommand(command, deeper(setting))

/** A text for another shell: what is known of it is judged, and what it takes from variables stays unseen. */
function scripted(
  script: { readonly text: string; readonly dynamic: boolean },
  setting: Setting,
  done: (effect: Effect) => Judged,
): Judged {
  if (script.dynamic && isSetUp(script.text))
    return done(adds('sets the shell up by what a program prints'))
  if (script.dynamic && /^\s*["']?(?:\$|`)/.test(script.text))
    return done(hides('runs a text that is built while it runs'))
  const judged = judgeText(script.text, deeper(setting))
  const around = done(reads('runs a text'))
  return around.commands.every((each) => each.class === 'D0') ? judged : together([judged, around])
}

function effectOf(
  written: string,
  program: string,
  rest: readonly Word[],
  command: SimpleCommand,
  setting: Setting,
): Effect {
  if (setting.functions.has(program)) return reads('calls a function of the same text')
  const wrote = writtenFile(written, setting)
  if (wrote) return wrote
  const known = toolFor(program)?.classify({ program, words: rest, input: command.input })
  const elsewhere =
    written.includes('/') && !/^(?:\/usr(?:\/local)?|\/opt\/\w+)?\/s?bin\//.test(written)
  if (known && !(elsewhere && (known.class === 'D0' || known.class === 'D1'))) return known
  return unknownEffect(written, program, rest, command.input, judgesFor(command, setting))
}

const judgesFor = (command: SimpleCommand, setting: Setting): Judges => ({
  words: (words) => nested({ ...command, words }, setting),
  text: (text) => judgeText(text, deeper(setting)),
})

/** A file that the same text wrote is judged by what was written; what was fetched is unseen. */
function writtenFile(path: string, setting: Setting): Effect | null {
  const text = setting.written.get(path)
  if (text === undefined) return null
  if (text === null) return hides('runs a file that the same text wrote')
  const shell = (script: string): Judged => judgeText(script, deeper(setting))
  if (/\.(?:py|js|mjs|ts|rb|pl|php|lua)$/.test(path))
    return codeEffect(text, (script) => shell(script).commands)
  const { commands, unseen } = shell(text)
  return gravest([
    adds('runs a file that the same text wrote'),
    ...commands,
    ...unseen.map((part) => hides(part)),
  ])
}

function fileRun(
  path: Word,
  rest: readonly Word[],
  command: SimpleCommand,
  setting: Setting,
): Effect {
  if (fetched.test(path.text)) return hides('runs what is fetched from elsewhere, unseen')
  if (path.dynamic)
    return isSetUp(path.text)
      ? adds('sets the shell up by what a program prints')
      : hides('runs a file nobody can name beforehand')
  const wrote = writtenFile(path.text, setting)
  if (wrote) return wrote
  const entry = toolFor(nameOf(path.text))?.classify({
    program: nameOf(path.text),
    words: rest,
    input: command.input,
  })
  if (entry && entry.class !== 'D0' && entry.class !== 'D1') return entry
  return byWords(fileEffect(path.text), rest, command.input, judgesFor(command, setting))
}

/** What `find` and its kin run and delete, judged beside what they are. */
function withExecs(command: SimpleCommand, judged: Judged, setting: Setting): Judged {
  const [first, ...rest] = command.words
  const program = nameOf(first?.text ?? '')
  const { runs, deletes } = execsOf(program, rest)
  if (runs.length === 0 && !deletes) return judged
  const texts = rest.map(({ text }) => text)
  const one = (effect: Effect) => classed(command, [program, ...texts], effect, setting)
  const inner = runs.map((words) => nested({ ...command, words }, setting))
  const deleted = deletes ? [one(loses('deletes every file it finds', 'namespace', 'no'))] : []
  const done = [...inner.flatMap(({ commands }) => commands), ...deleted]
  const found = guardFound(texts, done)
  const guarded = found ? [one(found)] : []
  return together([...inner, { commands: [...deleted, ...guarded], unseen: [] }])
}

/** `alias gone='rm -rf'`: what an alias stands for counts where it is named. */
const aliased = (rest: readonly Word[], setting: Setting): readonly Judged[] =>
  rest
    .filter(({ text }) => text.includes('='))
    .map(({ text }) => judgeText(text.slice(text.indexOf('=') + 1), deeper(setting)))

/** `EDITOR='rm -rf /srv' git commit`: a variable that names a program to run, if that one is grave. */
const programsIn = (assignment: string, setting: Setting): readonly Effect[] => {
  const [, value = ''] =
    /^\w*(?:EDITOR|PAGER|VISUAL|BROWSER|LESSOPEN|ASKPASS|RSH|SHELL)=(.+)$/s.exec(assignment) ?? []
  return judgeText(value.replace(/^(["'])(.*)\1$/s, '$2'), deeper(setting)).commands.filter(
    (each) => !/^D[012]$/.test(each.class) && !each.unknownProgram,
  )
}
