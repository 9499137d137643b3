import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent, AuditReport } from '../../src/domain/audit.ts'
import { canonicalJson } from '../../src/domain/canonical-json.ts'
import { checkAudit } from '../../src/flows/audit-check.ts'
import { auditLog } from '../../src/flows/audit-log.ts'
import { hashOf } from '../../src/store/audit-chain.ts'
import { openStore } from '../../src/store/store.ts'
import { originOf, signCheckpoint } from '../../src/verdicts/checkpoint.ts'
import { createKeyPair, signingKeyFrom } from '../../src/verdicts/keys.ts'

type Row = Readonly<Record<string, unknown>>

const key = signingKeyFrom(createKeyPair().privateKey)
const stranger = signingKeyFrom(createKeyPair().privateKey)
const at = '2026-11-01T09:00:00.000Z'
const kinds = ['answer', 'verification', 'key-created', 'receipt-recalled'] as const

const event = (index: number): AuditEvent => ({
  at,
  kind: kinds[index % kinds.length] ?? 'answer',
  principal: index % 3 === 0 ? null : `agent:${index}`,
  subject: `sub_${index}`,
  details: { decision: 'block', reasons: ['a.b', 'c.d'], n: index, flag: true, none: null },
})

let rows: readonly Row[]
let note: string

/** The rows of a log of a dozen events, as they lie in the database, and the note that was signed at its end. */
beforeAll(async () => {
  const store = await openStore(':memory:')
  const log = auditLog({ store, files: [], key: async () => key, now: () => at })
  for (let index = 0; index < 12; index += 1) await log.audit(event(index))
  note = (await log.checkpoint()) ?? ''
  rows = (await store.audit.list({ limit: 100 })).map((entry) => ({
    ...entry,
    details: canonicalJson(entry.details),
  }))
  await store.close()
})

const check = (changed: readonly Row[], notes = [note], keys = [key]): AuditReport =>
  checkAudit({
    rows: changed,
    notes: [...changed.flatMap(noteOf), ...notes.map((one) => ({ note: one, from: 'a file' }))],
    keys: keys.map(({ id, publicKey }) => ({ id, key: publicKey })),
  })

const noteOf = ({ kind, details }: Row) => {
  if (kind !== 'checkpoint') return []
  try {
    return [{ note: String(JSON.parse(String(details)).note), from: 'the log itself' }]
  } catch {
    return []
  }
}

test('a log that nobody touched is sound, and vouched for to its last entry but the checkpoint', () => {
  const report = check(rows)
  expect(report).toEqual({
    entries: rows.length,
    // One at the first entry, one at the end, which stands in the log and in the file.
    checkpoints: 2,
    vouchedTo: rows.length - 1,
    fault: null,
  })
})

const fields = ['seq', 'at', 'kind', 'principal', 'subject', 'details', 'previous', 'hash'] as const

/** Any other value for a field: of another type, or another text. */
const other = (before: unknown): fc.Arbitrary<unknown> =>
  fc
    .oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.integer({ min: 0, max: 200 }).map((place) => flipped(String(before), place)),
      fc.constant(` ${String(before)}`),
      fc.constant(`${String(before)} `),
    )
    .filter((after) => after !== before)

const flipped = (text: string, place: number): string => {
  const index = text === '' ? 0 : place % text.length
  const code = text.charCodeAt(index) ^ 1
  return text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1)
}

