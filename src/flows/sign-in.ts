import { addMinutes } from 'date-fns/addMinutes'
import { subMinutes } from 'date-fns/subMinutes'
import type { AuditEvent } from '../domain/audit.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { Plumbline } from '../domain/plumbline.ts'
import type { Principal } from '../domain/principal.ts'
import type { Attempt, SignInOutcome, SignInSettings, SignInWay } from '../domain/sign-in.ts'
import { hashPassword, isPassword, whyWeak } from '../sign-in/passwords.ts'
import { codeAsTyped, digestOf, newCode } from '../sign-in/tokens.ts'
import type { Store } from '../store/store.ts'
import { type SessionDesk, sessions } from './sessions.ts'

/** What signing people in needs from the rest of Plumbline. */
export interface SignInDesk extends SessionDesk {
  readonly store: Pick<Store, 'people' | 'sessions'>
  readonly settings: SignInSettings
  /** The configured person whom a provider's claim names; null for anybody else. */
  personByClaim(value: string): Principal | null
  /** Whether an agent is configured under this id. */
  isAgent(id: string): boolean
  people(): readonly Principal[]
  audit(event: AuditEvent): Promise<void>
}

type SignIn = Pick<
  Plumbline,
  | 'signInSettings'
  | 'signIn'
  | 'firstSignIn'
  | 'signInByClaim'
  | 'session'
  | 'signOut'
  | 'people'
  | 'invitePerson'
  | 'signOutEverywhere'
  | 'forgetPerson'
>

/** Failures after which nobody is let in for a while: of one account, and of one address. */
const mostFailures = { account: 5, address: 30 } as const
const failureMinutes = 15
/** How long a one-time code is good, in minutes, unless the operator says otherwise. */
export const inviteMinutes = 60

/** People who sign in themselves: with a password of their own, or at a provider. */
export function signIn(desk: SignInDesk): SignIn {
  const { find, end } = sessions(desk)
  return {
    signInSettings: () => desk.settings,
    session: find,
    signOut: end,
    ...byPassword(desk),
    async signInByClaim({ value, ...attempt }) {
      const at = desk.now()
      const person = desk.settings.openId === null ? null : desk.personByClaim(value)
      return person === null
        ? refuse(desk, '', 'openid', at)
        : letIn(desk, { person, how: 'openid', attempt, at })
    },
    ...operated(desk),
  }
}

function byPassword(desk: SignInDesk): Pick<SignIn, 'signIn' | 'firstSignIn'> {
  const { store, settings, now, personOf } = desk
  return {
    async signIn({ name, password, ...attempt }) {
      const at = now()
      if (!settings.local) return refuse(desk, name, 'password', at)
      if (!(await mayTry(name, attempt, at, desk))) return throttled
      const person = personOf(name)
      const kept = person && (await store.people.get(person.id))
      const proven = await isPassword(password, kept?.password ?? null)
      return person !== null && proven
        ? letIn(desk, { person, how: 'password', attempt, at })
        : refuse(desk, name, 'password', at)
    },

    async firstSignIn({ name, code, password, ...attempt }) {
      const at = now()
      if (!settings.local) return refuse(desk, name, 'password', at)
      const weak = whyWeak(password, name)
      if (weak !== null) return { is: 'weak', because: weak }
      if (!(await mayTry(name, attempt, at, desk))) return throttled
      const person = personOf(name)
      const hash = await hashPassword(password)
      const sha256 = digestOf(codeAsTyped(code))
      const accepted = person !== null && (await store.people.accept(person.id, sha256, hash, at))
      if (!accepted) return refuse(desk, name, 'password', at)
      // Whoever signed in with the old password is out.
      const ended = await store.sessions.endAll(person.id)
      await desk.audit({
        at,
        kind: 'person-changed',
        principal: person.id,
        subject: person.id,
        details: { what: 'password-set', sessionsEnded: ended },
      })
      return letIn(desk, { person, how: 'password', attempt, at })
    },
  }
}

interface Proven {
  readonly person: Principal
  readonly how: SignInWay
  readonly attempt: Attempt
  readonly at: Instant
}

/** Begins a session with a token of its own, in place of the one that this browser held. */
async function letIn(
  desk: SignInDesk,
  { person, how, attempt: { replaces }, at }: Proven,
): Promise<SignInOutcome> {
  const { begin, end } = sessions(desk)
  if (replaces !== undefined) await end(replaces)
  await desk.store.sessions.succeeded(countedFor('account', person.id))
  const { id } = person
  await desk.audit({ at, kind: 'sign-in', principal: id, subject: id, details: { how } })
  return { is: 'in', ...(await begin(person, how, at)) }
}

