import type { History } from '../../domain/history.ts'
import type { Git } from '../../git/git.ts'

/** More files than this tell no more. */
const most = 100
/** A command line holds no more folders. */
const mostFolders = 200

/** Finds words in files that no survey reads, each once. */
export function openHolders(git: Git, commit: string): Pick<History, 'filesHolding'> {
  const known = new Map<string, Promise<readonly string[]>>()
  const holding = async (
    word: string,
    folders: readonly string[] | undefined,
  ): Promise<readonly string[]> => {
    const within = folders === undefined ? [] : ['--', ...folders.slice(0, mostFolders)]
    const args = ['--literal-pathspecs', 'grep', '-I', '-l', '-z', '-w', '-F', '-e', word, commit]
    const found: string[] = []
    for await (const lines of git.batches([...args, ...within], '\0')) {
      for (const line of lines) if (line !== '') found.push(line.slice(line.indexOf(':') + 1))
      if (found.length >= most) break
    }
    return found.slice(0, most)
  }
  return {
    filesHolding(word, folders) {
      if (folders?.length === 0) return Promise.resolve([])
      const key = `${word}\n${folders?.join('\n') ?? ''}`
      // git ends with an error where it finds nothing; where it cannot look, a doubt is left out.
      const found = known.get(key) ?? holding(word, folders).catch(() => [])
      known.set(key, found)
      return found
    },
  }
}