describe('any single change is found', () => {
  test('of any field of any entry', () => {
    const change = fc
      .tuple(fc.nat(rows.length - 1), fc.constantFrom(...fields))
      .chain(([index, field]) =>
        other(rows[index]?.[field]).map((value) => ({ index, field, value })),
      )
    fc.assert(
      fc.property(change, ({ index, field, value }) => {
        const changed = rows.map((row, at) => (at === index ? { ...row, [field]: value } : row))
        const { fault } = check(field === 'seq' ? bySeq(changed) : changed)
        expect(fault).not.toBeNull()
        expect(fault?.entry).toBeLessThanOrEqual(index + 2)
      }),
      { numRuns: 1_000 },
    )
  })

  /** As SQLite gives them out. */
  const bySeq = (some: readonly Row[]): readonly Row[] =>
    some.toSorted((a, b) => Number(a.seq ?? 0) - Number(b.seq ?? 0))

  test('any deletion, the last ones among them', () => {
    for (let from = 0; from < rows.length; from += 1)
      for (let to = from + 1; to <= rows.length; to += 1) {
        const left = rows.filter((_, index) => index < from || index >= to)
        // All but the checkpoint's own entry is vouched for: that one may be missing, and the file still tells all.
        const fault = check(left).fault
        if (from === rows.length - 1) expect(fault).toBeNull()
        else expect(fault?.entry).toBe(from + 1)
      }
  })

  test('any deletion after which the rest is numbered and hashed anew', () => {
    for (let gone = 0; gone < rows.length - 1; gone += 1)
      expect(check(rewritten(rows.filter((_, index) => index !== gone))).fault).not.toBeNull()
  })

  test('any two entries that are exchanged, with their numbers or without', () => {
    for (let a = 0; a < rows.length; a += 1)
      for (let b = a + 1; b < rows.length; b += 1) {
        const swapped = rows.map((row, index) =>
          index === a
            ? { ...rows[b], seq: row.seq }
            : index === b
              ? { ...rows[a], seq: row.seq }
              : row,
        )
        expect(check(swapped).fault?.entry).toBe(a + 1)
        if (b < rows.length - 1) expect(check(rewritten(swapped)).fault).not.toBeNull()
      }
  })

  test('any entry that is put in, a copy or an invented one, with all behind it hashed anew or not', () => {
    for (let place = 0; place < rows.length; place += 1)
      for (const put of [rows[place], { ...rows[place], ...event(99), details: '{}' }]) {
        const more = [...rows.slice(0, place), { ...put }, ...rows.slice(place)]
        const numbered = more.map((row, index) => ({ ...row, seq: index + 1 }))
        expect(check(numbered).fault).not.toBeNull()
        // A copy of the last entry that is vouched for, behind it, is a new entry like any other.
        if (place < rows.length - 2) expect(check(rewritten(numbered)).fault).not.toBeNull()
      }
  })

  test('a log that was begun anew, with checkpoints by another key', async () => {
    const edited = rows.map((row) => ({ ...row, principal: 'agent:somebody-else' }))
    const forged = rewritten(edited)
    const [first, last] = [forged[0], forged.at(-2)]
    const forgery = signCheckpoint(
      { origin: originOf(String(first?.hash)), size: Number(last?.seq), root: String(last?.hash) },
      stranger,
    )
    const without = rewritten(forged.filter(({ kind }) => kind !== 'checkpoint'))
    expect(check(forged).fault).not.toBeNull()
    expect(check(without).fault).not.toBeNull()
    expect(check(without, [forgery]).fault?.is).toBe('unproven')
  })

  test('a checkpoint that was altered', () => {
    fc.assert(
      fc.property(fc.nat(note.length - 1), (place) => {
        const altered = flipped(note, place)
        // The four bytes before the signature, and the name before them, are hints: nothing rests on them.
        const hints = note.indexOf('\n\n— ') + 4
        fc.pre(place < hints || place > note.lastIndexOf(' ') + 6)
        const { fault } = check(rows, [altered])
        expect(fault?.is).toBe('unproven')
      }),
      { numRuns: 500 },
    )
  })
})

test('a log far longer than its last checkpoint is not proven', () => {
  const first = rows.slice(0, 1)
  const many = rewritten([...first, ...Array.from({ length: 2_010 }, () => ({ ...rows[1] }))])
  expect(check(many, []).fault).toMatchObject({ is: 'unproven' })
})

/** What somebody with the file and this source, and without the signing key, could make of it. */
function rewritten(some: readonly Row[]): readonly Row[] {
  let previous = '0'.repeat(64)
  return some.map((row, index) => {
    const entry = {
      seq: index + 1,
      at: String(row.at),
      kind: String(row.kind),
      principal: row.principal === null ? null : String(row.principal),
      subject: String(row.subject),
      previous,
    }
    previous = hashOf({ ...entry, details: JSON.parse(String(row.details)) })
    return { ...entry, details: row.details, hash: previous }
  })
}
