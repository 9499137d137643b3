import { describe, expect, it } from 'vitest'
import type { GivenAnswer, Verification } from '../../src/domain/answer.ts'
import type { ApprovalDecision } from '../../src/domain/approval.ts'
import type { Finding } from '../../src/domain/finding.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import { countsOf } from '../../src/flows/verify-advice.ts'
import { openStore } from '../../src/store/store.ts'
import { decisionOf, sampleApproval } from '../support/approvals.ts'
import { at, everyone, makePage, put } from './support/samples.ts'

const later = '2026-11-24T09:00:00.000Z'

const finding = (page: string, line: number, changes: Partial<Finding> = {}): Finding => ({
  id: `fnd_${line}`,
  claim: {
    kind: 'option',
    subject: 'timeout',
    owner: null,
    value: '30s',
    mood: 'asserted',
    page,
    passage: `${page}#0`,
    span: [0, 7],
    line,
    endLine: line,
    column: 1,
    heading: [],
    quote: 'timeout is 30s',
    token: 'timeout',
    context: [],
  },
  status: 'contradicted',
  judgement: {
    status: 'contradicted',
    because: 'it is 5s',
    actual: '5s',
    evidence: [{ in: 'code', repository: 'r', commit: 'c', path: 'p', line: 1, quote: 'q' }],
    since: null,
    correction: '5s',
  },
  genre: 'runbook',
  repositories: ['r'],
  suggestion: null,
  ...changes,
})

const link = { id: 'rcp_1', url: '/v1/receipts/rcp_1', expiresAt: later }

describe('findings', () => {
  it('are replaced page by page and repository by repository', async () => {
    const { pages, findings } = await openStore(':memory:')
    for (const id of ['w:a', 'w:b']) await put({ pages }, makePage(id, 'x', { owner: 'ann' }), [])
    const other = finding('w:a', 3, { repositories: ['s'], status: 'moved' })
    await findings.replace({ page: 'w:a' }, [finding('w:a', 2), finding('w:a', 1), other])
    await findings.replace({ page: 'w:b' }, [finding('w:b', 1)])
    await findings.replace({ page: 'w:a', repositories: ['r'] }, [finding('w:a', 5)])
    const lines = (found: readonly Finding[]) => found.map(({ claim }) => claim.line)
    expect(lines(await findings.byPage('w:a'))).toEqual([3, 5])
    expect(lines(await findings.byPassages(['w:a#0', 'w:b#0']))).toEqual([1, 3, 5])
    expect(await findings.byId('fnd_5')).toEqual([finding('w:a', 5)])
    const moved = await findings.list({ statuses: ['moved'], kinds: ['option'], owner: 'ann' })
    expect(moved.findings).toEqual([other])
    const part = await findings.list({ reader: everyone, limit: 2 })
    expect(part.findings).toHaveLength(2)
    const rest = await findings.list({ reader: everyone, limit: 2, after: part.next! })
    expect([rest.findings.length, rest.next]).toEqual([1, null])
    expect((await findings.list({ reader: { id: 'x', groups: [] } })).findings).toEqual([])
    await pages.markAllGone('w', { at, basis: 'observed' })
    expect((await findings.list({ reader: everyone })).findings).toEqual([])
    const ofPage = await findings.list({ reader: everyone, page: 'w:b' })
    expect(lines(ofPage.findings)).toEqual([1])
  })
})

describe('answers, verifications and receipts', () => {
  it('are read as they were written', async () => {
    const { answers, verifications, receipts } = await openStore(':memory:')
    const answer: GivenAnswer = {
      id: 'ans_1',
      query: 'q',
      answeredAt: at,
      verdict: { decision: 'warn', reasons: [{ code: 'a.b', decision: 'warn', message: 'm' }] },
      text: 'Do it.',
      statements: [
        { text: 'Do it.', span: [0, 6], citations: ['c1'], support: 'supported', findings: [] },
      ],
      citations: [],
      withheld: [],
      receipt: link,
    }
    const provenance = {
      answer: 'ans_1',
      query: 'q',
      principal: 'agent:a',
      answeredAt: at,
      policy: { name: 'default', sha256: 'x' },
      candidates: [],
      citations: [],
      findings: [finding('w:a', 1)],
    }
    await answers.put('agent:a', answer, provenance)
    expect(await answers.provenance('ans_1')).toEqual(provenance)
    expect(await answers.provenance('ans_2')).toBeNull()
    expect(await answers.get('ans_1')).toEqual({ principal: 'agent:a', answer })
    expect(await answers.recent(5, 'agent:b')).toEqual([])
    expect((await answers.recent(5)).map((kept) => kept.answer.id)).toEqual(['ans_1'])

    const verification: Verification = {
      id: 'ver_1',
      verifiedAt: at,
      task: null,
      mode: 'enforce',
      intent: 'act',
      environments: [],
      verdict: { decision: 'block', reasons: [] },
      statements: [],
      citations: [],
      counts: countsOf([]),
      action: null,
      escalation: null,
      unblock: ['ask ann'],
      receipt: link,
    }
    await verifications.put('agent:a', verification)
    expect((await verifications.get('ver_1'))?.verification).toEqual(verification)

    const receipt: Receipt = {
      content: {
        id: 'rcp_1',
        about: 'answer',
        aboutId: 'ans_1',
        principal: 'agent:a',
        issuedAt: at,
        expiresAt: later,
        decision: 'warn',
        reasons: ['a.b'],
        mode: 'enforce',
        executor: null,
        environment: null,
        approvals: [],
        policy: { name: 'default', sha256: 'x' },
        subjects: { query: 'x' },
        passages: [],
        facts: [{ repository: 'r', kind: 'file-path', owner: null, subject: 'p', value: null }],
        surveys: [],
        nonce: 'n',
      },
      envelope: { payloadType: 't', payload: 'e30=', signatures: [{ keyid: 'k', sig: 's' }] },
    }
    await receipts.put(receipt)
    expect(await receipts.get('rcp_1')).toEqual(receipt)
    expect(await receipts.about('ans_1')).toEqual(receipt)
    expect([await receipts.standing(at), await receipts.standing(later)]).toEqual([[receipt], []])
  })
})