async function refuse(
  { personOf, audit }: SignInDesk,
  name: string,
  how: SignInWay,
  at: Instant,
): Promise<SignInOutcome> {
  // What was typed in place of a name may be a password: only names that are configured are written down.
  const subject = personOf(name)?.id ?? 'unknown'
  await audit({ at, kind: 'sign-in-refused', principal: null, subject, details: { how } })
  return { is: 'refused' }
}

/** What operators do for people at the command line: never deciding. */
function operated(
  desk: SignInDesk,
): Pick<SignIn, 'people' | 'invitePerson' | 'signOutEverywhere' | 'forgetPerson'> {
  const { store, settings, now } = desk
  const configured = (id: string): Principal => {
    const person = desk.personOf(id)
    if (person !== null) return person
    const known = desk.people().map((one) => one.id)
    const among = known.length === 0 ? '' : `name one of ${known.join(', ')}, or `
    throw new PlumblineError(
      'person.unknown',
      desk.isAgent(id)
        ? `${id} is an agent, and agents neither sign in nor decide: \`plumbline keys create ${id}\` makes it a key; for a person, ${among}add one under principals`
        : `nobody is configured as ${id} under principals; ${among}add { id: ${id}, kind: person, scopes: [approver] } there`,
    )
  }
  const changed = (id: string, details: AuditEvent['details']) =>
    desk.audit({ at: now(), kind: 'person-changed', principal: null, subject: id, details })
  return {
    async people() {
      const records = new Map((await store.people.list()).map((one) => [one.id, one]))
      const at = now()
      return Promise.all(
        desk.people().map(async ({ id }) => {
          const { passwordSetAt = null, inviteEndsAt = null } = records.get(id) ?? {}
          const invitedUntil = inviteEndsAt !== null && at < inviteEndsAt ? inviteEndsAt : null
          return { id, passwordSetAt, invitedUntil, sessions: await store.sessions.count(id, at) }
        }),
      )
    },

    async invitePerson(id, minutes = inviteMinutes) {
      const person = configured(id)
      if (!settings.local)
        throw new PlumblineError(
          'input.invalid',
          'people sign in at the provider of signIn.openId; set signIn.local for passwords beside it',
        )
      if (!(minutes >= 1 && minutes <= 1440))
        throw new PlumblineError('input.invalid', 'a code is good for 1 to 1440 minutes')
      const code = newCode()
      const endsAt = addMinutes(now(), minutes).toISOString()
      await changed(person.id, { what: 'invited', endsAt })
      await store.people.invite(person.id, { sha256: digestOf(codeAsTyped(code)), endsAt })
      return { code, endsAt }
    },

    async signOutEverywhere(id) {
      const ended = await store.sessions.endAll(id)
      await changed(id, { what: 'signed-out', sessionsEnded: ended })
      return ended
    },

    async forgetPerson(id) {
      const ended = await store.sessions.endAll(id)
      const known = await store.people.forget(id)
      if (!known && ended === 0)
        throw new PlumblineError('input.not-found', `nothing is kept of a person ${id}`)
      await changed(id, { what: 'forgotten', sessionsEnded: ended })
    },
  }
}

const throttled: SignInOutcome = { is: 'throttled', retryAfterSeconds: failureMinutes * 60 }

/** Whether there were not too many failures lately; the attempt is counted before it is judged. */
async function mayTry(
  name: string,
  { address }: Attempt,
  at: Instant,
  { store }: SignInDesk,
): Promise<boolean> {
  const since = subMinutes(at, failureMinutes).toISOString()
  await store.sessions.forget(at, since)
  return store.sessions.attempt(
    [
      // A name that nobody has is counted like any other: what is refused does not tell which exist.
      { counted: countedFor('account', name), most: mostFailures.account },
      { counted: countedFor('address', networkOf(address)), most: mostFailures.address },
    ],
    since,
    at,
  )
}

const countedFor = (what: 'account' | 'address', name: string): string =>
  digestOf(`${what}:${name}`)

/** Whoever has one address of IPv6 has its whole /64. */
const networkOf = (address: string): string =>
  address.includes(':') && !address.includes('.')
    ? address.split(':').slice(0, 4).join(':')
    : address
