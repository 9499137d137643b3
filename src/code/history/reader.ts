import { isUtf8 } from 'node:buffer'
import type { FileFact, FileFacts } from '../../domain/fact.ts'
import type { Git } from '../../git/git.ts'
import { classify, classifyContent, headLength, statesFacts } from '../classify.ts'
import type { FileAt } from './removals.ts'

/** Reads the facts of one file. */
export type FactsIn = (path: string, text: string) => Promise<FileFacts>

/** Facts and texts of files at any revision, kept for a while because names that went together are asked together. */
export interface FileReader {
  /** Null when the file cannot be read. */
  facts(file: FileAt): Promise<readonly FileFact[] | null>
  text(file: FileAt): Promise<string | null>
}

/** How many files' facts are kept at once. */
const mostKept = 600

/** Opens a reader over git's objects. */
export function openReader(git: Git, factsIn: FactsIn): FileReader {
  const kept = new Map<string, Promise<readonly FileFact[] | null>>()

  const text = async ({ blob }: FileAt): Promise<string | null> => {
    const bytes = (await git.read(blob))?.bytes ?? null
    return bytes === null || bytes.includes(0) || !isUtf8(bytes) ? null : bytes.toString('utf8')
  }
  const read = async (file: FileAt): Promise<readonly FileFact[] | null> => {
    const content = await text(file)
    if (content === null) return null
    // What a machine wrote is no evidence, then as now.
    const head = Buffer.from(content.slice(0, headLength))
    const is = classifyContent(file.path, classify(file.path), head)
    if (!statesFacts(is)) return []
    // Old files are of every shape; one that an extractor chokes on is unread, and stops nobody.
    const told = await factsIn(file.path, content).catch(() => null)
    return told === null || told.unread !== null ? null : told.facts
  }

  return {
    text,
    facts(file) {
      const key = `${file.blob} ${file.path}`
      const known = kept.get(key) ?? read(file)
      // Asked again means wanted again: what was not asked for the longest time makes room.
      kept.delete(key)
      kept.set(key, known)
      const oldest = kept.keys().next().value
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      return known
    },
  }
}