describe('approvals', () => {
  const event = {
    at,
    kind: 'approval-requested',
    principal: 'agent:deploy',
    subject: 'apr_1',
    details: {},
  } as const

  it('come back as they were put, with one decision a person', async () => {
    const { approvals } = await openStore(':memory:')
    await approvals.put(sampleApproval, event)
    expect(await approvals.get('apr_1')).toEqual(sampleApproval)
    const decide = (one: ApprovalDecision) =>
      approvals.change('apr_1', (approval) => ({
        to: {
          ...approval,
          decisions: [...approval.decisions.filter(({ person }) => person !== one.person), one],
        },
        event: null,
      }))
    await decide(decisionOf('ana'))
    await decide(decisionOf('bo', 'refuse', { comment: 'it is in use', seenAt: null }))
    await decide(decisionOf('ana', 'refuse'))
    expect((await approvals.get('apr_1'))?.decisions).toEqual([
      decisionOf('ana', 'refuse'),
      decisionOf('bo', 'refuse', { comment: 'it is in use', seenAt: null }),
    ])
    expect(await approvals.forAction(sampleApproval.action, 'agent:deploy')).toHaveLength(1)
    expect(await approvals.forAction(sampleApproval.action, 'agent:night')).toEqual([])
    expect(await approvals.change('apr_9', () => ({ not: 'this' }))).toBeNull()
    expect(await approvals.open(sampleApproval.requestedAt, { limit: 9 })).toEqual([])
  })

  it('are listed in parts, the oldest first, until they end', async () => {
    const { approvals } = await openStore(':memory:')
    const minutes = ['08:00', '08:01', '08:01', '08:02']
    for (const [index, minute] of minutes.entries()) {
      const id = `apr_${index}`
      const requestedAt = `2026-11-23T${minute}:00.000Z`
      await approvals.put({ ...sampleApproval, id, requestedAt }, { ...event, subject: id })
    }
    const ids = async (now: string, after?: string) =>
      (await approvals.open(now, { limit: 2, ...(after ? { after } : {}) })).map(({ id }) => id)
    expect(await ids(at)).toEqual(['apr_0', 'apr_1'])
    expect(await ids(at, 'apr_1')).toEqual(['apr_2', 'apr_3'])
    expect(await ids(sampleApproval.expiresAt)).toEqual([])
    expect(await approvals.countOpen('agent:deploy', at)).toBe(4)
  })

  it('of two changes at once, the second sees the first', async () => {
    const { approvals } = await openStore(':memory:')
    await approvals.put(sampleApproval, event)
    const use = (verification: string) =>
      approvals.change('apr_1', (approval) =>
        approval.used === null
          ? { to: { ...approval, used: { verification, at } }, event: null }
          : { not: approval.used.verification },
      )
    const [first, second] = await Promise.all([use('ver_1'), use('ver_2')])
    expect(first).toMatchObject({ to: { used: { verification: 'ver_1' } } })
    expect(second).toEqual({ not: 'ver_1' })
  })

  it('what could not be read again is not written', async () => {
    const { approvals } = await openStore(':memory:')
    for (const approvers of [Number.NaN, undefined as unknown as number, 1.5])
      await expect(approvals.put({ ...sampleApproval, approvers }, event)).rejects.toThrow('apr_1')
    expect(await approvals.get('apr_1')).toBeNull()
  })

  it('and the event that tells of a change are kept together or not at all', async () => {
    const { approvals } = await openStore(':memory:')
    await approvals.put(sampleApproval, event)
    const broken = { ...event, at: null } as unknown as typeof event
    const change = approvals.change('apr_1', (approval) => ({
      to: { ...approval, withdrawnAt: at },
      event: broken,
    }))
    await expect(change).rejects.toThrow()
    expect((await approvals.get('apr_1'))?.withdrawnAt).toBeNull()
  })
})

