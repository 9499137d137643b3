import type { Git } from '../../git/git.ts'
import { patchArguments } from '../../git/patches.ts'
import { unquoted } from '../../git/quoting.ts'
import { type LostWords, WordTally } from './word-tally.ts'

/** Called with the words that a commit's change of one path took away. */
export type TakeWords = (commit: string, path: string, words: LostWords) => void

/** More of one line than this is not looked at. */
const longestLine = 4_096

/** Reads the words that the patches of some commits took away from files that were there before and after. */
export async function patchWords(
  git: Git,
  commits: readonly string[],
  scope: readonly string[],
  take: TakeWords,
): Promise<void> {
  const args = ['diff-tree', '--stdin', '-r', '--patch', '--no-renames', '--diff-filter=M']
  const reader = patchReader(take)
  const all = [...args, ...patchArguments, '--', ...scope]
  for await (const chunk of git.chunks(all, `${commits.join('\n')}\n`)) reader.take(chunk)
  reader.end()
}

const newline = 10
const [plus, minus, at, letterD, backslash] = [43, 45, 64, 100, 92]

/** Reads `git diff-tree --stdin --patch --unified=0` in chunks of bytes. */
export function patchReader(take: TakeWords): { take(chunk: Buffer): void; end(): void } {
  const tally = new WordTally()
  let commit = ''
  let path: string | null = null
  let inHead = false
  let rest: Buffer = Buffer.alloc(0)
  /** The line that is being read is too long, and its beginning was taken. */
  let skipping = false

  const finish = (): void => {
    if (path !== null) {
      const words = tally.take()
      if (words.length > 0) take(commit, path, words)
    }
    path = null
  }

  const line = (bytes: Buffer, start: number, end: number): void => {
    const first = bytes[start]
    if (!inHead && (first === plus || first === minus)) {
      const side = first === plus ? 'added' : 'removed'
      if (path !== null) tally.line(bytes, start + 1, Math.min(end, start + longestLine), side)
    } else if (first === at) inHead = false
    else if (first === letterD && bytes[start + 1] === 105) {
      finish()
      inHead = true
    } else if (inHead && first === minus) path = oldPath(bytes.toString('utf8', start + 4, end))
    else if (first !== plus && first !== backslash && isId(bytes, start, end)) {
      finish()
      inHead = true
      commit = bytes.toString('latin1', start, end)
    }
  }

  return {
    take(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let start = 0
      if (skipping) {
        const end = bytes.indexOf(newline)
        if (end < 0) return
        start = end + 1
        skipping = false
      }
      for (let end = bytes.indexOf(newline, start); end >= 0; ) {
        line(bytes, start, end)
        start = end + 1
        end = bytes.indexOf(newline, start)
      }
      rest = bytes.subarray(start)
      if (rest.length <= longestLine) return
      line(rest, 0, rest.length)
      rest = Buffer.alloc(0)
      skipping = true
    },
    end() {
      if (rest.length > 0) line(rest, 0, rest.length)
      finish()
    },
  }
}

// Git ends a name that holds white space with a tab, and puts `a/` before every name.
const oldPath = (text: string): string =>
  unquoted(text.endsWith('\t') ? text.slice(0, -1) : text).slice(2)

function isId(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 40 && end - start !== 64) return false
  for (let index = start; index < end; index += 1) {
    const byte = bytes[index] ?? 0
    if (!((byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102))) return false
  }
  return true
}
