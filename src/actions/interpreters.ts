import { adds, type Effect, gravest, hides, loses, reads, widens } from './effect.ts'
import { skipOptions } from './inside.ts'
import { isSecretPath } from './outflow/secret-things.ts'
import type { Input } from './shell.ts'
import { destructiveName } from './telling-words.ts'
import type { Word } from './word.ts'

const shells = /^(?:ba|z|da|k|fi|a|tc|c|mk)?sh$/
const languages =
  /^(?:i?python[\d.]*|pypy3?|node|nodejs|perl|ruby|irb|php|lua|luajit|Rscript|osascript|pwsh|powershell|bun|deno|julia|elixir|erl|escript|ghci?|runghc|scala|groovy|jshell|clojure|clj|bb|racket|guile|tclsh|raku|ocaml|swift|octave|gnuplot|emacs)$/
/** Options whose value is code, by the first letters of who takes them. */
const codeOptions: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^i?py/, /^-[a-zA-Z]*c$/],
  [/^(?:perl|raku)/, /^-[a-zA-Z\d]*[eE]$/],
  [/^ruby/, /^-[a-z\d]*e$/],
  [/^php/, /^(?:-r|-B|-R|-E|--run|--process-code)$/],
  [/^(?:pwsh|powershell)/i, /^-(?:c|command)$/i],
  [/^emacs/, /^--?eval$|^--execute$/],
  [/./, /^(?:-e|-p|-pe|-ne|--?eval|--print|--expr|--execute|-Command|eval)$/],
]
const glued = /^(?:--(?:eval|print|execute|run)=|-[cer](?=\S*[\s(.;]))/

/** What an interpreter was given to run. */
export type Given =
  | { readonly is: 'script'; readonly text: string; readonly dynamic: boolean }
  | { readonly is: 'code'; readonly text: string }
  | { readonly is: 'command'; readonly words: readonly Word[] }
  | { readonly is: 'file'; readonly path: Word; readonly rest: readonly Word[] }
  | { readonly is: 'effect'; readonly effect: Effect }

const effect = (result: Effect): Given => ({ is: 'effect', effect: result })

/** What a shell, `eval`, `source` or an interpreter would run; null for any other program. */
export function interpret(program: string, rest: readonly Word[], input: Input): Given | null {
  if (program === 'eval' || program === 'trap')
    return evaluated(program === 'eval' ? rest : rest.slice(0, 1))
  if (program === 'source' || program === '.') {
    const [file, ...others] = rest
    return file ? { is: 'file', path: file, rest: others } : effect(reads('runs nothing'))
  }
  if (program === 'su') return switched(rest)
  if (/^(?:at|batch)$/.test(program)) return scheduled(rest, input)
  if (program === 'crontab') return timetable(rest, input)
  if (shells.test(program)) return shell(rest, input)
  return languages.test(program) ? language(program, rest, input) : null
}

const evaluated = (words: readonly Word[]): Given => ({
  is: 'script',
  text: words.map(({ text }) => text).join(' '),
  dynamic: words.some(({ dynamic }) => dynamic),
})

/** `at` and `batch` run their input later. */
function scheduled(rest: readonly Word[], input: Input): Given {
  if (rest.some(({ text }) => /^-(?:l|c|V)$/.test(text))) return effect(reads('lists what waits'))
  if (rest.some(({ text }) => /^-(?:r|d)$/.test(text)))
    return effect(loses('takes back what waits'))
  const place = rest.findIndex(({ text }) => text === '-f')
  const file = place < 0 ? undefined : rest[place + 1]
  if (file) return { is: 'file', path: file, rest: [] }
  return fromInput(input) ?? effect(hides('runs later what is typed now, unseen'))
}

/** A timetable that is fed in: what stands after the five fields of each line is run. */
function timetable(rest: readonly Word[], input: Input): Given | null {
  if (!rest.some(({ text }) => text === '-') && (rest.length > 0 || input === null)) return null
  const given = fromInput(input)
  if (given?.is !== 'script') return given
  return { ...given, text: given.text.replaceAll(/^[ \t]*(?:@\w+|(?:\S+[ \t]+){5})/gm, '') }
}

function switched(rest: readonly Word[]): Given {
  const place = rest.findIndex(({ text }) => text === '-c' || text === '--command')
  const code = place < 0 ? undefined : rest[place + 1]
  return code ? evaluated([code]) : effect(hides('opens a shell as somebody else'))
}

function shell(rest: readonly Word[], input: Input): Given {
  const place = rest.findIndex(({ text }) => /^-[a-z]*c$/.test(text))
  const code = place < 0 ? undefined : rest[place + 1]
  if (code) return evaluated([code])
  if (rest.some(({ text }) => text === '--version' || text === '--help'))
    return effect(reads('prints help'))
  const [file, ...others] = skipOptions(rest, '-o -O --rcfile --init-file')
  if (
    file &&
    !/^(?:-|\/dev\/(?:stdin|fd\/0))$/.test(file.text) &&
    !rest.some(({ text }) => text === '-s')
  )
    return { is: 'file', path: file, rest: others }
  return fromInput(input) ?? effect(hides('opens a shell, and what is typed there cannot be seen'))
}

function fromInput(input: Input): Given | null {
  if (input === null) return null
  if (input.from === 'text') return { is: 'script', text: input.text, dynamic: input.dynamic }
  const [first, ...rest] = input.from === 'pipe' ? input.words : []
  const literal = rest.every(({ text, dynamic }) => !dynamic && !/^-|[\\%]/.test(text))
  if (first?.text === 'echo' && literal) return evaluated(rest)
  return effect(
    hides(input.from === 'pipe' ? 'runs what the pipe brings, unseen' : 'runs a file, unseen'),
  )
}

/** A script that lies in a file is an unknown program. */
export const fileEffect = (path: string): Effect =>
  destructiveName(path.split('/').at(-1) ?? path)
    ? { ...hides(`runs ${path}, which by its name destroys`), unknownProgram: true }
    : { ...adds(`runs ${path}, which Plumbline does not know`), unknownProgram: true }

const asking = /^(?:--version|-V|--help|-v|--info|--modules|--ini)$/

function language(program: string, rest: readonly Word[], input: Input): Given {
  const [, option = /^-e$/] = codeOptions.find(([who]) => who.test(program)) ?? []
  if (/^(?:deno|bun)$/.test(program) && rest[0]?.text === 'eval' && rest[1])
    return { is: 'code', text: rest[1].text }
  const [target] = skipOptions(rest, '-r -I -W -X --require --import')
  const before = target ? rest.slice(0, rest.indexOf(target)) : rest
  const place = before.findIndex(({ text }) => option.test(text))
  const one = before.find(({ text }) => glued.test(text))
  const given = place < 0 ? undefined : rest[place + 1]
  const code = given ?? (one && { ...one, text: one.text.replace(glued, '') })
  if (code?.dynamic && /^[$`]/.test(code.text)) return effect(hides('runs code held in a variable'))
  if (code) return { is: 'code', text: code.text }
  const texts = rest.map(({ text }) => text)
  if (
    texts.some((text) => /^-e(?:nc|ncodedcommand)?$/i.test(text)) &&
    /^(?:pwsh|powershell)$/.test(program)
  )
    return effect(hides('runs a command in disguise'))
  if (asking.test(texts[0] ?? '') || (program === 'php' && /^-[imv]$/.test(texts[0] ?? '')))
    return effect(reads('prints help'))
  const module = program.startsWith('python') ? texts.indexOf('-m') : -1
  if (module >= 0) return { is: 'command', words: rest.slice(module + 1) }
  const [told] = rest
  if (program.startsWith('python') && told && /^-m./.test(told.text))
    return { is: 'command', words: [{ ...told, text: told.text.slice(2) }, ...rest.slice(1)] }
  const [file, ...others] = skipOptions(rest, '-r -I -W -X --require --import').filter(
    ({ text }, place) => place > 0 || text !== 'run',
  )
  if (file && file.text !== '-') return { is: 'file', path: file, rest: others }
  const piped = input?.from === 'text' ? { is: 'script', ...input } : fromInput(input)
  if (piped?.is === 'script') return { is: 'code', text: piped.text }
  return effect(
    hides(
      input
        ? 'runs what the pipe brings, unseen'
        : 'opens an interpreter, and what is typed there cannot be seen',
    ),
  )
}

const runs =
  /\b(?:system|popen|exec\w*|spawn\w*|subprocess|child_process|shell_exec|passthru|proc_open|Popen|check_output|check_call|do shell script|Invoke-Expression|iex|Start-Process)\b|`[^`]+`|%x[{([]|\bqx\b/
const removes =
  /\b(?:rmtree|rm_rf?|rm_f|unlink\w*|rmSync|rmdir\w*|\w*[rR]emoveSync|remove_dir\w*|delete_all|destroy_all|drop_all|deleteMany|dropDatabase|truncate\w*|Remove-Item|rimraf|remove_tree)\b|\b(?:os|fs|File|Dir|FileUtils|Path|shutil|requests|axios|http)\.(?:remove|delete|rm|unlink|rmdir|del)\b|\bDROP\s+(?:TABLE|DATABASE|SCHEMA)\b|\bDELETE\s+FROM\b|\brm\s*\(|\.(?:delete|destroy|drop|truncate)!?\(\s*\)/i
const disguises =
  /\b(?:eval|exec|compile|__import__|getattr|b64decode|base64|fromCharCode|unhexlify|marshal|pickle)\b/

const sends =
  /\b(?:requests|httpx|aiohttp|urllib\d?|urlopen|http\.client|socket|fetch|axios|smtplib|ftplib|paramiko|Net::HTTP|LWP|IO::Socket|TCPSocket|fsockopen|curl_exec|net\.(?:connect|createConnection)|https?\.(?:request|get)|dns\.(?:resolve|lookup))\b/
const environment =
  /\b(?:dict|str|repr|dumps|stringify|urlencode)\(\s*(?:os\.environ|process\.env)\s*[,)]|\bENV\.to_(?:h|s|json)\b/

/** Code that speaks to the net and names a file of secrets, or takes the whole environment. */
const sendsSecrets = (code: string): boolean =>
  sends.test(code) &&
  (environment.test(code) ||
    [...code.matchAll(/["'`]([^"'`\s]{3,300})["'`]/g)].some(([, text = '']) => isSecretPath(text)))

/** What code in another language does, as far as its calls tell; shell texts inside it are judged by `judge`. */
export function codeEffect(code: string, judge: (script: string) => readonly Effect[]): Effect {
  const found: Effect[] = [adds('runs a line of code')]
  if (removes.test(code)) found.push(loses('deletes from within code', 'machine', 'unknown'))
  if (sendsSecrets(code)) found.push(widens('sends secrets out of the machine', 'machine', 'no'))
  if (disguises.test(code)) found.push(hides('runs code that it builds itself'))
  if (runs.test(code)) {
    const strings = [...code.matchAll(/(["'`])((?:\\.|(?!\1).)*)\1/gs)].map(
      ([, , text = '']) => text,
    )
    const inside = [...strings, strings.join(' ')]
      .flatMap(judge)
      .filter(({ unknownProgram }) => !unknownProgram)
    found.push(
      ...inside,
      ...(inside.length === 0 ? [hides('runs a command from within code')] : []),
    )
  }
  return gravest(found)
}
