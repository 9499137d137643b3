import { wordsOf } from '../../domain/fact.ts'

const arrow = /^[`'"*_)}\]]{0,4}\s{0,3}(?:-{1,2}>|={1,2}>|→|⇒|⟶)\s{0,3}/
const nothing = /^\*?(?:no (?:alternative|replacement)|none|removed|gone|deleted|nothing|—|-)/i

/** `old_name -> new_name`: the name on the left is one that was, where the right side is like it or nothing at all. */
export function isBecoming(before: string, token: string, after: string): boolean {
  if (!/^[\s*_[\]x+`'"{(.-]{0,12}$/.test(before)) return false
  const match = arrow.exec(after)
  if (match === null) return false
  const right = after.slice(match[0].length, match[0].length + 160)
  return nothing.test(right) || sharesName(token, right)
}

/** The last word of a name is what a renaming keeps: `CELERY_QUEUES` and `task_queues` share `queues`. */
const sharesName = (token: string, right: string): boolean => {
  const other = /[\w.:-]{2,120}/.exec(right.replace(/^[\s*`'"{(:]{0,6}/, ''))?.[0] ?? ''
  const last = lastWord(token)
  return last.length > 2 && last === lastWord(other)
}

const lastWord = (name: string): string => wordsOf(name.slice(-120)).at(-1) ?? ''
