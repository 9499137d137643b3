import type { CrawlSummary } from '../domain/crawl.ts'

/** Documents that could not be read, at most so many by name. */
const mostUnread = 20

/** What going over a source came to, for people: one line, and one for each document that could not be read. */
export function crawlText(summary: CrawlSummary): string {
  const { source, pages, changed, gone, accessChanged, unread, failed } = summary
  if (failed !== undefined) return `${source}: not crawled: ${failed}\n`
  const parts = [
    `${pages} pages`,
    `${changed} new or changed`,
    `${gone} gone`,
    ...(accessChanged > 0 ? [`${accessChanged} with other readers`] : []),
    `${unread.length} not read`,
  ]
  const more = unread.length - mostUnread
  return [
    `${source}: ${parts.join(', ')}`,
    ...unread.slice(0, mostUnread).map(({ path, because }) => `  not read ${path}: ${because}`),
    ...(more > 0 ? [`  … and ${more} more that could not be read`] : []),
    '',
  ].join('\n')
}
