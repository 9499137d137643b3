import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askingOf, leastSaid, saidBy } from '../../src/answers/said.ts'
import { readPage } from '../../src/pages/read-page.ts'
import { readAsked } from '../../src/retrieval/asked.ts'
import { retrieve } from '../../src/retrieval/retrieve.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { put } from '../store/support/samples.ts'

const reader = { id: 'agent:a', groups: ['group:all'] }

const pages = {
  'transfers.md': `# Transfers by Ostbank

## Limits

Ostbank allows 40 transfers a second. Beyond that it answers with a 429.

## Retries

- \`TRANSFER_RETRIES\` (default 4): how often a transfer is tried again.
- \`TRANSFER_DELAY\`: how long to wait between two tries.
`,
  'ledger.md': `# The ledger

The ledger is closed every night at 2 h. Its entries are kept for ten years.

## Restart the ledger

1. Tell #ledger.
2. Run \`ledger restart\`.

## Workers

Three workers write to the ledger. The nodes they stand on are drained on Sundays.
`,
  'dictionary.md': `# Words we use

- **IBAN**: international bank account number.
- **Backup**: a copy of the ledger, taken by \`ledger backup\`.
`,
}

let store: Store

beforeAll(async () => {
  store = await openStore(':memory:')
  const home = { url: null, home: null, created: null, modified: null, revision: null }
  for (const [path, text] of Object.entries(pages)) {
    const access = [['group:all']]
    const document = { source: 'wiki', path, format: 'markdown', text, access, ...home } as const
    const { page, passages } = readPage(document, '2026-11-01T09:00:00Z')
    await put(store, page, passages)
  }
})

afterAll(() => store.close())

const said = async (question: string): Promise<number> => {
  const { candidates, measure, ...read } = await retrieve(
    question,
    { search: store.passages },
    { reader },
  )
  const asking = askingOf(readAsked(read.question, read.keywords, read.corrections), measure)
  return Math.max(0, ...candidates.map((one) => saidBy(one, asking)))
}

describe('what the pages answer is said in one place', () => {
  test.each([
    'How many transfers a second does Ostbank allow?',
    'How often is a transfer tried again by default?',
    'Which variable says how long to wait between two tries?',
    'When is the ledger closed?',
    'How long are entries of the ledger kept?',
    'How do I restart the ledger?',
    'How many workers write to the ledger?',
    'What does IBAN stand for?',
    'How do I back up the ledger?',
    'TRANSFER_RETRIES',
  ])('%s', async (question) => {
    expect(await said(question)).toBeGreaterThanOrEqual(leastSaid)
  })
})

describe('what they speak of, and do not tell, is not', () => {
  test.each([
    ['another name', 'How many transfers a second does Westbank allow?'],
    ['another deed', 'How do I delete the ledger?'],
    ['another thing', 'How do I restart Postgres?'],
    ['no number', 'How many banks have a number?'],
    ['no such value', 'What is the default number of workers of Ostbank?'],
    ['no time', 'How long does a restart of the ledger take?'],
    ['a word that stands nowhere', 'What does SWIFT stand for?'],
    ['words from all over the wiki', 'How long are transfers of workers kept in a backup?'],
  ])('%s: %s', async (_, question) => {
    expect(await said(question)).toBeLessThan(leastSaid)
  })
})

test('of any question a share is said, and the same one again', async () => {
  const words = fc.constantFrom(
    'how',
    'many',
    'Ostbank',
    'ledger',
    'default',
    '--retries',
    'é',
    '2',
  )
  const questions = fc.oneof(
    fc.string(),
    fc.array(words).map((some) => some.join(' ')),
  )
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const share = await said(question)
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      expect(await said(question)).toBe(share)
    }),
    { numRuns: 60 },
  )
})
