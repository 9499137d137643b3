import { deflateSync, inflateSync } from 'node:zlib'
import {
  type FactKind,
  type FactRole,
  type FileFact,
  type FileFacts,
  factKinds,
} from '../domain/fact.ts'

const separator = '\n'

/** A file's facts as few bytes; null for what cannot be written so that it reads back the same. */
export const encodeFacts = ({ facts, words, unread }: FileFacts): Buffer | null => {
  // One string instead of thousands: it parses and compresses several times faster.
  if (words.some((word) => word.includes(separator) || word === '')) return null
  const rows = facts.map((fact) => [
    fact.kind,
    fact.subject,
    fact.value,
    fact.owner,
    fact.role,
    fact.line,
    fact.quote,
    fact.isDefault,
  ])
  // zlib's own format, because it ends in a checksum.
  return deflateSync(JSON.stringify([unread, words.join(separator), rows]), { level: 3 })
}

/** Reads the bytes back; null when they are not what was written. */
export const decodeFacts = (bytes: Uint8Array): FileFacts | null => {
  try {
    const entry: unknown = JSON.parse(inflateSync(bytes).toString())
    if (!Array.isArray(entry)) return null
    const [unread, words, rows]: readonly unknown[] = entry
    if (!isTextOrNull(unread) || typeof words !== 'string' || !Array.isArray(rows)) return null
    const facts: FileFact[] = []
    for (const row of rows) {
      const fact = Array.isArray(row) ? factOf(row) : null
      if (fact === null) return null
      facts.push(fact)
    }
    return { facts, words: words === '' ? [] : words.split(separator), unread }
  } catch {
    return null
  }
}

// By hand: a schema would take longer than all the rest of reading a snapshot.
function factOf(row: readonly unknown[]): FileFact | null {
  const [kind, subject, value, owner, role, line, quote, isDefault] = row
  const isWhole =
    isKind(kind) &&
    typeof subject === 'string' &&
    isTextOrNull(value) &&
    isTextOrNull(owner) &&
    isRole(role) &&
    typeof line === 'number' &&
    typeof quote === 'string' &&
    typeof isDefault === 'boolean'
  return isWhole ? { kind, subject, value, owner, role, line, quote, isDefault } : null
}

const kinds: ReadonlySet<unknown> = new Set(factKinds)

const isKind = (kind: unknown): kind is FactKind => kinds.has(kind)

// Names of roles may grow; the key's extractor version says which extractor wrote them.
const isRole = (role: unknown): role is FactRole => typeof role === 'string'

const isTextOrNull = (text: unknown): text is string | null =>
  text === null || typeof text === 'string'
