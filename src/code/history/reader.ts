import { isUtf8 } from 'node:buffer'
import type { FileFact, FileFacts } from '../../domain/fact.ts'
import type { Git } from '../../git/git.ts'
import { classify, classifyContent, headLength, statesFacts } from '../classify.ts'
import { mayProve } from './evidence.ts'
import type { FileAt } from './removals.ts'

/** Reads the facts of one file. */
export type FactsIn = (path: string, text: string) => Promise<FileFacts>

/** Facts and texts of files at any revision, kept for a while because names that went together are asked together. */
export interface FileReader {
  /** Null when the file cannot be read. */
  facts(file: FileAt): Promise<readonly FileFact[] | null>
  text(file: FileAt): Promise<string | null>
  /** The file's text as bytes. */
  bytes(file: FileAt): Promise<Buffer | null>
  /** False once a file ended its reader: another time it might be read. */
  isWhole(): boolean
}

/** How many files' facts are kept at once, and how many bytes of text. */
const mostKept = 600
const mostText = 50_000_000

/** Opens a reader over git's objects. */
export function openReader(git: Git, factsIn: FactsIn): FileReader {
  const kept = new Map<string, Promise<readonly FileFact[] | null>>()
  const texts = new Map<string, Promise<Buffer | null>>()
  let textLength = 0

  const readBytes = async ({ blob, path }: FileAt): Promise<Buffer | null> => {
    const found = (await git.read(blob))?.bytes ?? null
    const isText =
      found !== null && mayProve(path, found.length) && !found.includes(0) && isUtf8(found)
    if (!isText) return null
    textLength += found.length
    if (textLength > mostText) {
      texts.clear()
      textLength = 0
    }
    return found
  }
  const bytes = (file: FileAt): Promise<Buffer | null> => {
    const known = texts.get(file.blob) ?? readBytes(file)
    texts.set(file.blob, known)
    return known
  }
  const text = async (file: FileAt): Promise<string | null> =>
    (await bytes(file))?.toString('utf8') ?? null
  let broken = false
  const factsOf = async (file: FileAt): Promise<readonly FileFact[] | null> => {
    const content = await text(file)
    if (content === null) return null
    // What a machine wrote is no evidence, then as now.
    const head = Buffer.from(content.slice(0, headLength))
    const is = classifyContent(file.path, classify(file.path), head)
    if (!statesFacts(is)) return []
    // Old files are of every shape; one that an extractor chokes on is unread, and stops nobody.
    const told = await factsIn(file.path, content).catch(() => {
      broken = true
      return null
    })
    return told === null || told.unread !== null ? null : told.facts
  }

  return {
    text,
    bytes,
    facts(file) {
      const key = `${file.blob} ${file.path}`
      const known = kept.get(key) ?? factsOf(file)
      // Asked again means wanted again: what was not asked for the longest time makes room.
      kept.delete(key)
      kept.set(key, known)
      const oldest = kept.keys().next().value
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      return known
    },
    isWhole: () => !broken,
  }
}
