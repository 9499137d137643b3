import type { ClassedCommand } from '../../domain/action.ts'
import type { Span } from '../../domain/passage.ts'
import { type Effect, widens } from '../effect.ts'
import { inputWord } from '../inside.ts'
import { nameOf } from '../program-name.ts'
import type { SimpleCommand } from '../shell.ts'
import type { Word } from '../word.ts'
import { unwrap } from '../wrappers.ts'
import { type Outlet, outletOf } from './outlets.ts'
import { isBulkPath, isSecretPath, printsBulk, printsSecrets } from './secret-things.ts'

/** What the text itself has put into files and variables so far. */
interface Tainted {
  readonly secret: Set<string>
  readonly bulk: Set<string>
}

/** One command, wrappers taken off. */
interface Bare {
  readonly command: SimpleCommand
  readonly program: string
  readonly rest: readonly Word[]
  /** Where it sends something, if anywhere. */
  readonly outlet: Outlet | null
}

type Holds = 'secret' | 'bulk' | null

/**
 * Finds the commands of a text by which secrets, or a whole database, leave the machine: by their own words, by what is piped or
 * substituted into them, and by files and variables that the same text filled before. `span` is where the text itself stands in
 * another, if it does.
 */
export function outflows(
  text: string,
  commands: readonly SimpleCommand[],
  span: Span | null,
): readonly ClassedCommand[] {
  const bare = commands.map(unwrapped)
  // Most texts send nothing anywhere.
  if (!bare.some(({ outlet }) => outlet !== null)) return []
  const tainted: Tainted = { secret: new Set(), bulk: new Set() }
  return bare.flatMap((one, place) => {
    const before = upstream(one, bare.slice(0, place))
    const effect = effectOf(one, { text, before, all: bare, tainted })
    const held = gravestOf([
      heldBy(one, bare, tainted),
      ...before.map((each) => heldBy(each, bare, tainted)),
    ])
    if (held !== null) for (const name of filledBy(one)) tainted[held].add(name)
    const argv = one.command.words.map((word) => word.text)
    return effect === null ? [] : [{ argv, span: span ?? one.command.span, ...effect }]
  })
}

function effectOf(one: Bare, around: Around): Effect | null {
  const { outlet } = one
  if (outlet === null) return null
  const sent = sentBy(one, outlet, around)
  if (sent === null || (sent === 'bulk' && !outlet.open)) return null
  const what = sent === 'secret' ? 'secrets' : 'a copy of all data'
  return widens(`sends ${what} out of the machine`, 'machine', 'no')
}

function unwrapped(command: SimpleCommand): Bare {
  let words = command.words
  for (let depth = 0; depth < 6; depth += 1) {
    const [first, ...rest] = words
    const program = nameOf(first?.text ?? '')
    const inside = program === 'ssh' ? null : unwrap(program, rest)
    if (inside?.is !== 'command')
      return { command, program, rest, outlet: outletOver(command, program, rest) }
    words = inside.words
  }
  return { command, program: '', rest: [], outlet: outletOver(command, '', []) }
}

