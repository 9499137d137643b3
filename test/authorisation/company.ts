import { z } from 'zod'
import { type Scope, scopes } from '../../src/domain/principal.ts'
import type { Browser } from '../support/people.ts'
import { type Quay, runbook, startQuay } from '../support/quay.ts'

/** Somebody for each scope, who has that scope and no other, with a key and a session. */
export interface Company extends Quay {
  readonly people: Readonly<Record<Scope, Caller>>
  /** The same, bound to another environment than the one that everything here is aimed at. */
  readonly elsewhere: Readonly<Record<Scope, Caller>>
  /** Somebody who may ask, and is none of them. */
  readonly another: Pick<Caller, 'key'>
  /** Somebody who may read what they may not. */
  readonly insider: Pick<Caller, 'key'>
  /** Puts a request by HTTP, as whoever holds this key. */
  call(key: string, method: string, url: string, body?: object): Promise<Heard>
  /** Has something that destroys judged, which nobody asked for before. */
  destroy(key: string): Promise<Verified>
}

export interface Caller {
  readonly id: string
  readonly key: string
  readonly browser: Browser
}

/** What came back. */
export interface Heard {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

const verified = z.object({
  id: z.string(),
  receipt: z.object({ id: z.string() }),
  escalation: z.object({ approval: z.string() }).nullable(),
})
export type Verified = z.infer<typeof verified>

const idOf = (scope: Scope): string => `only-${scope}`
const elsewhereOf = (scope: Scope): string => `staging-${scope}`

const principals = [
  ...scopes.map((scope) => `  - { id: ${idOf(scope)}, kind: person, scopes: [${scope}] }`),
  ...scopes.map(
    (scope) =>
      `  - { id: ${elsewhereOf(scope)}, kind: person, scopes: [${scope}], environments: [staging] }`,
  ),
  '  - { id: agent-customs, kind: agent, scopes: [agent], groups: [group:everyone, group:customs] }',
]

const settings = `
reviews: { share: 1 }
approvalHours: 48
signIn:
  local: true
  idleMinutes: 30
  longestHours: 168
  openId: { issuer: 'http://127.0.0.1:9/', clientId: plumbline }
`

/** Starts it with two pages more, one of each owner. */
export async function startCompany(): Promise<Company> {
  const quay = await startQuay({ principals: `${principals.join('\n')}\n`, settings })
  for (const owner of [idOf('owner'), elsewhereOf('owner')])
    await quay.write(
      `runbooks/of-${owner}.md`,
      runbook({ owner, title: 'Pilots' }, '`BERTH_TIMEOUT` defaults to `45s`.'),
    )
  await quay.plumbline.crawl(['runbooks'])
  const caller = async (id: string): Promise<Caller> => ({
    id,
    key: await quay.key(id),
    browser: await quay.signedIn(id),
  })
  const call: Company['call'] = async (key, method, url, body) => {
    const response = await fetch(quay.address + url, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': `once-${next()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }
  return {
    ...quay,
    people: await each((scope) => caller(idOf(scope))),
    elsewhere: await each((scope) => caller(elsewhereOf(scope))),
    another: { key: await quay.key('agent-night') },
    insider: { key: await quay.key('agent-customs') },
    call,
    async destroy(key) {
      const command = `psql -c 'DROP TABLE cargo_${next()}'`
      const action = { command, target: { environment: 'production' } }
      return verified.parse(
        JSON.parse((await call(key, 'POST', '/v1/verifications', { action })).text),
      )
    },
  }
}

const each = async <Made>(
  make: (scope: Scope) => Promise<Made>,
): Promise<Readonly<Record<Scope, Made>>> => ({
  agent: await make('agent'),
  engineer: await make('engineer'),
  owner: await make('owner'),
  approver: await make('approver'),
  'senior-approver': await make('senior-approver'),
  operator: await make('operator'),
})

let made = 0
const next = (): number => {
  made += 1
  return made
}
