import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { batched } from './batched.ts'

/** More files than this tell no more. */
const most = 100
/** A command line holds no more folders, and no more words. */
const mostFolders = 200
const mostWords = 200
/** Words that together are found so often are looked for one by one, each until enough files are found. */
const mostMatches = 50_000

/**
 * Finds words in files that no survey reads, each once. Looking through a whole tree costs git the same for one word as for many: what is asked
 * while it looks waits, and is then looked for together.
 */
export function openHolders(git: Git, commit: string): Pick<History, 'filesHolding'> {
  const known = new Map<string, Promise<readonly string[]>>()
  const asking = new Map<string, (word: string) => Promise<readonly string[]>>()
  return {
    filesHolding(word, folders) {
      if (folders?.length === 0) return Promise.resolve([])
      const within = folders === undefined ? [] : ['--', ...folders.slice(0, mostFolders)]
      const place = within.join('\n')
      const ask = asking.get(place) ?? batched(searching(git, commit, within), { inTurn: true })
      asking.set(place, ask)
      const found = known.get(`${word}\n${place}`) ?? ask(word)
      known.set(`${word}\n${place}`, found)
      return found
    },
  }
}

type Found = ReadonlyMap<string, Iterable<string>>

/** Files that hold words, by the word; where git cannot read all of them, those that it found until then. */
function searching(git: Git, commit: string, within: readonly string[]) {
  const args = ['--literal-pathspecs', 'grep', '-I', '-z', '-w']
  const one = async (word: string): Promise<Iterable<string>> => {
    const found: string[] = []
    try {
      const print = [...args, '-l', '-F', '-e', word, commit, ...within]
      for await (const paths of git.batches(print, '\0')) {
        for (const path of paths) if (path !== '') found.push(path.slice(path.indexOf(':') + 1))
        if (found.length >= most) break
      }
    } catch {
      // git ends with an error where it finds nothing, too.
    }
    return found
  }
  const together = async (words: readonly string[]): Promise<Found | null> => {
    const found = new Map(words.map((word) => [word, new Set<string>()]))
    const either = `(${words.map(literal).join('|')})`
    let read = 0
    try {
      for await (const matches of git.batches([
        ...args,
        '-o',
        '-E',
        '-e',
        either,
        commit,
        ...within,
      ])) {
        for (const match of matches) {
          const [place = '', word = ''] = match.split('\0')
          found.get(word)?.add(place.slice(place.indexOf(':') + 1))
        }
        read += matches.length
        if (read > mostMatches) return null
      }
    } catch {
      // As above.
    }
    return found
  }
  return async (words: readonly string[]): Promise<readonly (readonly string[])[]> => {
    const found = new Map<string, Iterable<string>>()
    for (const group of apart(words)) {
      const all = group.length > 1 ? await together(group) : null
      for (const word of group) found.set(word, all?.get(word) ?? (await one(word)))
    }
    return words.map((word) => [...(found.get(word) ?? [])].slice(0, most))
  }
}

/** An extended regular expression that finds a text. */
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Groups of words that cannot overlap in a text, for of two that do git tells but one. */
function apart(words: readonly string[]): readonly (readonly string[])[] {
  const groups: { readonly words: string[]; readonly parts: Set<string> }[] = []
  for (const word of words) {
    const parts = partsOf(word)
    const group = groups.find(
      ({ words, parts: taken }) =>
        parts !== null &&
        taken.size > 0 &&
        words.length < mostWords &&
        parts.every((part) => !taken.has(part)),
    )
    if (group === undefined) groups.push({ words: [word], parts: new Set(parts) })
    else {
      group.words.push(word)
      for (const part of parts ?? []) group.parts.add(part)
    }
  }
  return groups.map((group) => group.words)
}

/** What a word consists of; null for one that is best looked for alone. */
const partsOf = (word: string): readonly string[] | null =>
  /^[\x21-\x7e]*\w$/.test(word) ? (word.match(/\w+/g) ?? null) : null
