import { isUtf8 } from 'node:buffer'
import type { FileFact, FileFacts } from '../../domain/fact.ts'
import type { FactCache } from '../../domain/fact-cache.ts'
import type { Git } from '../../git/git.ts'
import { classify, classifyContent, headLength, statesFacts } from '../classify.ts'
import { extractorVersion } from '../extractor-version.ts'
import type { FileAt } from './removals.ts'

/** Reads the facts of one file. */
export type FactsIn = (path: string, text: string) => Promise<FileFacts>

/** Facts and texts of files at any revision, kept for a while because names that went together are asked together. */
export interface FileReader {
  /** Null when the file cannot be read. */
  facts(file: FileAt): Promise<readonly FileFact[] | null>
  text(file: FileAt): Promise<string | null>
  /** Hands what was read to the cache. */
  save(): Promise<void>
}

/** Of a file of more bytes than this no facts are read, so its text can prove nothing. */
const largest = 1_000_000
/** How many files' facts are kept at once, and how many characters of text. */
const mostKept = 600
const mostText = 60_000_000
/** How many files' facts wait for the cache at most. */
const mostUnsaved = 100

/** Opens a reader over git's objects; what old files state is looked for in the cache first. */
export function openReader(git: Git, factsIn: FactsIn, cache: FactCache | null): FileReader {
  const kept = new Map<string, Promise<readonly FileFact[] | null>>()
  const texts = new Map<string, Promise<string | null>>()
  let textLength = 0
  let unsaved: (readonly [string, FileFacts])[] = []

  const unreadable = new Set<string>()

  const readText = async (blob: string): Promise<string | null> => {
    if (unreadable.has(blob)) return null
    const bytes = (await git.read(blob))?.bytes ?? null
    const isText = bytes !== null && bytes.length <= largest && !bytes.includes(0) && isUtf8(bytes)
    const text = isText ? bytes.toString('utf8') : null
    if (text === null) unreadable.add(blob)
    textLength += text?.length ?? 0
    if (textLength > mostText) {
      texts.clear()
      textLength = 0
    }
    return text
  }
  const text = ({ blob }: FileAt): Promise<string | null> => {
    const known = texts.get(blob) ?? readText(blob)
    texts.set(blob, known)
    return known
  }
  const save = async (): Promise<void> => {
    const entries = unsaved
    unsaved = []
    if (entries.length > 0) await cache?.put(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  const read = async (file: FileAt): Promise<readonly FileFact[] | null> => {
    const key = `past ${extractorVersion} ${file.blob} ${file.path}`
    const known = (await cache?.get([key]))?.get(key) ?? null
    const told = known ?? (await factsOf(file))
    if (told === null) return null
    if (known === null) unsaved.push([key, { ...told, words: [] }])
    if (unsaved.length >= mostUnsaved) await save()
    return told.unread !== null ? null : told.facts
  }
  const factsOf = async (file: FileAt): Promise<FileFacts | null> => {
    const content = await text(file)
    if (content === null) return null
    // What a machine wrote is no evidence, then as now.
    const head = Buffer.from(content.slice(0, headLength))
    const is = classifyContent(file.path, classify(file.path), head)
    if (!statesFacts(is)) return { facts: [], words: [], unread: null }
    // Old files are of every shape; one that an extractor chokes on is unread, and stops nobody.
    return factsIn(file.path, content).catch(() => null)
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
    save,
  }
}
