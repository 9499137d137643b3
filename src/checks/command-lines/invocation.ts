import { lookUp } from '../../domain/lookup.ts'
import type { Word } from './words.ts'

/** A command line taken apart: whose command it is, and what it is given. */
export interface Invocation {
  /** The program's bare name, without folder and ending: `acme`. */
  readonly program: string
  /** It is run by its path in the repository or by a tool that builds it. */
  readonly isLocal: boolean
  /** It is named to a runner of a project, which may know a script by that name: `hatch run serve`. */
  readonly byRunner: boolean
  /** The part of a package that is run as a module, which has flags of its own: `tool` of `python -m acme.tool`; null where none is run so. */
  readonly part: readonly string[] | null
  /** The words between the program and its first flag or argument that cannot be a command's name. */
  readonly subcommands: readonly Word[]
  readonly flags: readonly Word[]
}

/** Programs that run the program that is named behind them, with the flags of their own that take a value. */
const wrappers: Readonly<Record<string, RegExp | null>> = {
  sudo: /^-[ugCpT]$/,
  env: /^-[uC]$/,
  time: null,
  nohup: null,
  exec: null,
  command: null,
  xargs: /^-[IPnLd]$/,
  watch: /^-n$/,
  npx: /^(?:-p|--package)$/,
  bunx: null,
  pnpx: null,
  uvx: /^(?:--from|--with|--python|-p)$/,
  winpty: null,
  doas: null,
}
const runners: Readonly<Record<string, RegExp>> = {
  pnpm: /^(?:exec|dlx)$/,
  yarn: /^(?:exec|dlx|run)$/,
  npm: /^(?:exec|x)$/,
  bun: /^(?:x|run)$/,
  pipx: /^run$/,
  uv: /^run$/,
  poetry: /^run$/,
  pipenv: /^run$/,
  hatch: /^run$/,
  pdm: /^run$/,
  bundle: /^exec$/,
}
const interpreters = /^(?:python\d?(?:\.\d+)?|node|deno|bun|ruby|perl|sh|bash|zsh|ts-node|tsx|py)$/
const valued = /^(?:-v|-e|-p|-w|-u|-l|--\w[\w-]*)$/
const dockerSwitches =
  /^(?:--rm|-it|-i|-t|-d|--detach|--interactive|--tty|--privileged|--init|--read-only|-ti|--no-healthcheck|--sig-proxy|-P)$/

/** What a command line runs, behind assignments, wrappers and runners; null when nothing can be told. */
export function invocationOf(words: readonly Word[]): Invocation | null {
  let rest = words
  let isLocal = false
  let byRunner = false
  let part: readonly string[] | null = null
  for (let depth = 0; depth < 8; depth++) {
    while (/^[A-Za-z_]\w*=/.test(rest[0]?.text ?? '')) rest = rest.slice(1)
    const name = rest[0]?.text ?? ''
    const unwrapped = unwrap(name, rest)
    if (unwrapped === null) break
    isLocal ||= unwrapped.isLocal
    byRunner ||= lookUp(runners, name) !== undefined
    part = unwrapped.part ?? part
    rest = unwrapped.rest
  }
  const [first, ...others] = rest
  if (first === undefined || first.isQuoted) return null
  const program = bareName(first.text)
  if (!/^[A-Za-z][\w.+-]*$/.test(program)) return null
  const isPath = /^\.{0,2}\//.test(first.text)
  const script = others.findIndex(({ text }) => isScriptOf(program, text))
  const own = script < 0 ? others : others.slice(0, script)
  return { program, isLocal: isLocal || isPath, byRunner, part, ...given(own) }
}

/** Programs that are called after the language whose scripts they run: `jruby`, `pypy3`. */
const ofLanguage =
  /(?:python|pypy|ruby|perl|php|lua(?:jit)?|node(?:js)?|deno|bun|(?:^|ba|da|fi|k|z)sh)[\d.]*$/i

/** `./bin/jruby test/run.rb --verbose`: what stands behind a script is for the script. */
const isScriptOf = (program: string, word: string): boolean =>
  ofLanguage.test(program) && /^[\w./-]+\.(?:[cm]?[jt]s|lua|php|pl|py|rb|sh)$/.test(word)

function given(words: readonly Word[]): Pick<Invocation, 'subcommands' | 'flags'> {
  const subcommands: Word[] = []
  const flags: Word[] = []
  let isCommand = true
  for (const word of words) {
    if (word.text === '--') break
    if (!word.isQuoted && /^-/.test(word.text)) {
      isCommand = false
      flags.push(word)
    } else if (
      !isCommand ||
      word.isQuoted ||
      !/^[a-z][a-z0-9]*(?:[-_:.][a-z0-9]+)*$/.test(word.text)
    )
      isCommand = false
    else if (subcommands.length < 3) subcommands.push(word)
  }
  return { subcommands, flags }
}

