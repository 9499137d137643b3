import type { Config } from './config/config.ts'
import type { Audit } from './domain/audit.ts'
import type { Environment } from './domain/environment.ts'
import type { Instant } from './domain/instant.ts'
import type { Plumbline } from './domain/plumbline.ts'
import type { Principal } from './domain/principal.ts'
import { approvals } from './flows/approvals.ts'
import { reviews } from './flows/reviews.ts'
import { signIn } from './flows/sign-in.ts'
import type { Store } from './store/store.ts'
import type { WhoIs } from './verdicts/approvals.ts'

/** What people's deciding needs of an opened Plumbline. */
export interface DecidingParts extends Pick<Plumbline, 'verification'> {
  readonly config: Config
  readonly store: Store
  readonly audit: Audit
  now(): Instant
  /** What the policy in force calls environments. */
  environments(): readonly Environment[]
}

/** Who is who by the configuration of today. */
export const whoIsIn = (
  config: Pick<Config, 'principals'>,
  environments: () => readonly Environment[],
): WhoIs =>
  Object.assign((name: string) => config.principals.find(({ id }) => id === name) ?? null, {
    environments,
  })

/** People: how they sign in, what they decide, and how much of it there is. */
export function deciding(parts: DecidingParts) {
  const { config, store, audit, now, verification, environments } = parts
  const whoIs = whoIsIn(config, environments)
  const people = (): readonly Principal[] =>
    config.principals.filter(({ kind }) => kind === 'person')
  const signingIn = signIn({
    store,
    audit,
    now,
    people,
    settings: config.signIn,
    idleMinutes: config.signIn.idleMinutes,
    longestHours: config.signIn.longestHours,
    personOf: (id) => people().find((one) => one.id === id) ?? null,
    isAgent: (id) => whoIs(id)?.kind === 'agent',
    personByClaim: (value) =>
      config.principals.find(
        ({ kind, id, subject }) => kind === 'person' && (subject ?? id) === value,
      ) ?? null,
  })
  const desk = { store, whoIs, now, people, sessionOf: signingIn.session }
  return {
    ...signingIn,
    ...approvals({
      ...desk,
      approvalHours: config.approvalHours,
      mayOpen: async (id, reader) => (await verification(id, reader)) !== null,
    }),
    ...reviews({ ...desk, reviewing: config.reviews }),
    approvalSeen: (id: string, person: Principal) => store.approvals.seen(id, person.id, now()),
    keyRefused: (principal: Principal, subject: string, because: string) =>
      audit({
        at: now(),
        kind: 'key-refused',
        principal: principal.id,
        subject,
        details: { because },
      }),
  } satisfies Partial<Plumbline>
}