describe('sessions and attempts', () => {
  it('many attempts at once do not slip through', async () => {
    const { sessions } = await openStore(':memory:')
    const limits = [
      { counted: 'account', most: 5 },
      { counted: 'address', most: 30 },
    ]
    const tried = await Promise.all(
      Array.from({ length: 20 }, () => sessions.attempt(limits, at, at)),
    )
    expect(tried.filter(Boolean)).toHaveLength(5)
    await sessions.succeeded('account')
    expect(await sessions.attempt(limits, at, at)).toBe(true)
  })

  it('many names from one address are held back as well', async () => {
    const { sessions } = await openStore(':memory:')
    const tried = []
    for (let name = 0; name < 32; name += 1)
      tried.push(
        await sessions.attempt(
          [
            { counted: `account ${name}`, most: 5 },
            { counted: 'address', most: 30 },
          ],
          at,
          at,
        ),
      )
    expect(tried.filter(Boolean)).toHaveLength(30)
  })

  it('a code lets in once, and not after its end', async () => {
    const { people } = await openStore(':memory:')
    const invite = { sha256: 'c0de', endsAt: '2026-11-23T09:00:00.000Z' }
    await people.invite('ana', invite)
    const accept = (now: string) => people.accept('ana', 'c0de', 'hash', now)
    expect(await accept(invite.endsAt)).toBe(false)
    const both = await Promise.all([
      accept('2026-11-23T08:59:59.000Z'),
      accept('2026-11-23T08:59:59.000Z'),
    ])
    expect(both.filter(Boolean)).toHaveLength(1)
  })
})

describe('idempotency', () => {
  it('tells a repetition from another request under the same key', async () => {
    const { idempotency } = await openStore(':memory:')
    const request = { principal: 'agent:a', key: 'k', digest: 'd' }
    expect(await idempotency.begin(request, at)).toEqual({ is: 'new' })
    expect(await idempotency.begin(request, at)).toEqual({ is: 'running' })
    await idempotency.finish(request, '{}')
    expect(await idempotency.begin(request, at)).toEqual({ is: 'answered', response: '{}' })
    expect(await idempotency.begin({ ...request, digest: 'e' }, at)).toEqual({ is: 'conflict' })
    expect(await idempotency.begin({ ...request, principal: 'b' }, at)).toEqual({ is: 'new' })
    await idempotency.abandon({ ...request, principal: 'b' })
    expect(await idempotency.begin({ ...request, principal: 'b' }, at)).toEqual({ is: 'new' })
    await idempotency.forget(later)
    expect(await idempotency.begin(request, at)).toEqual({ is: 'new' })
  })
})

describe('surveys', () => {
  it('are remembered by commit', async () => {
    const { surveys } = await openStore(':memory:')
    const record = {
      repository: 'r',
      commit: 'c1',
      version: null,
      surveyedAt: at,
      judged: { holds: 3 },
    }
    await surveys.put(record)
    await surveys.put({ ...record, commit: 'c2', surveyedAt: later })
    await surveys.put({ ...record, judged: { holds: 4 } })
    expect((await surveys.at('r', 'c1'))?.judged).toEqual({ holds: 4 })
    expect((await surveys.latest('r'))?.commit).toBe('c2')
    expect((await surveys.list()).map(({ commit }) => commit)).toEqual(['c2'])
    expect(await surveys.latest('s')).toBeNull()
  })
})

describe('keys', () => {
  it('prove a principal until they are revoked', async () => {
    const { keys } = await openStore(':memory:')
    const principal: Principal = {
      id: 'agent:deploy',
      kind: 'agent',
      scopes: ['agent'],
      groups: ['group:all'],
      environments: ['staging'],
    }
    const { id, key } = await keys.create(principal, at)
    expect(key).toMatch(/^plk_[0-9a-f]{12}_[\w-]{43}$/)
    expect(await keys.principalFor(key)).toEqual(principal)
    const wrong = key.slice(0, -2) + (key.endsWith('AA') ? 'BB' : 'AA')
    for (const bad of [wrong, `${key}x`, '', 'plk_', key.replace(id, '000000000000')]) {
      expect(await keys.principalFor(bad)).toBeNull()
    }
    expect(JSON.stringify(await keys.list())).not.toContain(key.slice(-43))
    expect(await keys.revoke(id, later)).toBe(true)
    expect(await keys.revoke(id, later)).toBe(false)
    expect(await keys.principalFor(key)).toBeNull()
  })
})
