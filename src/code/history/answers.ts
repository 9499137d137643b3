import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import type { Pieces } from '../../domain/fact-cache.ts'
import { digestOf, extractorVersion } from '../extractor-version.ts'
import type { Candidate } from './candidates.ts'

/** Answers about the past by what they were read from: a question, and the changes that could answer it. */
export interface Answers {
  get(key: string): unknown
  put(key: string, answer: unknown): void
  save(): Promise<void>
}

const version = digestOf(['history'], ['class-rules', 'classify', 'history'])

/** Most answers of one history that are kept; beyond it those of the last run are. */
const mostKept = 50_000

/** The answers that are kept for one history; nothing is kept without pieces. */
export async function openAnswers(pieces: Pieces | null, history: string): Promise<Answers> {
  const name = `answers ${version} ${extractorVersion} ${history}`
  const kept = pieces === null ? new Map<string, unknown>() : decoded(await pieces.get(name))
  const used = new Map<string, unknown>()
  let isNew = false
  return {
    get(key) {
      const answer = kept.get(key)
      if (answer !== undefined) used.set(key, answer)
      return answer
    },
    put(key, answer) {
      kept.set(key, answer)
      used.set(key, answer)
      isNew = true
    },
    async save() {
      if (pieces === null || !isNew) return
      isNew = false
      const entries = kept.size > mostKept ? used : kept
      await pieces.put(name, deflateSync(JSON.stringify([...entries]), { level: 1 }))
    },
  }
}

/** Changes never change, so that the same question of the same changes has the same answer. */
export const answerKey = (question: unknown, candidates: readonly Candidate[]): string => {
  const hash = createHash('sha256').update(JSON.stringify(question))
  for (const { commit, change } of candidates) hash.update(commit.id).update(change.path)
  return hash.digest('base64').slice(0, 27)
}

// zlib's checksum says that the bytes are whole, and their name which code wrote them.
function decoded(bytes: Uint8Array | null): Map<string, unknown> {
  const found = new Map<string, unknown>()
  try {
    const entries: unknown = bytes === null ? [] : JSON.parse(inflateSync(bytes).toString())
    for (const entry of Array.isArray(entries) ? entries : []) {
      const [key, answer]: readonly unknown[] = Array.isArray(entry) ? entry : []
      if (typeof key === 'string' && answer !== undefined) found.set(key, answer)
    }
  } catch {
    found.clear()
  }
  return found
}