/** A command's own outlet, or the one that its output is turned to: `> /dev/tcp/host/port`. */
function outletOver(command: SimpleCommand, program: string, rest: readonly Word[]): Outlet | null {
  const line = command.redirects.some(({ target }) => /^\/dev\/(?:tcp|udp)\//.test(target.text))
  if (!line) return outletOf(program, rest)
  const texts = rest.map(({ text }) => text)
  return { files: texts, texts, input: true, open: true }
}

interface Around {
  readonly text: string
  /** The commands of the same pipeline before it. */
  readonly before: readonly Bare[]
  readonly all: readonly Bare[]
  readonly tainted: Tainted
}

function sentBy(one: Bare, outlet: Outlet, around: Around): Holds {
  const { command } = one
  const named = outlet.files.map((path) => heldIn(path, around.tainted))
  const worded = outlet.texts.map((text) => variablesIn(text, around.tainted))
  const nested = around.all
    .filter((other) => isWithin(other, one))
    .filter(({ command: { span } }) => {
      const written = around.text.slice(...span)
      return [...outlet.files, ...outlet.texts].some((text) => text.includes(written))
    })
  const feeding = outlet.input ? around.before : []
  const fed =
    outlet.input && command.input?.from === 'file'
      ? [heldIn(command.input.path, around.tainted)]
      : []
  const direct = outlet.files.includes(inputWord.text) ? around.before : []
  const sources = [...nested, ...feeding].map((each) => heldBy(each, around.all, around.tainted))
  const listed = direct.map(({ rest }) =>
    gravestOf(rest.map(({ text }) => heldIn(text, around.tainted))),
  )
  const self =
    outletOf(one.program, one.rest) === null && printsSecrets(one.program, one.rest)
      ? (['secret'] as const)
      : []
  return gravestOf([...named, ...worded, ...fed, ...sources, ...listed, ...self])
}

const gravestOf = (held: readonly Holds[]): Holds =>
  held.includes('secret') ? 'secret' : held.includes('bulk') ? 'bulk' : null

const isWithin = (inner: Bare, outer: Bare): boolean =>
  inner !== outer &&
  inner.command.span[0] > outer.command.span[0] &&
  inner.command.span[1] <= outer.command.span[1]

/** The commands of the same pipeline before one. */
const upstream = (one: Bare, before: readonly Bare[]): readonly Bare[] =>
  one.command.pipeline === null
    ? []
    : before.filter(({ command }) => command.pipeline === one.command.pipeline)

function heldIn(path: string, tainted: Tainted): Holds {
  const plain = path.replace(/^["']|["']$/g, '')
  if (isSecretPath(plain) || tainted.secret.has(plain)) return 'secret'
  if (isBulkPath(plain) || tainted.bulk.has(plain)) return 'bulk'
  return variablesIn(plain, tainted)
}

const variablesIn = (text: string, tainted: Tainted): Holds =>
  gravestOf(
    [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) =>
      tainted.secret.has(`$${name}`) ? 'secret' : tainted.bulk.has(`$${name}`) ? 'bulk' : null,
    ),
  )

/** Programs whose words are names and nothing else. */
const names =
  /^(?:echo|printf|find|ls|test|\[|stat|rm|git|cd|mkdir|chmod|chown|wc|sha\d*sum|md5sum|true|:)$/

/** What a command prints or packs. */
function heldBy(one: Bare, all: readonly Bare[], tainted: Tainted): Holds {
  const { command, program, rest } = one
  if (command.words.length === 0)
    return gravestOf(
      all.filter((other) => isWithin(other, one)).map((other) => heldBy(other, [], tainted)),
    )
  if (printsSecrets(program, rest)) return 'secret'
  if (names.test(program)) return gravestOf(rest.map(({ text }) => variablesIn(text, tainted)))
  const fed = command.input?.from === 'file' ? [command.input.path] : []
  const words = rest.filter(
    ({ text }, place) => !/^-/.test(text) && !isAside(program, rest[place - 1]?.text ?? ''),
  )
  const whole = printsBulk(program, rest) ? (['bulk'] as const) : []
  return gravestOf([
    ...whole,
    ...[...words.map(({ text }) => text), ...fed].map((text) => heldIn(text, tainted)),
  ])
}

/** Options whose value is no file that is read out. */
const isAside = (program: string, option: string): boolean =>
  /^--(?:exclude|include|exclude-from|key|cert|cacert|kubeconfig|rsh)$/.test(option) ||
  (/^(?:ssh|scp|sftp|rsync|ansible)$/.test(program) && /^-[ie]$/.test(option))

/** Files and variables that a command fills with what it prints or packs. */
function filledBy({ command, program, rest }: Bare): readonly string[] {
  const into = command.redirects.map(({ target }) => target.text)
  const variables = command.assignments.map((text) => `$${text.split(/\+?=/, 1)[0] ?? ''}`)
  const packed =
    /^(?:tar|bsdtar|zip|7z|cp|mv|gpg2?|openssl|base64|xxd|gzip|install|rsync|dd|pg_dump|mysqldump)$/.test(
      program,
    )
      ? rest
          .map(({ text }) => text.replace(/^of=|^--file=|^-f(?=.)/, ''))
          .filter((text) => !text.startsWith('-'))
      : []
  return [...into, ...variables, ...packed]
}
