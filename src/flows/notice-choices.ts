import type { AuditEvent } from '../domain/audit.ts'
import type { Instant } from '../domain/instant.ts'
import type { NoticeSettings, Noticing } from '../domain/notice.ts'
import type { Principal } from '../domain/principal.ts'
import type { Session } from '../domain/sign-in.ts'
import { type DigestSchedule, nextDue } from '../notices/schedule.ts'
import { digestOf, isTokenShaped, newToken } from '../sign-in/tokens.ts'
import type { Store } from '../store/store.ts'

/** What people's choices need of the rest of Plumbline. */
export interface ChoosingDesk {
  readonly store: Pick<Store, 'notices'>
  readonly schedule: DigestSchedule
  now(): Instant
  sessionOf(token: string): Promise<Session | null>
  /** A configured person with the rights of today; null for anybody else. */
  readerFor(person: string): Promise<Principal | null>
  /** By which ways a person is told, in words. */
  waysOf(person: Principal): readonly string[]
}

type Choices = Pick<Noticing, 'noticeSettings' | 'chooseNotices' | 'renewFeed' | 'feedReader'>

const prefix = 'plf_'

/** What people want to be told, and the secret in the address of their feed. Only they themselves choose, signed in. */
export function noticeChoices(desk: ChoosingDesk): Choices {
  const { store, now, schedule, sessionOf } = desk
  const noticeSettings = async (person: Principal): Promise<NoticeSettings> => {
    const { digest, alerts, feedMadeAt } = await store.notices.record(person.id)
    const nextDigestAt = nextDue(now(), schedule)
    return { digest, alerts, feedMadeAt, nextDigestAt, by: desk.waysOf(person) }
  }
  const eventBy = (
    { id }: Principal,
    kind: 'notices-chosen' | 'feed-renewed',
    details: AuditEvent['details'],
  ): AuditEvent => ({ at: now(), kind, principal: id, subject: id, details })
  return {
    noticeSettings,

    async chooseNotices({ digest, alerts }, token) {
      const session = await sessionOf(token)
      if (session === null) return null
      const { person } = session
      const event = eventBy(person, 'notices-chosen', { digest, alerts })
      await store.notices.choose(person.id, { digest, alerts }, event)
      return noticeSettings(person)
    },

    async renewFeed(token, { end = false } = {}) {
      const session = await sessionOf(token)
      if (session === null) return null
      const { person } = session
      const secret = end ? null : newToken()
      const event = eventBy(person, 'feed-renewed', { ended: end })
      await store.notices.setFeed(person.id, secret && digestOf(secret), event)
      return secret && `${prefix}${secret}`
    },

    async feedReader(secret) {
      const token = secret.startsWith(prefix) ? secret.slice(prefix.length) : ''
      if (!isTokenShaped(token)) return null
      const person = await store.notices.feedOwner(digestOf(token))
      const reader = person === null ? null : await desk.readerFor(person)
      return reader !== null && mayOwn(reader) ? reader : null
    },
  }
}

const mayOwn = ({ scopes }: Principal): boolean =>
  scopes.includes('owner') || scopes.includes('engineer')
