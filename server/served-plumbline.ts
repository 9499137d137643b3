import type { Plumbline } from '../src/domain/plumbline.ts'

/** The part of Plumbline that HTTP callers reach: neither keys nor polling nor its end are among it. */
export type ServedPlumbline = Pick<
  Plumbline,
  | 'principalFor'
  | 'search'
  | 'ask'
  | 'verify'
  | 'answer'
  | 'provenance'
  | 'verification'
  | 'approval'
  | 'pages'
  | 'page'
  | 'findings'
  | 'finding'
  | 'receipt'
  | 'receiptStatus'
  | 'jwks'
  | 'deadLetters'
  | 'redeliver'
  | 'health'
  | 'sources'
  | 'startCrawl'
  | 'crawlSummary'
  | 'watchCrawl'
>
