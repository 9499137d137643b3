import type { Git } from './git.ts'

/** More files than this tell no more. */
const most = 100
/** A command line holds no more folders, and no more words, of which a longer one is looked for alone. */
const mostFolders = 200
const mostWords = 200
const longestWord = 200
/** Words that together are found so often are found in enough files, or are looked for once more. */
const mostMatches = 50_000

/** What a repository or a person has git print besides is not asked for. */
const command = [
  ...['--literal-pathspecs', 'grep', '-I', '-z', '-w'],
  ...['--no-line-number', '--no-column', '--no-color', '--no-recurse-submodules'],
]

/** Words that are looked for, and where. */
export interface Search {
  readonly words: readonly string[]
  readonly commit: string
  /** Only below these folders. */
  readonly folders?: readonly string[] | undefined
}

/**
 * For each word at most a hundred paths of text files that hold it, whole; where git cannot read all of them, those that it found until then.
 * Looking through a whole tree costs git the same for one word as for many, which is why they are looked for together.
 */
export async function search(
  batches: Git['batches'],
  { words, commit, folders }: Search,
): Promise<readonly (readonly string[])[]> {
  const where = [commit, ...(folders ? ['--', ...folders.slice(0, mostFolders)] : [])]
  const pathOf = (place: string): string => place.slice(commit.length + 1)

  const one = async (word: string): Promise<ReadonlySet<string>> => {
    const found = new Set<string>()
    try {
      const args = [...command, '-l', '-F', '-e', word, ...where]
      for await (const places of batches(args, '\0')) {
        for (const place of places) if (place !== '') found.add(pathOf(place))
        if (found.size >= most) break
      }
    } catch {
      // git ends with an error where it finds nothing, too.
    }
    return found
  }

  /** Null for a word of which not all files were told. */
  const together = async (group: readonly string[]) => {
    const found = new Map<string, Set<string> | null>(group.map((word) => [word, new Set()]))
    const args = [...command, '-o', '-E', '-e', `(${group.map(literal).join('|')})`, ...where]
    let read = 0
    try {
      for await (const matches of batches(args)) {
        for (const match of matches) {
          const [place = '', word = '', ...more] = match.split('\0')
          // A path of several lines is no piece like the others.
          if (!place.startsWith(`${commit}:`) || more.length > 0) return allOpen(group)
          found.get(word)?.add(pathOf(place))
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

  const found = new Map<string, Iterable<string>>()
  for (const group of apart(words)) {
    let open = group
    while (open.length > 1) {
      for (const [word, paths] of await together(open)) if (paths !== null) found.set(word, paths)
      const left = open.filter((word) => !found.has(word))
      if (left.length === open.length) break
      open = left
    }
    for (const word of open) if (!found.has(word)) found.set(word, await one(word))
  }
  return words.map((word) => [...(found.get(word) ?? [])].slice(0, most))
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
