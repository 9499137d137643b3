import { deflateSync, inflateSync } from 'node:zlib'
import { z } from 'zod'
import { type FactRole, type FileFacts, factKinds } from '../domain/fact.ts'

const entrySchema = z.object({
  facts: z.array(
    z.looseObject({
      kind: z.enum(factKinds),
      subject: z.string(),
      value: z.string().nullable(),
      owner: z.string().nullable(),
      // Names of roles may grow; the key's extractor version says which extractor wrote them.
      role: z.custom<FactRole>((role) => typeof role === 'string'),
      line: z.number(),
      quote: z.string(),
      isDefault: z.boolean(),
    }),
  ),
  words: z.string(),
  unread: z.string().nullable(),
})

const separator = '\n'

/** A file's facts as few bytes; null for what cannot be written so that it reads back the same. */
export const encodeFacts = ({ facts, words, unread }: FileFacts): Buffer | null => {
  // One string instead of thousands: it parses and compresses several times faster.
  if (words.some((word) => word.includes(separator) || word === '')) return null
  const entry = { facts, words: words.join(separator), unread }
  // zlib's own format, because it ends in a checksum.
  return deflateSync(JSON.stringify(entry), { level: 3 })
}

/** Reads the bytes back; null when they are not what was written. */
export const decodeFacts = (bytes: Uint8Array): FileFacts | null => {
  try {
    const { words, ...rest } = entrySchema.parse(JSON.parse(inflateSync(bytes).toString()))
    return { ...rest, words: words === '' ? [] : words.split(separator) }
  } catch {
    return null
  }
}
