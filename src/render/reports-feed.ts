import { Feed } from 'feed'
import type { Instant } from '../domain/instant.ts'
import type { ReportView } from '../domain/report.ts'
import { escaped } from './html.ts'
import { itemList } from './notice-html.ts'
import { servedWords } from './notice-words.ts'
import { told } from './told.ts'

/** What a person's feed is made of. */
export interface ReportsFeed {
  readonly person: string
  /** Open reports of that person, as that person may see them. */
  readonly reports: readonly ReportView[]
  /** Where Plumbline is reached: `https://plumbline.acme.example`. */
  readonly base: string
  readonly now: Instant
}

/** An Atom feed (RFC 4287) of a person's open reports, the latest first; an entry is new again when something more is found. */
export function reportsFeed({ person, reports, base, now }: ReportsFeed): string {
  const entries = reports
    .map((report) => ({ report, updated: updatedOf(report) }))
    .sort((a, b) => (a.updated < b.updated ? 1 : -1))
  const feed = new Feed({
    id: `${base}/reports`,
    title: `What the code says against pages of ${person}`,
    link: `${base}/reports`,
    // Without an entry it is as old as the day, so that it stays the same for whoever asks again.
    updated: new Date(entries[0]?.updated ?? `${now.slice(0, 10)}T00:00:00.000Z`),
    author: { name: 'Plumbline' },
    generator: 'Plumbline',
  })
  for (const { report, updated } of entries) {
    const open = report.items.filter(({ state, judged }) => state === 'open' && judged !== null)
    const items = open.map((item) => ({ ...item, change: 'new' as const }))
    feed.addItem({
      // Atom takes it for HTML.
      title: escaped(told(report.page.title)),
      id: `${base}/reports/${report.id}`,
      link: `${base}/reports/${report.id}`,
      date: new Date(updated),
      published: new Date(report.openedAt),
      content: `<p>${escaped(servedWords({ report, items }))}</p>${itemList({ items }).text}`,
    })
  }
  return feed.atom1()
}

const updatedOf = ({ items, openedAt }: ReportView): Instant =>
  items
    .filter(({ state }) => state === 'open')
    .map((item) => item.openedAt)
    .reduce((latest, one) => (one > latest ? one : latest), openedAt)
