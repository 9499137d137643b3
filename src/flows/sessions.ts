import { addHours } from 'date-fns/addHours'
import type { Instant } from '../domain/instant.ts'
import type { Principal } from '../domain/principal.ts'
import type { Session, SignInSettings, SignInWay } from '../domain/sign-in.ts'
import { digestOf, isTokenShaped, newToken } from '../sign-in/tokens.ts'
import type { SessionRecord } from '../store/sessions.ts'
import type { Store } from '../store/store.ts'

/** What keeping people signed in needs from the rest of Plumbline. */
export interface SessionDesk {
  readonly store: Pick<Store, 'sessions'>
  readonly settings: Pick<SignInSettings, 'local' | 'openId'>
  readonly idleMinutes: number
  readonly longestHours: number
  now(): Instant
  /** A configured person; null for anybody else, whatever a session says. */
  personOf(id: string): Principal | null
}

/** Sessions: begun by signing in, found by the token of a cookie, ended by signing out or by time. */
export interface Sessions {
  begin(
    person: Principal,
    how: SignInWay,
    at: Instant,
  ): Promise<{ readonly token: string; readonly session: Session }>
  find(token: string): Promise<Session | null>
  end(token: string): Promise<void>
}

/** Seconds after which a session's last use is written down again. */
const touchSeconds = 30

export function sessions(desk: SessionDesk): Sessions {
  const { store, now, personOf, longestHours } = desk
  return {
    async begin(person, how, at) {
      const token = newToken()
      const csrf = newToken()
      const endsAt = addHours(at, longestHours).toISOString()
      const times = { beganAt: at, usedAt: at, endsAt }
      const record = { tokenSha256: digestOf(token), person: person.id, how, csrf, ...times }
      await store.sessions.begin(record)
      return { token, session: { person, how, csrf, beganAt: at, endsAt } }
    },

    async find(token) {
      const record = isTokenShaped(token) ? await store.sessions.get(digestOf(token)) : null
      if (record === null) return null
      const at = now()
      // The roles are those of today's configuration, and so is whether people may sign in this way at all.
      const person = isAllowed(record.how, desk) ? personOf(record.person) : null
      if (person === null || !isAlive(record, at, desk)) {
        await store.sessions.end(record.tokenSha256)
        return null
      }
      if (secondsSince(record.usedAt, at) >= touchSeconds)
        await store.sessions.touch(record.tokenSha256, at)
      const { how, csrf, beganAt, endsAt } = record
      return { person, how, csrf, beganAt, endsAt }
    },

    async end(token) {
      if (isTokenShaped(token)) await store.sessions.end(digestOf(token))
    },
  }
}

const isAllowed = (how: SignInWay, { settings }: SessionDesk): boolean =>
  how === 'password' ? settings.local : settings.openId !== null

/** Written so that a moment that cannot be read, or a clock that went back, ends a session. */
function isAlive(
  { beganAt, usedAt, endsAt }: SessionRecord,
  at: Instant,
  { idleMinutes, longestHours }: SessionDesk,
): boolean {
  const idle = secondsSince(usedAt, at)
  const age = secondsSince(beganAt, at)
  return (
    idle >= 0 &&
    idle < idleMinutes * 60 &&
    age < longestHours * 3600 &&
    secondsSince(at, endsAt) > 0
  )
}

const secondsSince = (from: Instant, to: Instant): number =>
  (Date.parse(to) - Date.parse(from)) / 1000
