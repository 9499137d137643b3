import { LRUCache } from 'lru-cache'
import type { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'

/** Writes a JSON column; what could not be read again is a fault, and is not written. */
export const encode = <Value>(schema: z.ZodType<Value>, value: Value, what: string): string => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return JSON.stringify(value)
  throw new PlumblineError('internal', `${what} is not what it should be`, { cause: parsed.error })
}

/** Reads a JSON column; one that is not what it should be makes the store untrustworthy. */
export const decode = <Value>(schema: z.ZodType<Value>, text: string, what: string): Value => {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    const message = `${what} in the store does not read as what it should be`
    throw new PlumblineError('store.corrupt', message, { cause })
  }
}

/** So many UTF-16 units of documents are kept read, for each kind of document that is read again and again. */
const mostKept = 2_000_000

/** Reads JSON columns like `decode`; a document that was read lately is not read again, whichever row it stands in. */
export function rememberingDecoder<Value extends object>(
  schema: z.ZodType<Value>,
): (text: string, what: string) => Value {
  const read = new LRUCache<string, Value>({
    maxSize: mostKept,
    maxEntrySize: mostKept / 20,
    sizeCalculation: (_, text) => Math.max(1, text.length),
  })
  return (text, what) => {
    const known = read.get(text)
    if (known !== undefined) return known
    const value = decode(schema, text, what)
    read.set(text, value)
    return value
  }
}
