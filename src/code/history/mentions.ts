import { PlumblineError } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Git } from '../../git/git.ts'
import { commitFormat, patchArguments, patchParser } from '../../git/patches.ts'

/** What one change put into a document. */
interface Edition {
  readonly date: Instant | null
  readonly text: string
  /** History is cut off before it: the words may be older. */
  readonly isCutOff: boolean
}

/** Most documents whose past is kept at once, and most text of one. */
const mostKept = 16
const mostText = 20_000_000

/** Tells when documents first said something. */
export function openMentions(
  git: Git,
  commit: string,
): (path: string, words: string) => Promise<Instant | null> {
  const kept = new Map<string, Promise<readonly Edition[]>>()
  return async (path, words) => {
    const known = kept.get(path) ?? editions(git, commit, path)
    kept.delete(path)
    kept.set(path, known)
    const oldest = kept.keys().next().value
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    const first = (await known).find(({ text }) => holds(text, words))
    return first === undefined || first.isCutOff ? null : first.date
  }
}

/** What each change put into the document, oldest first, across its renames. */
async function editions(git: Git, commit: string, path: string): Promise<readonly Edition[]> {
  try {
    return await editionsOf(git, commit, path, ['--follow'])
  } catch (fault) {
    if (!(fault instanceof PlumblineError)) throw fault
    // Looking for where it was renamed from may touch objects that are missing: its own name must do then.
    return editionsOf(git, commit, path, ['--no-renames']).catch(() => [])
  }
}

async function editionsOf(
  git: Git,
  commit: string,
  path: string,
  renames: readonly string[],
): Promise<readonly Edition[]> {
  const found: Edition[] = []
  let room = mostText
  const parser = patchParser(
    () => true,
    (patch) => {
      const text = patch.added.map((line) => line.text).join('\n')
      room -= text.length
      // Without parents, and with history cut off, a commit seems to add all that it only carries on.
      const isCutOff = (git.isShallow && patch.commit.parents.length === 0) || room < 0
      found.push({ date: patch.commit.date, text: room < 0 ? '' : text, isCutOff })
    },
  )
  const args = ['log', ...renames, '--patch', `--format=${commitFormat}`, ...patchArguments]
  const literal = `:(top,literal)${path}`
  for await (const batch of git.batches([...args, '--end-of-options', commit, '--', literal])) {
    for (const line of batch) parser.line(line)
  }
  parser.end()
  return found.reverse()
}

/** Whether a text holds the words as a whole token, however its white space is set. */
export function holds(text: string, words: string): boolean {
  const wanted = words.trim().split(/\s+/)
  const [first = ''] = wanted
  if (first === '' || !text.includes(first)) return false
  const source = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}])`, 'u').test(
    text,
  )
}
