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
