import { adds, destroys, disrupts, type Effect, hides, loses, widens } from './effect.ts'
import { runsByItself } from './self-running.ts'
import type { Redirect } from './shell.ts'
import { isDevice } from './tools/disks.ts'
import type { Word } from './word.ts'

const says = /^(?::|true|printf|echo)$/

const shells = /^(?:\S*\/)?(?:ba|z|da|k|a)?sh$/

/** Places made for files of one's own beside those of the system; who may log in is none of them. */
const ownPart =
  /^\/usr\/local\/|^\/usr\/share\/keyrings\/|^\/etc\/(?:(?!pam\.d\/)(?:[\w.-]+\/)*[\w.-]+\.d\/[\w.@-]+$|(?:nginx|apache2|httpd)\/(?:sites|conf|mods|snippets)[\w-]*\/|systemd\/(?:system|user)\/[\w.@-]+$|apt\/keyrings\/)/

/** What a command does by where its output goes. */
export function redirectEffect(
  { appends, target }: Redirect,
  argv: readonly string[],
): readonly Effect[] {
  const path = target.text
  if (/^\/dev\/(?:null|std\w+|tty|fd\/)|^&?\d*-?$/.test(path)) return []
  if (/^\/dev\/(?:tcp|udp)\//.test(path))
    return [
      shells.test(argv[0] ?? '')
        ? hides('lets another machine type into a shell')
        : adds('sends to another machine'),
    ]
  if (isDevice(path)) return [destroys(`writes over ${path}`, 'machine')]
  if (/(?:^|\/)(?:authorized_keys|sudoers(?:\.d\/.*)?|shadow|passwd)$/.test(path))
    return [widens(`writes to ${path}`, 'machine')]
  if (ownPart.test(path)) return [disrupts(`writes ${path}`, 'machine', 'with-effort')]
  if (/^\/(?:etc|boot|proc|sys|usr|bin|lib)\//.test(path) && !appends)
    return [loses(`writes over ${path}`, 'machine')]
  const silent =
    argv.length === 0 ||
    (says.test(argv[0] ?? '') && argv.slice(1).every((word) => /^(?:-\w+|)$/.test(word)))
  const empties = silent || (argv[0] === 'cat' && argv[1] === '/dev/null')
  return [
    empties && !appends ? loses(`empties ${path}`, 'resource', 'no') : adds(`writes to ${path}`),
  ]
}

/** Options whose value is a file that a program writes, as a redirection would. */
const outputs: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^(?:find|gfind|bfs)$/, /^-f(?:print0?|printf|ls)$/],
  [/^g?sort$/, /^(?:-[a-zA-Z]*o|--output)$/],
  [/^curl$/, /^(?:-[a-zA-Z]*o|--output)$/],
  [/^wget2?$/, /^(?:-[a-zA-Z]*O|--output-document)$/],
]

/** What a program does to the files that its options have it write. */
export function outputEffects(program: string, words: readonly Word[]): readonly Effect[] {
  const [, option] = outputs.find(([programs]) => programs.test(program)) ?? []
  if (option === undefined) return []
  return words.flatMap((word, place) => {
    const [name = '', ...glued] = word.text.split('=')
    if (!option.test(name)) return []
    const target = glued.length > 0 ? { ...word, text: glued.join('=') } : words[place + 1]
    if (target === undefined || target.text === '-') return []
    const unseen = runsByItself(target.text)
      ? [hides(`puts what cannot be seen where it runs by itself: ${target.text}`)]
      : []
    return [...unseen, ...redirectEffect({ appends: false, target }, [program, 'input'])]
  })
}

/** `tee` writes wherever its words say, as a redirection would. */
export function teeEffects(words: readonly Word[]): readonly Effect[] {
  const appends = words.some(({ text }) => text === '-a' || text === '--append')
  const targets = words.filter(({ text }) => !text.startsWith('-'))
  return targets.flatMap((target) => redirectEffect({ appends, target }, ['tee', 'input']))
}
