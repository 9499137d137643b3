import { z } from 'zod'
import type { Scope } from '../../src/domain/principal.ts'
import type { Caller, Company } from './company.ts'

/** A request of a route, and whose data it is after. */
export interface Case {
  readonly of: string
  /** Where it is put, and with what; null for a caller who can have nothing of the kind. */
  at(caller: Caller, scope: Scope): Promise<Asked | null>
  /** What a reply says that shows it. */
  readonly shows?: RegExp
  /** It ends the session it comes with. */
  readonly endsSession?: true
}

interface Asked {
  readonly url: string
  readonly body?: object
}

const listing = z.object({
  items: z.array(
    z.object({ id: z.string(), page: z.object({ id: z.string() }).partial().optional() }),
  ),
})
const record = z.object({ id: z.string(), receipt: z.object({ id: z.string() }) })

const another = 'another’s'
const own = 'one’s own'
const hidden = 'what one may not read'
const open = 'what one may read'

/** A change after which nobody reads a variable any more. */
const without = (repository: string, subject: string, path: string) => ({
  repository,
  base: 'b'.repeat(40),
  head: 'c'.repeat(40),
  facts: [
    {
      ...{ kind: 'environment-variable', subject, owner: null, path, weak: false },
      before: {
        ...{ role: 'read', isDefault: true, line: 1, quote: subject },
        value: subject === 'DUTY_DAYS' ? '14' : '3',
      },
      after: null,
    },
  ],
  paths: [],
  words: [{ word: subject, files: 0, isTested: false, isOwner: false }],
})

