import { inputWord } from './inside.ts'
import type { Word } from './word.ts'

/** What a finder of files runs for each of them, and whether it deletes them. */
export interface Execs {
  readonly runs: readonly (readonly Word[])[]
  readonly deletes: boolean
}

/** What compilers and desktops make again. */
const madeAgain = /^(?:\*\.(?:py[co]|o|obj|class)|__pycache__|\.DS_Store|Thumbs\.db)$/

const starting = /^(?:-exec(?:dir)?|-ok(?:dir)?|-x|-X|--exec(?:-batch)?)$/

/** `find … -exec cmd ;` and `-delete`, `fd -x cmd`. Nothing for any other program. */
export function execsOf(program: string, rest: readonly Word[]): Execs {
  if (!/^(?:find|gfind|bfs|fd|fdfind)$/.test(program)) return { runs: [], deletes: false }
  const texts = rest.map(({ text }) => text)
  const starts = texts.flatMap((text, place) => (starting.test(text) ? [place + 1] : []))
  // fd puts what it found last where no `{}` stands.
  const fed = program.startsWith('fd') ? [inputWord] : []
  const runs = starts.map((start) => {
    const end = texts.findIndex((text, place) => place >= start && (text === ';' || text === '+'))
    const words = rest
      .slice(start, end < 0 ? rest.length : end)
      .map((word) => (word.text.includes('{}') ? { ...word, dynamic: true } : word))
    return [...words, ...fed]
  })
  return { runs, deletes: texts.includes('-delete') && !findsLeftovers(texts) }
}

/** Whether each way to be found asks for a name of what is made again, and none for what has another name. */
function findsLeftovers(texts: readonly string[]): boolean {
  if (texts.some((text) => /^(?:!|-not|,)$/.test(text))) return false
  const ways = texts.join('\0').split(/\0-or?\0/)
  return ways
    .map((way) => way.split('\0'))
    .every((way) => {
      const names = way.filter((_, place) => /^-i?name$/.test(way[place - 1] ?? ''))
      return names.length > 0 && names.every((name) => madeAgain.test(name))
    })
}
