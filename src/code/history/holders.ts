import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'
import { batched } from './batched.ts'

/** More files than this tell no more. */
const most = 100
/** A command line holds no more folders, and no more words, of which a longer one is looked for alone. */
const mostFolders = 200
const mostWords = 200
const longestWord = 200
/** Words that together are found so often are found in enough files, or are looked for once more. */
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

/** What a repository or a person has git print besides is not asked for. */
const search = [
  ...['--literal-pathspecs', 'grep', '-I', '-z', '-w'],
  ...['--no-line-number', '--no-column', '--no-color', '--no-recurse-submodules'],
]

/** Files that hold words; where git cannot read all of them, those that it found until then. */
function searching(git: Git, commit: string, within: readonly string[]) {
  const one = async (word: string): Promise<ReadonlySet<string>> => {
    const found = new Set<string>()
    try {
      const print = [...search, '-l', '-F', '-e', word, commit, ...within]
      for await (const paths of git.batches(print, '\0')) {
        for (const path of paths) if (path !== '') found.add(path.slice(path.indexOf(':') + 1))
        if (found.size >= most) break
      }
    } catch {
      // git ends with an error where it finds nothing, too.
    }
    return found
  }
  /** Null for a word of which not all files were told. */
  const together = async (words: readonly string[]) => {
    const found = new Map<string, Set<string> | null>(words.map((word) => [word, new Set()]))
    const print = [...search, '-o', '-E', '-e', `(${words.map(literal).join('|')})`]
    let read = 0
    try {
      for await (const matches of git.batches([...print, commit, ...within])) {
        for (const match of matches) {
          const [place = '', word = '', ...more] = match.split('\0')
          // A path of several lines is no piece like the others.
          if (!place.startsWith(`${commit}:`) || more.length > 0) return allOpen(words)
          found.get(word)?.add(place.slice(commit.length + 1))
        }
        read += matches.length
        if (read > mostMatches) {
          for (const [word, paths] of found) if ((paths?.size ?? 0) < most) found.set(word, null)
          break
        }
      }
    } catch {
      // As above.
    }
    return found
  }
  const all = async (words: readonly string[]): Promise<ReadonlyMap<string, Iterable<string>>> => {
    const found = new Map<string, Iterable<string>>()
    let open = words
    while (open.length > 1) {
      const told = await together(open)
      for (const [word, paths] of told) if (paths !== null) found.set(word, paths)
      const left = open.filter((word) => !found.has(word))
      if (left.length === open.length) break
      open = left
    }
    for (const word of open) if (!found.has(word)) found.set(word, await one(word))
    return found
  }
  return async (words: readonly string[]): Promise<readonly (readonly string[])[]> => {
    const found = new Map<string, Iterable<string>>()
    for (const group of apart(words))
      for (const [word, paths] of await all(group)) found.set(word, paths)
    return words.map((word) => [...(found.get(word) ?? [])].slice(0, most))
  }
}

const allOpen = (words: readonly string[]): ReadonlyMap<string, null> =>
  new Map(words.map((word) => [word, null]))

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
  word.length <= longestWord && /^[\x21-\x7e]*\w$/.test(word) ? (word.match(/\w+/g) ?? null) : null
