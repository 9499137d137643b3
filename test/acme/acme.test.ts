import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Verification } from '../../src/domain/answer.ts'
import { claimKindAliases, claimKinds } from '../../src/domain/claim.ts'
import type { Finding } from '../../src/domain/finding.ts'
import { everyReader, type OpenedAcme, openAcme } from '../support/acme.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import driftShortfalls from './drift-shortfalls.json' with { type: 'json' }
import shortfalls from './known-shortfalls.json' with { type: 'json' }
import { findingsAt, isAccused } from './matching.ts'
import { breaches, lacks, replyTo } from './replies.ts'
import { type Drift, drifts, type Question, questions, traps } from './rows.ts'

const data = newFolder()
let acme: OpenedAcme
let findings: readonly Finding[] = []

beforeAll(async () => {
  acme = await openAcme(data)
  await acme.plumbline.index()
  findings = await allFindings()
})

afterAll(async () => {
  await acme?.plumbline.close()
  removeFolder(data)
})

async function allFindings(): Promise<readonly Finding[]> {
  const all: Finding[] = []
  let cursor: string | null = null
  do {
    const filter = { limit: 200, ...(cursor === null ? {} : { cursor }) }
    const part = await acme.plumbline.findings(filter, everyReader)
    all.push(...part.items)
    cursor = part.next
  } while (cursor !== null)
  return all
}

const kinds = new Set<string>(claimKinds)
const canonical = (kind: string): string => claimKindAliases[kind] ?? kind
const isJudged = ({ kind }: { readonly kind: string }): boolean => kinds.has(canonical(kind))
const judgedDrifts = drifts.filter(isJudged)

const isSame = (drift: Drift) => (found: Finding) => found.status === drift.status

/** What stands in a failed test's message beside the row. */
const told = (some: readonly Finding[]): string =>
  some
    .map(({ claim, status, judgement }) => {
      const because = judgement.status === 'holds' ? '' : judgement.because
      return `${claim.kind} ${claim.token}: ${status} ${because}`
    })
    .join('\n') || 'no claim was read there'

/** Drifts that are not found yet, each with the reason; one that is found must leave the list. */
const missed = new Map(driftShortfalls.map(({ id, because }) => [id, because]))
const expectedDrifts = judgedDrifts.filter(({ id }) => !missed.has(id))

describe('planted drifts', () => {
  test('what is not found yet is known, and nothing known is found', () => {
    const short = judgedDrifts.filter((drift) => !findingsAt(drift, findings).some(isAccused))
    expect(short.map(({ id }) => id)).toEqual([...missed.keys()])
  })

  test.each(expectedDrifts)('$id: $kind $token on $page is found', (drift) => {
    const here = findingsAt(drift, findings)
    expect(here.some(isAccused), `${drift.why}\n${told(here)}`).toBe(true)
  })

  test('each is moved or contradicted as the corpus has it', () => {
    const wrong = expectedDrifts.filter((drift) => !findingsAt(drift, findings).some(isSame(drift)))
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  test('no fewer than 92 of 96 are found by the check of their own kind', () => {
    const byKind = judgedDrifts.filter((drift) =>
      findingsAt(drift, findings).some(
        (found) => isSame(drift)(found) && found.claim.kind === canonical(drift.kind),
      ),
    )
    expect(byKind.length).toBeGreaterThanOrEqual(92)
  })

  test(`kinds that no check judges yet: ${others()}`, () => {
    expect(drifts.length).toBeGreaterThanOrEqual(60)
    expect(new Set(drifts.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(12)
  })
})

/** `port 1, cli-flag 4`: drifts that wait for a check of their kind. */
function others(): string {
  const counts = new Map<string, number>()
  for (const { kind } of drifts.filter((drift) => !isJudged(drift)))
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ') || 'none'
}

describe('traps', () => {
  /** A trap of a kind that no check has may be accused by none. */
  const inKind = (kind: string, { claim }: Finding): boolean =>
    !kinds.has(canonical(kind)) || claim.kind === canonical(kind)

  test.each(traps)('$id (class $class): $kind $token on $page is not accused', (trap) => {
    const accused = findingsAt(trap, findings).filter(
      (found) => isAccused(found) && inKind(trap.kind, found),
    )
    expect(accused, `${trap.why}\n${told(accused)}`).toEqual([])
  })

  test('all thirty classes of false alarm are there', () => {
    expect(new Set(traps.map((trap) => trap.class)).size).toBe(30)
    expect(traps.length).toBeGreaterThanOrEqual(60)
  })

  test('no fewer than 35 of those that hold are seen to hold', () => {
    const holding = traps.filter((trap) => trap.expect === 'holds')
    const seen = holding.filter((trap) =>
      findingsAt(trap, findings).some(({ status }) => status === 'holds'),
    )
    expect(seen.length).toBeGreaterThanOrEqual(35)
  })
})

/** A question that should be answered and is known to be refused: for want of ground, and for nothing else. */
const asRefused = (question: Question): Question => ({
  ...question,
  expect: { ...question.expect, decision: 'block', reasons: ['answer.no-ground'] },
})

describe('questions', () => {
  const replies = new Map<string, Promise<Answer | Verification>>()
  const reply = (question: Question): Promise<Answer | Verification> => {
    const asked = replies.get(question.id) ?? replyTo(question, acme.plumbline, acme.config)
    replies.set(question.id, asked)
    return asked
  }

  const named = questions.map((question) => ({
    name: `${question.id} ${question.as}: ${question.ask ?? question.verify?.task ?? 'verify'}`,
    question,
  }))

  const refused = new Set(shortfalls.filter(({ refused }) => refused).map(({ id }) => id))

  test.each(named)('$name', async ({ question }) => {
    const wanted = refused.has(question.id) ? asRefused(question) : question
    expect(breaches(await reply(question), wanted), question.why).toEqual([])
  })

  test('what answers lack beyond that is known, and nothing known is mended', async () => {
    const short: string[] = []
    const why: string[] = []
    for (const question of questions) {
      const missing = lacks(await reply(question), question)
      if (missing.length > 0) short.push(question.id)
      if (missing.length > 0) why.push(`${question.id}: ${missing.join('; ')}`)
    }
    expect(short, why.join('\n')).toEqual(shortfalls.map(({ id }) => id))
  })

  test('there are enough of them', () => {
    expect(questions.length).toBeGreaterThanOrEqual(60)
  })
})
