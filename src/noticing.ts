import type { Config } from './config/config.ts'
import type { Room } from './config/notices.ts'
import type { Audit } from './domain/audit.ts'
import type { NoticeKind, Noticing } from './domain/notice.ts'
import type { Principal } from './domain/principal.ts'
import type { Channel, PostMessage } from './flows/deliver-webhooks.ts'
import { makeDigest, makeNotices, previewDigest } from './flows/make-notices.ts'
import { type ChoosingDesk, noticeChoices } from './flows/notice-choices.ts'
import { channelOver, type Way } from './flows/send-notices.ts'
import { type MailServer, mailBy } from './notices/mail.ts'
import { noticeChat } from './render/notice-chat.ts'
import { noticeHtml } from './render/notice-html.ts'
import { noticeText } from './render/notice-text.ts'
import { type Base, linkTo, subjectOf } from './render/notice-words.ts'
import { repeat } from './repeat.ts'
import { type ReportingParts, reportingDesk } from './reporting.ts'
import { takenBy } from './webhooks/retries.ts'

/** What noticing needs of an opened Plumbline. */
export interface NoticingParts
  extends Pick<ReportingParts, 'config' | 'store' | 'now' | 'accessOf' | 'principal' | 'session'> {
  readonly audit: Audit
  readonly post: PostMessage
}

/** How often it is looked whether something is due, in milliseconds. */
const lookEvery = 60_000

/** What people are told without asking, the ways by which they are, and the server's clock for it. */
export function noticing(parts: NoticingParts): Noticing & {
  readonly channels: readonly Channel[]
  /** Makes what is due from time to time until it is told to stop. */
  keepNoticing(report: (message: string) => void, tick?: number): () => void
} {
  const { config, principal, session } = parts
  const reports = reportingDesk(parts)
  const ways = waysBy(parts)
  const isSubscribed = (kind: NoticeKind): boolean =>
    config.webhooks.some(({ events }) => events.includes(`report.${kind}`))
  const desk = {
    ...reports,
    schedule: config.notices.digest,
    // Subscribers are sent ids alone: what these stand for is read with a key of their own.
    readersOf: (person: Principal, kind: NoticeKind) => [
      ...ways.flatMap((way) => way.readerOf(person) ?? []),
      ...(isSubscribed(kind) ? [person] : []),
    ],
  }
  const isAnybodyTold = ways.length > 0 || isSubscribed('digest') || isSubscribed('alert')
  const choosing: ChoosingDesk = {
    ...{ store: parts.store, now: parts.now, schedule: desk.schedule },
    sessionOf: session,
    readerFor: async (id) =>
      config.principals.some((one) => one.id === id && one.kind === 'person')
        ? principal(id)
        : null,
    waysOf: (person) => ways.flatMap((way) => (way.readerOf(person) ? [way.words(person)] : [])),
  }
  return {
    channels: ways.map((way) => channelOver(way, { ...reports, audit: parts.audit })),
    digest: async (person) => previewDigest(await principal(person), desk),
    makeDigest: async (person) => makeDigest(await principal(person), desk),
    makeNotices: () => makeNotices(desk),
    ...noticeChoices(choosing),
    keepNoticing(report, tick = lookEvery) {
      if (!isAnybodyTold) return () => undefined
      const round = async (): Promise<void> => {
        await makeNotices(desk)
      }
      return repeat(round, (message) => report(`notices: ${message}`), tick)
    },
  }
}

/** A way, and what it is called to those who are told by it. */
type NamedWay = Way & { words(person: Principal): string }

function waysBy({ config, post }: NoticingParts): readonly NamedWay[] {
  const { email, slack } = config.notices
  const base = config.signIn.url
  return [
    ...(email === null ? [] : [byMail(email, base, config)]),
    ...slack.map((room) => byRoom(room, base, post)),
  ]
}

function byMail(server: MailServer, base: Base, config: Pick<Config, 'principals'>): NamedWay {
  const sendMail = mailBy(server)
  const addressOf = ({ id }: Principal): string | undefined =>
    config.principals.find((one) => one.id === id)?.email
  return {
    id: 'notices:email',
    readerOf: (person) => (addressOf(person) === undefined ? null : person),
    words: (person) => `e-mail to ${addressOf(person)}`,
    async send(view, { id }, person) {
      const to = addressOf(person)
      if (to === undefined) return { is: 'unwanted', because: 'the person has no address any more' }
      return sendMail({
        ...{ id, to, subject: subjectOf(view) },
        ...{ text: noticeText(view, base), html: noticeHtml(view, base) },
        settings: linkTo(base, '/notices'),
      })
    },
  }
}

const byRoom = ({ readers, ...room }: Room, base: Base, post: PostMessage): NamedWay => ({
  id: `slack:${room.id}`,
  readerOf: (person) => {
    if ('person' in readers) return readers.person === person.id ? person : null
    // Whoever is in a room is known by nothing but the groups that all of them are in.
    return { id: '', kind: 'person', scopes: [], groups: readers.groups, environments: [] }
  },
  words: () => `the room ${room.id}`,
  async send(view) {
    const headers = { 'content-type': 'application/json' }
    const reply = await post(room, headers, noticeChat(view, base))
    return 'fault' in reply ? { is: 'refused', because: reply.fault } : takenBy(reply.status)
  },
})
