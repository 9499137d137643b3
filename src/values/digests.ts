import { createHash } from 'node:crypto'
import { canonicalJson } from '../domain/canonical-json.ts'

/** SHA-256 of a text's UTF-8, in hex. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** SHA-256 of a value's canonical JSON, in hex: equal values have the same, however they were built. */
export const sha256OfValue = (value: unknown): string => sha256Of(canonicalJson(value))

/** A digest as actions and advice are named by it: `sha256:` and the hex. */
export const asDigest = (hex: string): `sha256:${string}` => `sha256:${hex}`
