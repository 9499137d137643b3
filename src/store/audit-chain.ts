import { z } from 'zod'
import type { AuditEntry, AuditFault, AuditRow } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { sha256OfValue } from '../values/digests.ts'

/** What the first entry has for the hash of the one before. */
export const noEntry = '0'.repeat(64)

/** SHA-256 in hex over an entry without its own hash. */
export const hashOf = (
  entry: Omit<AuditEntry, 'hash' | 'kind'> & { readonly kind: string },
): string => sha256OfValue(entry)

/** An entry as it lies in the database; a newer Plumbline may have more kinds. */
export const auditRow: z.ZodType<AuditRow> = z.strictObject({
  seq: z.int(),
  at: z.string(),
  kind: z.string(),
  principal: z.string().nullable(),
  subject: z.string(),
  details: z.string(),
  previous: z.string(),
  hash: z.string(),
})

/** An entry that is sound and follows the one before. */
export interface Link {
  readonly entry: number
  readonly hash: string
}

/** Rows that hold as a chain, one after the other; the first that does not ends it, and is told. */
export function* linksOf(rows: Iterable<unknown>): Generator<Link, AuditFault | null> {
  let last: Link = { entry: 0, hash: noEntry }
  for (const raw of rows) {
    const next = follow(last, raw)
    if ('message' in next) return next
    last = next
    yield last
  }
  return null
}

function follow(last: Link, raw: unknown): Link | AuditFault {
  const entry = last.entry + 1
  const fault = (is: AuditFault['is'], message: string): AuditFault => ({ entry, is, message })
  const parsed = auditRow.safeParse(raw)
  if (!parsed.success) return fault('edited', 'it does not have the fields of an entry')
  const { hash, details, ...rest } = parsed.data
  if (rest.seq !== entry) return fault('missing', `it is not there: ${rest.seq} comes next`)
  const known = detailsOf(details)
  if (known === null || hashOf({ ...rest, details: known }) !== hash)
    return fault('edited', 'it was edited: its hash does not fit what it says')
  return rest.previous === last.hash
    ? { entry, hash }
    : fault(
        'out-of-order',
        'it does not follow the entry before it: one was put in, taken out, moved or exchanged',
      )
}

const detail = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

/** What happened, as it is kept beside an entry. */
export const detailsSchema = z.record(z.string(), detail)

/** Details, if they are written in the one way that Plumbline writes them. */
function detailsOf(text: string): AuditEntry['details'] | null {
  try {
    const parsed = detailsSchema.safeParse(JSON.parse(text))
    return parsed.success && canonicalJson(parsed.data) === text ? parsed.data : null
  } catch {
    return null
  }
}