/** `acme` of `./bin/acme.js`, `acme@1.2`, `@acme/acme`. */
export const bareName = (text: string): string =>
  text
    .replace(/^.*\//, '')
    .replace(/@[\w.^~-]*$/, '')
    .replace(/\.(?:[cm]?[jt]s|py|sh|rb|pl|exe|cmd|bat|ps1)$/, '')

interface Unwrapped {
  readonly rest: readonly Word[]
  readonly isLocal: boolean
  readonly part?: readonly string[]
}

function unwrap(name: string, words: readonly Word[]): Unwrapped | null {
  const behind = words.slice(1)
  const own = lookUp(wrappers, name)
  if (own !== undefined) return { rest: pastFlags(behind, own), isLocal: false }
  const runs = lookUp(runners, name)
  if (runs !== undefined) {
    const at = behind.findIndex(({ text }) => runs.test(text))
    if (at >= 0 && behind.slice(0, at).every(({ text }) => text.startsWith('-')))
      return { rest: pastFlags(behind.slice(at + 1), valued), isLocal: false }
  }
  if (interpreters.test(name)) return interpreted(behind)
  if (/^(?:docker|podman|nerdctl)$/.test(name)) return contained(behind)
  if (name === 'go' && behind[0]?.text === 'run')
    return { rest: pastFlags(behind.slice(1), valued), isLocal: true }
  if (name === 'cargo' && /^(?:run|r)$/.test(behind[0]?.text ?? '')) return built(behind)
  return null
}

function pastFlags(words: readonly Word[], takesValue: RegExp | null): readonly Word[] {
  let rest = words
  while (/^-/.test(rest[0]?.text ?? '')) {
    const flag = rest[0]?.text ?? ''
    if (flag === '--') return rest.slice(1)
    rest = rest.slice(takesValue?.test(flag) && !flag.includes('=') ? 2 : 1)
  }
  return rest
}

/** `python -m acme.tool`, `node bin/acme.js`. */
function interpreted(words: readonly Word[]): Unwrapped | null {
  const module = words.findIndex(({ text }) => text === '-m')
  const first = words.findIndex(({ text }) => !text.startsWith('-'))
  if (module >= 0 && (first < 0 || module < first)) {
    const [named, ...rest] = words.slice(module + 1)
    if (named === undefined) return null
    const [program = named.text, ...part] = named.text.split('.')
    const called = { ...named, text: program }
    return {
      rest: [called, ...rest],
      isLocal: false,
      part: part.filter((one) => one !== '__main__'),
    }
  }
  return first >= 0 && !/^-[ce]$/.test(words[0]?.text ?? '')
    ? { rest: words.slice(first), isLocal: true }
    : null
}

/** `docker run -p 80:80 acme/shop:2 --verbose`: what stands behind the image is the image's own. */
function contained(words: readonly Word[]): Unwrapped | null {
  const at = words.findIndex(({ text }) => text === 'run')
  if (at < 0 || at > 1) return null
  let rest = words.slice(at + 1)
  while (/^-/.test(rest[0]?.text ?? '')) {
    const flag = rest[0]?.text ?? ''
    rest = rest.slice(dockerSwitches.test(flag) || flag.includes('=') ? 1 : 2)
  }
  const [image, ...others] = rest
  if (image === undefined) return null
  const [next] = others
  const name = image.text.replace(/[:@].*$/, '')
  // The image's entry point may be the program, or its first word is.
  return next !== undefined && !next.text.startsWith('-') && bareName(name) === next.text
    ? { rest: others, isLocal: false }
    : { rest: [{ ...image, text: name }, ...others], isLocal: false }
}

/** `cargo run --bin acme -- --verbose`: what stands before the dashes is cargo's. */
function built(words: readonly Word[]): Unwrapped | null {
  const dashes = words.findIndex(({ text }) => text === '--')
  if (dashes < 0) return null
  const before = words.slice(0, dashes)
  const bin = before.findIndex(({ text }) => /^(?:--bin|-p|--package|--example)$/.test(text))
  const named = before[bin + 1]
  const program: Word =
    bin >= 0 && named
      ? named
      : { text: 'cargo-run', span: words[0]?.span ?? [0, 0], isQuoted: false }
  return { rest: [program, ...words.slice(dashes + 1)], isLocal: true }
}
