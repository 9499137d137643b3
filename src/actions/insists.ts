import { type Effect, loses } from './effect.ts'
import type { Word } from './word.ts'

/** Options that nobody asks for but to say: yes, destroy it. Their authors gave them such names so that they are not typed by accident. */
const insisting =
  /^--?(?:yes-)?i-(?:really-)*(?:understand|know|mean|am-sure|accept|want)\b|^--\S*really-(?:mean|destroy|delete|do)|^--(?:allow|accept|permit|ignore|force)-(?:data-?loss|shrink\w*|destroy\w*|destruct\w*|delet\w+)$|^--discard-(?:my-)?(?:data|local)$|^--overwrite-data\b|^--discard-(?!(?:std|output|logs?|comments?|cache|unused|results?)\b)\w[\w-]*$|^--force-new-cluster$|^-y?f{2,3}y?$|^--no-preserve-root$|^--bypass-governance-retention$|^--(?:destroy|wipe|erase)-(?:data|all|disks?|volumes?)$/i
const taken = /=(?:false|no|0|off|none)$/i

/** A check that is told to repair drops what it cannot mend. */
export const rewrites = (words: readonly Word[]): readonly Effect[] =>
  words.some(({ text }) => /^--(?:auto-)?repair(?:=(?:true|yes|1))?$/.test(text))
    ? [loses('rewrites what it finds damaged', 'resource', 'no')]
    : []

/** What an option insists on that only destroying needs, whatever the program is; null where none does. */
export function insistence(words: readonly Word[]): Effect | null {
  const option = words.find(
    ({ text }) => insisting.test(text.split('=', 1)[0] ?? '') && !taken.test(text),
  )
  return option ? loses(`is told to go on though data may be lost: ${option.text}`) : null
}
