import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'

/** More files than this tell no more. */
const most = 100

/** Finds words in files that no survey reads, each once. */
export function openHolders(git: Git, commit: string): Pick<History, 'filesHolding'> {
  const known = new Map<string, Promise<readonly string[]>>()
  const holding = async (word: string, folders: readonly string[]): Promise<readonly string[]> => {
    const args = ['grep', '-I', '-l', '-w', '-F', '-e', word, commit, '--', ...folders]
    const found: string[] = []
    for await (const line of git.lines(args)) {
      found.push(line.slice(line.indexOf(':') + 1))
      if (found.length === most) break
    }
    return found
  }
  return {
    filesHolding(word, folders) {
      if (folders.length === 0) return Promise.resolve([])
      const key = `${word}\n${folders.join('\n')}`
      // git ends with an error where it finds nothing.
      const found = known.get(key) ?? holding(word, folders).catch(() => [])
      known.set(key, found)
      return found
    },
  }
}
