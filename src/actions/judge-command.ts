import type { ClassedCommand } from '../domain/action.ts'
import type { Span } from '../domain/passage.ts'
import type { Grammar } from '../syntax/grammar.ts'
import { readArguments } from './arguments.ts'
import { adds, type Effect, gravest, hides, loses, reads } from './effect.ts'
import { expanded, type Place, placeAfter, placeIn } from './folder.ts'
import { guardEffect, guardFound, guardFunctions, guardSettings } from './guard.ts'
import { codeEffect, fileEffect, interpret } from './interpreters.ts'
import { redirectEffect, teeEffects } from './redirects.ts'
import { fedText, parseShell, type SimpleCommand } from './shell.ts'
import { destructiveName, destructiveWord } from './telling-words.ts'
import { toolFor } from './tools/index.ts'
import type { Word } from './word.ts'
import { unwrap } from './wrappers.ts'

/** What a shell text does: its commands classed, and what could not be read. */
export interface Judged {
  readonly commands: readonly ClassedCommand[]
  readonly unseen: readonly string[]
}

interface Setting {
  readonly bash: Grammar
  readonly depth: number
  readonly functions: ReadonlySet<string>
  /** What was settled before. */
  readonly place: Place
  /** Where the outermost command stands, for what is nested in it. */
  readonly span: Span | null
}

const deepest = 8

/** Classes every command of a shell text. */
export const judgeScript = (bash: Grammar, text: string, folder = ''): Judged =>
  judgeText(text, { bash, depth: 0, functions: new Set(), place: placeIn(folder), span: null })

function judgeText(text: string, setting: Setting): Judged {
  if (setting.depth > deepest)
    return { commands: [], unseen: ['commands are nested too deep to be read'] }
  const script = parseShell(setting.bash, text)
  const functions = new Set([...setting.functions, ...script.functions])
  let { place } = setting
  const judged = script.commands.map((command) => {
    const span = setting.span ?? command.span
    const found = judgeCommand(command, { ...setting, functions, place, span })
    place = placeAfter(command, place)
    return found
  })
  const stands = guardFunctions(script.functions)
  const replaced = stands
    ? [{ argv: [text.trim()], span: setting.span ?? ([0, text.length] as const), ...stands }]
    : []
  return {
    commands: [...judged.flatMap(({ commands }) => commands), ...replaced],
    unseen: [...script.unseen, ...judged.flatMap(({ unseen }) => unseen)],
  }
}

