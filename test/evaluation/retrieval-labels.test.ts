import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import { readRetrievalLabels } from '../../src/evaluation/retrieval-labels.ts'

const lines = (...rows: readonly unknown[]): string =>
  rows.map((row) => JSON.stringify(row)).join('\n')

const file = (path: string, text: string) => ({ path, text })

const documents = lines(
  { id: 'gate', title: 'The depot gate', text: 'The night shift opens the gate.' },
  { id: 7, title: null, text: 'Berth seven is dredged in March.' },
)
const queries = lines({ id: 'q1', text: 'Who opens the gate?' })
const judgements = lines(
  { query_id: 'q1', doc_id: 'gate', code: 2, relevant: 1 },
  { query_id: 'q1', doc_id: 7, code: 5, relevant: 0 },
)

const files = [
  file('documents.jsonl', documents),
  file('queries.jsonl', queries),
  file('judgements.jsonl', judgements),
] as const

const [first, second, third] = files
test.each([
  { order: 'as told', given: files },
  { order: 'backwards', given: [third, second, first] },
  {
    order: 'all in one file, with empty lines and a byte order mark',
    given: [file('all.jsonl', `\uFEFF${judgements}\n\n${queries}\r\n${documents}\n`)],
  },
])('rows are told apart by their fields, $order', ({ given }) => {
  const labels = readRetrievalLabels(given)
  expect(labels.documents).toEqual([
    { id: 'gate', title: 'The depot gate', text: 'The night shift opens the gate.' },
    { id: '7', title: '', text: 'Berth seven is dredged in March.' },
  ])
  expect(labels.queries).toEqual([{ id: 'q1', text: 'Who opens the gate?' }])
  expect([...labels.relevant]).toEqual([['q1', new Set(['gate'])]])
  expect(labels.warnings).toEqual([])
})

test.each([
  ['{"id": "gate", "title": ', 'added.jsonl:1 is not JSON'],
  ['\n{"id":"crane","title":"Cranes"}', /^added.jsonl:2 is not a document: text: /],
  ['{"id":"crane","title":"Cranes","text":3}', /^added.jsonl:1 is not a document: text: /],
  ['{"text":"Who?"}', /^added.jsonl:1 is not a query: id: /],
  ['{"query_id":"q1","doc_id":"gate"}', /^added.jsonl:1 is not a judgement: relevant: /],
  ['{"query_id":"q1","relevant":1}', /^added.jsonl:1 is not a judgement: doc_id: /],
  ['{"id":"gate"}', /^added.jsonl:1 is neither a document \(id, title, text\) nor a query/],
  ['"gate"', /^added.jsonl:1 is neither/],
  ['{"id":"gate","title":"","text":""}', 'added.jsonl:1: there is a document gate already'],
  ['{"id":"q1","text":"Who?"}', 'added.jsonl:1: there is a query q1 already'],
])('%s is refused with its place', (text, message) => {
  expect(() => readRetrievalLabels([...files, file('added.jsonl', text)])).toThrow(message)
})

test.each([
  ['documents', [second, third], 'there are no documents (rows with id, title, text)'],
  ['queries', [first, third], 'there are no queries (rows with id, text)'],
  [
    'judgements of these queries',
    [first, file('queries.jsonl', lines({ id: 'q2', text: 'Who?' })), third],
    'none of the 2 judgements is of a query that is given, q1 for one',
  ],
])('without %s there is nothing to score', (_, given, message) => {
  expect(() => readRetrievalLabels(given)).toThrow(message)
})

test('without judgements there is no score, and no fault', () => {
  expect(readRetrievalLabels([first, second]).relevant.size).toBe(0)
})

test('what is odd is told by its ids, and scored all the same', () => {
  const strange = lines(
    ...Array.from({ length: 7 }, (_, index) => ({
      query_id: `gone-${index}`,
      doc_id: 'gate',
      relevant: 1,
    })),
    { query_id: 'q1', doc_id: 'burnt', relevant: true },
    { query_id: 'q1', doc_id: 'never-there', relevant: 0 },
    { id: 'blank', title: 'Tides', text: ' \n' },
  )
  const { relevant, warnings } = readRetrievalLabels([...files, file('strange.jsonl', strange)])
  expect(relevant.get('q1')).toEqual(new Set(['gate', 'burnt']))
  expect(warnings).toEqual([
    '7 queries are judged that are not given; their judgements are left out: gone-0, gone-1, gone-2, gone-3, gone-4, …',
    '1 relevant documents are not given; they count as not found: burnt',
    '1 documents hold no text; they cannot be found: blank',
  ])
})

test('whatever a file holds, it is read or refused in words', () => {
  const row = fc.record(
    {
      id: fc.anything(),
      title: fc.anything(),
      text: fc.anything(),
      query_id: fc.anything(),
      doc_id: fc.anything(),
      relevant: fc.anything(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(row, fc.jsonValue())), (rows) => {
      try {
        readRetrievalLabels([...files, file('any.jsonl', lines(...rows.filter(isSayable)))])
      } catch (error) {
        expect(error).toBeInstanceOf(PlumblineError)
      }
    }),
  )
})

function isSayable(value: unknown): boolean {
  try {
    return typeof JSON.stringify(value) === 'string'
  } catch {
    return false
  }
}