/** Everything that routes are asked for: by route, as the server lists them. */
export async function casesOf(
  company: Company,
): Promise<Readonly<Record<string, readonly Case[]>>> {
  const { call, destroy, insider } = company
  const kim = await company.key('kim')
  const ask = async (key: string, query: string) =>
    record.parse(JSON.parse((await call(key, 'POST', '/v1/answers', { query })).text))
  const listed = async (url: string, page: string): Promise<string> =>
    listing
      .parse(JSON.parse((await call(kim, 'GET', url)).text))
      .items.find((item) => item.page?.id === page)?.id ?? 'missing'
  const berths = await ask(company.another.key, 'What does BERTH_TIMEOUT default to?')
  const duty = await ask(insider.key, 'What does DUTY_DAYS default to?')
  const judged = await destroy(company.another.key)
  const advice = { text: 'The environment variable `DUTY_DAYS` defaults to `60`.' }
  const secret = record.parse(
    JSON.parse((await call(insider.key, 'POST', '/v1/verifications', { advice })).text),
  )
  const reports = '/v1/reports?limit=200'
  const findings = '/v1/findings?limit=200&status=contradicted'
  const found = {
    berths: await listed(findings, 'runbooks:berths.md'),
    tariff: await listed(findings, 'vault:tariff.md'),
  }
  const reported = {
    berths: await listed(reports, 'runbooks:berths.md'),
    tariff: await listed(reports, 'vault:tariff.md'),
  }
  const owned = new Map<string, string>()
  for (const { id } of [company.people.owner, company.elsewhere.owner])
    owned.set(id, await listed(reports, `runbooks:of-${id}.md`))
  const [crawl] = await company.plumbline.crawl(['runbooks'])
  const restart = {
    command: 'kubectl rollout restart deployment/quays',
    target: { environment: 'production' },
  }
  const sampled = async () =>
    record.parse(
      JSON.parse(
        (await call(company.another.key, 'POST', '/v1/verifications', { action: restart })).text,
      ),
    ).id

  /** The same for whoever asks. */
  const fixed = (of: string, url: string, shows?: RegExp, body?: object): Case => ({
    of,
    at: async () => ({ url, ...(body ? { body } : {}) }),
    ...(shows ? { shows } : {}),
  })
  /** Of those who may have things judged, what they had. */
  const theirs = (make: (key: string) => Promise<Asked>): Case => ({
    of: own,
    at: async ({ key }, scope) => (scope === 'agent' || scope === 'engineer' ? make(key) : null),
  })
  const requested = (key = company.another.key) =>
    destroy(key).then(({ escalation }) => escalation?.approval ?? 'apr_missing')
  const anew = (make: () => Promise<Asked>): Case => ({ of: another, at: make })
  const yes = (url: string, body?: object): readonly Case[] => [fixed('', url, undefined, body)]
  const readable = (url: (id: string) => string, ids: readonly [string, string]) => [
    fixed(open, url(ids[0])),
    fixed(hidden, url(ids[1])),
  ]
  const lists = (url: string, shown: RegExp, secretly: RegExp): readonly Case[] => [
    fixed(open, url, shown),
    fixed(hidden, url, secretly),
  ]
  const kept = (
    url: (id: string) => string,
    ids: readonly [string, string],
    mine: (key: string) => Promise<string>,
  ): readonly Case[] => [
    theirs(async (key) => ({ url: url(await mine(key)) })),
    fixed(another, url(ids[0])),
    fixed(`${another}, ${hidden}`, url(ids[1])),
  ]
  const answered = async (key: string) => (await ask(key, 'How long is BERTH_TIMEOUT?')).id
  const verified = async (key: string) => (await destroy(key)).id
  const receipt = async (key: string) => (await destroy(key)).receipt.id
  const decide = (url: (id: string) => string, body: object) =>
    anew(async () => ({ url: url(await requested()), body }))
  const withdrawal = (url: (id: string) => string): readonly Case[] => [
    theirs(async (key) => ({ url: url(await requested(key)) })),
    anew(async () => ({ url: url(await requested()) })),
  ]
  const later = '2026-12-24'
  const say = (url: (id: string) => string, body: object): readonly Case[] => [
    {
      of: own,
      at: async ({ id }) => {
        const report = owned.get(id)
        return report === undefined ? null : { url: url(report), body }
      },
    },
    fixed(another, url(reported.berths), undefined, body),
    fixed(hidden, url(reported.tariff), undefined, body),
  ]

  return {
    'POST /v1/answers': yes('/v1/answers', { query: 'What does BERTH_TIMEOUT default to?' }),
    'GET /v1/answers/:id': kept((id) => `/v1/answers/${id}`, [berths.id, duty.id], answered),
    'GET /v1/answers/:id/provenance': kept(
      (id) => `/v1/answers/${id}/provenance`,
      [berths.id, duty.id],
      answered,
    ),
    'GET /v1/search': lists('/v1/search?query=default&limit=50', /Berths/, /Tariff/),
    'POST /v1/verifications': yes('/v1/verifications', { advice }),
    'GET /v1/verifications/:id': kept(
      (id) => `/v1/verifications/${id}`,
      [judged.id, secret.id],
      verified,
    ),
    'GET /v1/approvals': [
      fixed(another, '/v1/approvals?limit=200', new RegExp(judged.escalation?.approval ?? '-')),
    ],
    'GET /v1/approvals/load': yes('/v1/approvals/load'),
    'GET /v1/approvals/:id': [
      theirs(async (key) => ({ url: `/v1/approvals/${await requested(key)}` })),
      fixed(another, `/v1/approvals/${judged.escalation?.approval}`),
    ],
    'POST /v1/approvals': [
      theirs(async (key) => ({
        url: '/v1/approvals',
        body: { verification: await verified(key) },
      })),
      fixed(another, '/v1/approvals', undefined, { verification: judged.id }),
    ],
    'POST /v1/approvals/:id/withdrawal': withdrawal((id) => `/v1/approvals/${id}/withdrawal`),
    'POST /v1/approvals/:id/decisions': [
      decide((id) => `/v1/approvals/${id}/decisions`, { decision: 'approve' }),
    ],
    'GET /v1/session': yes('/v1/session'),
    'GET /v1/pages': lists('/v1/pages?limit=200', /Berths/, /Tariff/),
    'GET /v1/pages/:id': readable(
      (id) => `/v1/pages/${encodeURIComponent(id)}`,
      ['runbooks:berths.md', 'vault:tariff.md'],
    ),
    'GET /v1/findings': lists(findings, new RegExp(found.berths), new RegExp(found.tariff)),
    'GET /v1/findings/:id': readable((id) => `/v1/findings/${id}`, [found.berths, found.tariff]),
    'POST /v1/impacts': [
      fixed(open, '/v1/impacts', /cranes\.md/, without('quay', 'CRANE_RETRIES', 'src/config.ts')),
      fixed(hidden, '/v1/impacts', /tariff\.md/, without('customs', 'DUTY_DAYS', 'src/duty.ts')),
    ],
    'GET /v1/receipts/:id': kept(
      (id) => `/v1/receipts/${id}`,
      [judged.receipt.id, secret.receipt.id],
      receipt,
    ),
    'GET /v1/receipts/:id/status': kept(
      (id) => `/v1/receipts/${id}/status`,
      [judged.receipt.id, secret.receipt.id],
      receipt,
    ),
    'GET /v1/reports': lists(reports, /Berths/, /Tariff/),
    'GET /v1/reports/:id': readable(
      (id) => `/v1/reports/${id}`,
      [reported.berths, reported.tariff],
    ),
    'GET /v1/reports/feed': yes('/v1/reports/feed'),
    'POST /v1/reports/:id/decisions': say((id) => `/v1/reports/${id}/decisions`, {
      decision: 'snooze',
      until: `${later}T00:00:00.000Z`,
    }),
    'GET /v1/sources': yes('/v1/sources'),
    'POST /v1/sources/:id/crawls': yes('/v1/sources/runbooks/crawls'),
    'GET /v1/crawls/:id': yes(`/v1/crawls/${crawl?.id}`),
    'GET /v1/crawls/:id/events': yes(`/v1/crawls/${crawl?.id}/events`),
    'GET /v1/webhooks/dead-letters': yes('/v1/webhooks/dead-letters'),
    'POST /v1/webhooks/dead-letters/:id/redelivery': [
      fixed('what there is not', '/v1/webhooks/dead-letters/msg_1/redelivery'),
    ],
    'GET /v1/audit': yes('/v1/audit'),
    'POST /mcp': yes('/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    'GET /mcp': yes('/mcp'),
    'DELETE /mcp': yes('/mcp'),
    'GET /metrics': yes('/metrics'),
    'POST /sign-out': [{ ...fixed(own, '/sign-out'), endsSession: true }],
    'GET /approvals': [
      fixed(another, '/approvals', new RegExp(judged.escalation?.approval ?? '-')),
    ],
    'GET /approvals/:id': [fixed(another, `/approvals/${judged.escalation?.approval}`)],
    'POST /approvals/:id/decisions': [
      decide((id) => `/approvals/${id}/decisions`, { decision: 'approve', comment: '' }),
    ],
    'POST /approvals/:id/withdrawal': withdrawal((id) => `/approvals/${id}/withdrawal`),
    'GET /reviews': [fixed(another, '/reviews', new RegExp(await sampled()))],
    'POST /reviews/:id': [
      anew(async () => ({
        url: `/reviews/${await sampled()}`,
        body: { found: 'right', comment: '' },
      })),
    ],
    'GET /': yes('/'),
    'POST /answers': yes('/answers', {
      query: 'What does BERTH_TIMEOUT default to?',
      intent: 'inform',
    }),
    'GET /answers/:id': kept((id) => `/answers/${id}`, [berths.id, duty.id], answered),
    'GET /explain': yes('/explain'),
    'GET /explain/:id': kept((id) => `/explain/${id}`, [berths.id, duty.id], answered),
    'GET /health': lists('/health', /runbooks/, /vault/),
    'GET /crawls': yes('/crawls'),
    'POST /crawls': yes('/crawls', { source: 'runbooks' }),
    'GET /crawls/:id/events': yes(`/crawls/${crawl?.id}/events`),
    'POST /surveys': yes('/surveys', {}),
    'GET /surveys/events': yes('/surveys/events'),
    'GET /notices': yes('/notices'),
    'POST /notices': yes('/notices', { digest: 'off', alerts: 'off' }),
    'POST /notices/feed': yes('/notices/feed', { do: 'renew' }),
    'GET /reports': lists('/reports?of=all', /Berths/, /Tariff/),
    'GET /reports/:id': readable((id) => `/reports/${id}`, [reported.berths, reported.tariff]),
    'POST /reports/:id/decisions': say((id) => `/reports/${id}/decisions`, {
      decision: 'snooze',
      until: later,
    }),
  }
}
