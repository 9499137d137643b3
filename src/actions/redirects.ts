import { adds, destroys, type Effect, loses, widens } from './effect.ts'
import type { Redirect } from './shell.ts'
import { isDevice } from './tools/disks.ts'
import type { Word } from './word.ts'

const says = /^(?::|true|printf|echo)$/

/** What a command does by where its output goes. */
export function redirectEffect(
  { appends, target }: Redirect,
  argv: readonly string[],
): readonly Effect[] {
  const path = target.text
  if (/^\/dev\/(?:null|std\w+|tty|fd\/)|^&?\d*-?$/.test(path)) return []
  if (isDevice(path)) return [destroys(`writes over ${path}`, 'machine')]
  if (/(?:^|\/)(?:authorized_keys|sudoers(?:\.d\/.*)?|shadow|passwd)$/.test(path))
    return [widens(`writes to ${path}`, 'machine')]
  if (/^\/(?:etc|boot|proc\/sys|sys|usr|bin|lib)\//.test(path) && !appends)
    return [loses(`writes over ${path}`, 'machine')]
  const silent =
    argv.length === 0 ||
    (says.test(argv[0] ?? '') && argv.slice(1).every((word) => /^(?:-\w+|)$/.test(word)))
  const empties = silent || (argv[0] === 'cat' && argv[1] === '/dev/null')
  return [
    empties && !appends ? loses(`empties ${path}`, 'resource', 'no') : adds(`writes to ${path}`),
  ]
}

/** `tee` writes wherever its words say, as a redirection would. */
export function teeEffects(words: readonly Word[]): readonly Effect[] {
  const appends = words.some(({ text }) => text === '-a' || text === '--append')
  const targets = words.filter(({ text }) => !text.startsWith('-'))
  return targets.flatMap((target) => redirectEffect({ appends, target }, ['tee', 'input']))
}
