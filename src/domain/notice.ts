import type { Instant } from './instant.ts'
import type { Principal } from './principal.ts'
import type { ReportItemView, ReportView } from './report.ts'

/** `digest`: what is new or worse, once a week; `alert`: what is contradicted and was served all the same, at once. */
export const noticeKinds = ['digest', 'alert'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const noticeChanges = ['new', 'back', 'worse'] as const
/** Why somebody is told of a finding: it is new to them, it came back, or it does more damage than when they were told last. */
export type NoticeChange = (typeof noticeChanges)[number]

/** One finding that somebody is told of. */
export interface Noticed {
  readonly report: string
  readonly finding: string
  readonly change: NoticeChange
}

/** What one person is told: by ids alone, since what may be said of them is known only when it is said. */
export interface Notice {
  /** `ntc_…` */
  readonly id: string
  readonly kind: NoticeKind
  readonly person: string
  readonly madeAt: Instant
  /** Of at most five reports. */
  readonly noticed: readonly Noticed[]
  /** Reports that were due, too, and had no room. */
  readonly more: number
}

/** A report of a notice, with those of its findings that the person is told of, the worst first. */
export interface NoticedReport {
  readonly report: ReportView
  readonly items: readonly (ReportItemView & { readonly change: NoticeChange })[]
}

/** A notice as one reader may see it. */
export interface NoticeView {
  readonly kind: NoticeKind
  readonly person: string
  /** Worst damage first; never empty. */
  readonly reports: readonly NoticedReport[]
  readonly more: number
}

/** What a person wants to be told. */
export interface NoticeChoice {
  readonly digest: 'weekly' | 'off'
  readonly alerts: boolean
}

/** What a person is told, and by which ways. */
export interface NoticeSettings extends NoticeChoice {
  /** The ways in words: an address, a room. */
  readonly by: readonly string[]
  /** When the next digest is due, if there is something to tell. */
  readonly nextDigestAt: Instant
  /** When the address of the feed was made; null where there is none. */
  readonly feedMadeAt: Instant | null
}

/**
 * What asking for a digest before it is due came to: `made`, `nothing` is new or worse, the person turned digests `off`, or there is
 * `no-way` to tell them.
 */
export type DigestOutcome = 'made' | 'nothing' | 'off' | 'no-way'

/** What people are told without asking. */
export interface Noticing {
  /** What a person's digest would say just now; null where nothing is new or worse. Nothing is sent. */
  digest(person: string): Promise<NoticeView | null>
  /** Makes a person's digest now instead of when it is due; `deliver` sends it. */
  makeDigest(person: string): Promise<DigestOutcome>
  /** Makes what is due of everybody's digests and alerts; how many. `deliver` sends them. */
  makeNotices(): Promise<number>
  noticeSettings(person: Principal): Promise<NoticeSettings>
  /** Keeps what the person of a session wants to be told; null where the session is over. */
  chooseNotices(choice: NoticeChoice, token: string): Promise<NoticeSettings | null>
  /** Makes the secret of a person's feed anew, shown once, or takes it away; the old one opens nothing from then on. */
  renewFeed(token: string, how?: { readonly end?: boolean }): Promise<string | null>
  /** Whose feed a secret opens: the person with the rights of today; null where it opens none. */
  feedReader(secret: string): Promise<Principal | null>
}