function judgeCommand(command: SimpleCommand, setting: Setting): Judged {
  const [first, ...rest] = command.words
  const argv = command.words.map(({ text }) => text)
  const done = (effect: Effect): Judged => ({
    commands: [classed(command, argv, effect, setting)],
    unseen: [],
  })
  const told = guardSettings(argv, command.assignments)
  if (told !== null) return done(told)
  if (!first) return done(reads('sets variables'))
  if (command.assignments.some((text) => hijacks.test(text))) {
    return done(hides('makes a program load or run something else'))
  }
  if (first.dynamic) return done(hides('runs a program named by a variable'))
  if (first.text === '') return done(hides('runs a program without a name'))
  if (!/^[\x21-\x7e]+$/.test(first.text))
    return done(hides('runs a program whose name has unusual characters'))
  const program = nameOf(first.text)
  const inside = unwrap(program, rest)
  if (inside?.is === 'nothing') return done(reads(inside.effect))
  if (inside?.is === 'hidden') return done(hides(inside.effect))
  if (inside?.is === 'command') return nested({ ...command, words: inside.words }, setting)
  if (inside?.is === 'script') return scripted(inside, command, setting, done)
  const given = interpret(program, rest, command.input)
  if (given?.is === 'effect') return done(given.effect)
  if (given?.is === 'file') return done(fileRun(given.path, given.rest, command, setting))
  if (given?.is === 'command') return nested({ ...command, words: given.words }, setting)
  if (given?.is === 'script') return scripted(given, command, setting, done)
  if (given?.is === 'code') {
    const judge = (text: string) => judgeText(text, deeper(setting)).commands
    return done(codeEffect(given.text, judge))
  }
  if (program === 'tee') return done(gravest([adds('writes files'), ...teeEffects(rest)]))
  return withExecs(command, done(effectOf(first.text, program, rest, command, setting)), setting)
}

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
  command: SimpleCommand,
  setting: Setting,
  done: (effect: Effect) => Judged,
): Judged {
  if (script.dynamic && /^\s*["']?(?:\$|`)/.test(script.text))
    return done(hides('runs a text that is built while it runs'))
  const judged = judgeText(script.text, deeper(setting))
  const around = classed(
    command,
    command.words.map(({ text }) => text),
    reads('runs a text'),
    setting,
  )
  return around.class === 'D0' ? judged : { ...judged, commands: [...judged.commands, around] }
}

function effectOf(
  written: string,
  program: string,
  rest: readonly Word[],
  command: SimpleCommand,
  setting: Setting,
): Effect {
  if (setting.functions.has(program)) return reads('calls a function of the same text')
  const tool = toolFor(program)
  const known = tool?.classify({ program, words: rest, input: command.input })
  const elsewhere =
    written.includes('/') && !/^(?:\/usr(?:\/local)?|\/opt\/\w+)?\/s?bin\//.test(written)
  if (known && !(elsewhere && (known.class === 'D0' || known.class === 'D1'))) return known
  const effect = written.includes('/') ? fileEffect(written) : unknown(program)
  return withWords(effect, rest, command, setting)
}

const unknown = (program: string): Effect =>
  destructiveName(program)
    ? {
        ...hides(`runs ${program}, an unknown program that by its name destroys`),
        unknownProgram: true,
      }
    : { ...adds(`runs ${program}, which Plumbline does not know`), unknownProgram: true }

const fileRun = (path: Word, rest: readonly Word[], command: SimpleCommand, setting: Setting) =>
  path.dynamic
    ? hides('runs a file nobody can name beforehand')
    : withWords(fileEffect(path.text), rest, command, setting)

/** An unknown program is believed to do what its words say, and to run what it is handed. */
function withWords(
  effect: Effect,
  rest: readonly Word[],
  command: SimpleCommand,
  setting: Setting,
): Effect {
  const given = readArguments(rest, {})
  const hide = (why: string): Effect => ({ ...hides(why), unknownProgram: true })
  if (given.has('--help', '--version')) return effect
  if (given.dynamic.has(0)) return hide('tells an unknown program by a variable what to do')
  const telling = destructiveWord(given.positionals, given.options)
  if (telling !== null) return hide(`tells an unknown program: ${telling}`)
  const grave = handedOver(rest, command, setting)
  return grave === null ? effect : hide(`hands something to an unknown program: ${grave}`)
}

/** What an unknown program is given to run, if it is grave: a command in its words, a text in one word, its input. */
function handedOver(
  rest: readonly Word[],
  command: SimpleCommand,
  setting: Setting,
): string | null {
  const starts = (text: string): boolean => runsPrograms.test(text) || toolFor(text) !== undefined
  const place = rest.findIndex(({ text }) => starts(text))
  if (/^\/.*sh$/.test(rest[place]?.text ?? '')) return 'a shell'
  const words = place < 0 ? [] : nested({ ...command, words: rest.slice(place) }, setting).commands
  const texts = rest
    .map(({ text }) => text)
    .filter((text) => starts(text.split(/\s/, 1)[0] ?? '') && /\s/.test(text))
  const fed = command.input?.from === 'text' ? [command.input.text] : []
  const judged = [...texts, ...fed].flatMap((text) => judgeText(text, deeper(setting)).commands)
  const grave = [...words, ...judged].find(
    (each) => !/^D[012]$/.test(each.class) && !each.unknownProgram,
  )
  return grave?.effect ?? null
}

const runsPrograms =
  /^(?:\/(?:usr\/)?bin\/)?(?:sudo|env|xargs|(?:ba|z|da|k)?sh|eval|python[\d.]*|perl|ruby)$/

/** `find … -exec cmd ;` and `-delete`, `fd -x cmd`. */
function withExecs(command: SimpleCommand, judged: Judged, setting: Setting): Judged {
  const [first, ...rest] = command.words
  const program = nameOf(first?.text ?? '')
  if (!/^(?:find|gfind|fd|fdfind)$/.test(program)) return judged
  const texts = rest.map(({ text }) => text)
  const starts = texts.flatMap((text, place) =>
    /^(?:-exec(?:dir)?|-ok(?:dir)?|-x|-X|--exec(?:-batch)?)$/.test(text) ? [place + 1] : [],
  )
  const inner = starts.map((start) => {
    const end = texts.findIndex((text, place) => place >= start && (text === ';' || text === '+'))
    const words = rest.slice(start, end < 0 ? rest.length : end)
    const found = words.map((word) =>
      word.text.includes('{}') ? { ...word, dynamic: true } : word,
    )
    return nested({ ...command, words: found }, setting)
  })
  const deletes = texts.includes('-delete')
    ? [
        classed(
          command,
          [program, ...texts],
          loses('deletes every file it finds', 'namespace', 'no'),
          setting,
        ),
      ]
    : []
  const done = [...inner.flatMap(({ commands }) => commands), ...deletes]
  const found = guardFound(texts, done)
  const guarded = found ? [classed(command, [program, ...texts], found, setting)] : []
  const parts = [...inner, { commands: [...deletes, ...guarded], unseen: [] }]
  if (inner.length === 0 && deletes.length === 0) return judged
  return {
    commands: parts.flatMap(({ commands }) => commands),
    unseen: parts.flatMap(({ unseen }) => unseen),
  }
}

const nameOf = (written: string): string => written.split('/').at(-1) ?? written

function classed(
  command: SimpleCommand,
  argv: readonly string[],
  effect: Effect,
  setting: Setting,
): ClassedCommand {
  const written = command.redirects.map(({ target }) => target.text)
  const worst = gravest([
    effect,
    ...command.redirects.flatMap((each) => redirectEffect(each, argv)),
  ])
  const guarded = guardEffect({
    argv: expanded(argv, setting.place),
    written: expanded(written, setting.place),
    effect,
    fed: fedText(command.input),
    folder: setting.place.folder,
  })
  const shown =
    argv.length > 0 ? argv : [...command.assignments, ...written.map((path) => `>${path}`)]
  return { argv: shown, span: setting.span ?? command.span, ...(guarded ?? worst) }
}
