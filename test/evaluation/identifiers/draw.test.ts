import { expect, test } from 'vitest'
import type { SourceDocument } from '../../../src/domain/document.ts'
import { readPage } from '../../../src/pages/read-page.ts'
import { drawQueries } from './draw.ts'

const pageOf = (path: string, text: string) => {
  const document: SourceDocument = {
    ...{ source: 'wiki', path, url: null, format: 'markdown', text, access: [['group:all']] },
    ...{ home: null, created: null, modified: null, revision: null },
  }
  return readPage(document, '2026-11-01T09:00:00Z')
}

const pages = [
  pageOf('gateway.md', '# The gateway\n\nPaymentGatewayTimeout is raised after --max-retries.\n'),
  pageOf(
    'night.md',
    '# The night run\n\nSee `--max-retries` and E_CONN_42; maxRetries is older.\n',
  ),
]

test('a name is asked for whole, in a question and in parts, where it stands in one passage', () => {
  const drawn = drawQueries(pages, 10).map(({ kind, form, query }) => `${kind}, ${form}: ${query}`)
  expect(drawn).toEqual([
    'camel case, whole: maxRetries',
    'camel case, question: What does maxRetries do?',
    'pascal case, whole: PaymentGatewayTimeout',
    'pascal case, question: What does PaymentGatewayTimeout do?',
    'pascal case, parts: payment gateway timeout',
    'error code, whole: E_CONN_42',
    'error code, question: What does E_CONN_42 do?',
    'error code, parts: e conn 42',
  ])
})
