import { disrupts, type Effect, gravest, hides } from './effect.ts'
import type { Judged } from './judged.ts'
import type { SimpleCommand } from './shell.ts'
import type { Word } from './word.ts'

/** Files that a shell reads whenever it starts. */
const startup =
  /(?:^|\/)(?:\.(?:bashrc|bash_(?:profile|login|logout|aliases)|profile|z(?:shrc|shenv|profile|login)|kshrc|t?cshrc|envrc|xprofile|xinitrc|xsessionrc)|fish\/config\.fish)$|^\/etc\/(?:profile|bash\.bashrc|bashrc|rc\.local|zsh\/\w+|profile\.d\/.*)$/
/** Timetables: five fields or a nickname, then a command. */
const timed = /^\/etc\/(?:crontab|anacrontab|cron\.\w+\/.*)$|^\/var\/spool\/cron\//
/** What a session or a machine starts by itself. */
const started =
  /(?:^|\/)(?:systemd\/(?:system|user)\/.*\.(?:service|timer|path|socket|conf)|LaunchAgents\/.*|LaunchDaemons\/.*|autostart\/.*\.desktop|init\.d\/.*)$/

/**
 * What a command does by writing what will run by itself later, in a session that no gate sees: what is put there counts as if it were
 * run now, and what cannot be seen counts as unseen.
 */
export function selfRunning(
  command: SimpleCommand,
  judge: (script: string) => Judged,
): readonly Effect[] {
  const [first, ...rest] = command.words
  const own = first?.text === 'tee' ? rest.filter(({ text }) => !text.startsWith('-')) : []
  const targets = [...command.redirects.map(({ target }) => target), ...own]
  const path = targets.map(({ text }) => text).find((text) => runsByItself(text))
  if (path === undefined) return []
  const text = contentOf(command)
  if (text === null) return [hides(`puts what cannot be seen where it runs by itself: ${path}`)]
  const { commands, unseen } = judge(scriptIn(path, text))
  return [
    gravest([
      disrupts(`writes what runs by itself: ${path}`, 'machine', 'with-effort'),
      ...commands.filter((each) => !each.unknownProgram || each.class !== 'D1'),
      ...unseen.map((part) => hides(part)),
    ]),
  ]
}

/** Whether what lies under a path runs by itself. */
export const runsByItself = (path: string): boolean =>
  path.length <= 4_096 && (startup.test(path) || timed.test(path) || started.test(path))

/** The commands of such a file, as a shell would read them. */
function scriptIn(path: string, text: string): string {
  if (timed.test(path) && !/\/cron\.(?:hourly|daily|weekly|monthly)\//.test(path))
    return text
      .replaceAll(/^[ \t]*[A-Z_]+[ \t]*=.*$/gm, '')
      .replaceAll(/^[ \t]*(?:@\w+|(?:[\d*,/-]+[ \t]+){5})[ \t]*(?:[a-z_][\w-]*[ \t]+(?=\S))?/gm, '')
  if (!started.test(path) || /init\.d\//.test(path)) return text
  const lines = [...text.matchAll(/^[ \t]*Exec\w*=[@+!:-]*(.*)$/gm)].map(([, line = '']) => line)
  const strings = [...text.matchAll(/<string>([^<]*)<\/string>/g)].map(([, one = '']) => one)
  return [...lines, ...(strings.length > 0 ? [strings.join(' ')] : [])].join('\n')
}

/** What a command writes, as far as its own words or what it is fed show; null where they do not. */
function contentOf({ words, input }: SimpleCommand): string | null {
  const [first, ...rest] = words
  if (first === undefined) return ''
  if (first.text === 'echo' || first.text === 'printf') return said(rest)
  // A file that lies here is like a script that is run: unknown, not unseen.
  if (first.text === 'cat' && rest.length > 0 && rest.every(({ dynamic }) => !dynamic)) return ''
  const reads = first.text === 'tee' || (first.text === 'cat' && rest.length === 0)
  if (!reads) return setsUp(words) ? '' : null
  if (input?.from === 'text') return input.text
  const [before, ...spoken] = input?.from === 'pipe' ? input.words : []
  return before?.text === 'echo' || before?.text === 'printf' ? said(spoken) : null
}

const said = (words: readonly Word[]): string =>
  words
    .filter(({ text }, place) => place > 0 || !/^-[neE]+$/.test(text))
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/\\n/g, '\n')

/** Programs whose words are data: whatever they print is somebody else's text. */
const carriers =
  /^(?:cat|echo|printf|curl|wget|base64|base32|head|tail|tac|rev|sed|awk|grep|cut|tr|xxd|nc|openssl|python[\d.]*|node|perl|ruby|php|bash|sh|env|ssh|gpg|gunzip|zcat)$/
const verbs =
  /^(?:init|hook|shellenv|env|activate|docker-env|podman-env|completions?|shell-init|generate-completion|--alias|-s|-c|-b)$/

/** `direnv hook zsh`, `ssh-agent -s`, `brew shellenv`: programs that print how a shell is set up for them. */
function setsUp(words: readonly Word[]): boolean {
  const [first, ...rest] = words
  const program = first?.text.split('/').at(-1) ?? ''
  if (words.some(({ dynamic }) => dynamic) || carriers.test(program)) return false
  return (
    /^(?:dircolors|lesspipe|keychain|gpg-agent)$/.test(program) ||
    rest.some(({ text }) => verbs.test(text)) ||
    (program === 'fzf' && rest.length === 1) ||
    (program === 'ssh-agent' && rest.length === 0)
  )
}

/** Whether a text for `eval` or `source` is what a program prints to set a shell up: `$(direnv hook zsh)`, `<(kubectl completion bash)`. */
export function isSetUp(text: string): boolean {
  const [, inner = ''] = /^\s*["']?[$<]\(\s*([\w./~@:= -]+)\)["']?\s*$/.exec(text) ?? []
  const words = inner.trim().split(/\s+/)
  return inner !== '' && setsUp(words.map((word) => ({ text: word, dynamic: false })))
}
