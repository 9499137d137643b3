import type { ActionClass, Reach, Reversible } from '../../src/domain/action.ts'
import type { ApprovalState } from '../../src/domain/approval.ts'
import type { Instant } from '../../src/domain/instant.ts'
import { type Html, html } from './html.ts'

/** What each class of effect means to a person. */
export const classWords: Readonly<Record<ActionClass, string>> = {
  D0: 'only reads',
  D1: 'adds something that can be undone',
  D2: 'disrupts something that recovers',
  D3: 'loses data or history that a backup may bring back',
  D4: 'cannot be undone',
  D5: 'destroys a whole environment, namespace, database or account',
  X1: 'touches Plumbline itself',
  X2: 'runs something that cannot be seen here',
  X3: 'widens access, lowers a protection, or sends out what must stay',
}

export const reachWords: Readonly<Record<Reach, string>> = {
  none: 'nothing',
  resource: 'one resource',
  namespace: 'a namespace',
  machine: 'a machine',
  database: 'a database',
  environment: 'an environment',
  account: 'an account',
}

export const reversibleWords: Readonly<Record<Reversible, string>> = {
  yes: 'yes',
  'with-effort': 'with effort',
  no: 'no',
  unknown: 'nobody knows',
}

export const stateWords: Readonly<Record<ApprovalState, string>> = {
  waiting: 'waits for people',
  approved: 'approved, not used yet',
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  used: 'approved and used up',
}

/** A span of time in its largest unit: `40 s`, `12 min`, `5 h`, `3 days`. */
export function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–'
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 120) return `${whole} s`
  if (whole < 120 * 60) return `${Math.round(whole / 60)} min`
  if (whole < 48 * 3600) return `${Math.round(whole / 3600)} h`
  return `${Math.round(whole / 86_400)} days`
}

/** A moment, and how far it lies from now. */
export function moment(at: Instant, now: Instant): Html {
  const seconds = (Date.parse(now) - Date.parse(at)) / 1000
  const away =
    Math.abs(seconds) < 60
      ? 'just now'
      : seconds >= 0
        ? `${duration(seconds)} ago`
        : `in ${duration(-seconds)}`
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time> <span class="quiet">(${away})</span>`
}

export const percent = (share: number | null): string =>
  share === null ? '–' : `${Math.round(share * 100)} %`

/** Where an action is aimed: what was said, and what its words show. */
export const placeWords = ({ environments }: { environments: readonly string[] }): string =>
  environments.length === 0
    ? 'in an environment that nobody named'
    : `in ${environments.join(' and ')}`

/** `2 people, one of them senior`. */
export function peopleWords({ approvers, senior }: { approvers: number; senior: number }): string {
  const people = approvers === 1 ? '1 person' : `${approvers} people`
  if (senior === 0) return people
  return approvers === 1
    ? `${people} with the senior role`
    : `${people}, ${senior === 1 ? 'one' : senior} of them senior`
}

/** `1 day`, `3 days`. */
export const count = (many: number, noun: string): string =>
  `${many} ${noun}${many === 1 ? '' : 's'}`
