import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import { checkedRow, type LabelFile, type LabelRow, rowsOf } from './json-lines.ts'

/** A document of a test collection. */
export interface LabelledDocument {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** What somebody wants to know of a test collection. */
export interface LabelledQuery {
  readonly id: string
  readonly text: string
}

/** A test collection: documents, queries, and which documents are relevant to which query. */
export interface RetrievalLabels {
  readonly documents: readonly LabelledDocument[]
  readonly queries: readonly LabelledQuery[]
  /** The ids of the relevant documents by a query's id; a query that nobody judged is not there. */
  readonly relevant: ReadonlyMap<string, ReadonlySet<string>>
  /** What is odd about the collection, in words: it can be scored all the same. */
  readonly warnings: readonly string[]
}

const id = z.union([z.string().min(1), z.number()]).transform(String)
const documentRow = z.object({ id, title: z.string().nullable(), text: z.string() })
const queryRow = z.object({ id, text: z.string() })
const judgementRow = z.object({
  query_id: id,
  doc_id: id,
  relevant: z.union([z.number(), z.boolean()]).transform((grade) => Number(grade) > 0),
})

type Judgement = z.infer<typeof judgementRow>

/**
 * Reads a test collection from JSON Lines, whose rows are told apart by their fields: documents `{id, title, text}`, queries `{id, text}`,
 * judgements `{query_id, doc_id, relevant}` (relevant is what is more than 0, or true). What else a row holds is passed over.
 */
export function readRetrievalLabels(files: readonly LabelFile[]): RetrievalLabels {
  const documents = new Map<string, LabelledDocument>()
  const queries = new Map<string, LabelledQuery>()
  const judgements: Judgement[] = []
  for (const row of rowsOf(files)) {
    const has = (field: string): boolean => holds(row.value, field)
    if (has('query_id') || has('doc_id'))
      judgements.push(checkedRow(judgementRow, row, 'a judgement'))
    else if (has('title')) {
      const { title, ...document } = checkedRow(documentRow, row, 'a document')
      addOnce(documents, { ...document, title: title ?? '' }, row, 'document')
    } else if (has('text')) addOnce(queries, checkedRow(queryRow, row, 'a query'), row, 'query')
    else
      throw new PlumblineError(
        'input.invalid',
        `${row.where} is neither a document (id, title, text) nor a query (id, text) nor a judgement (query_id, doc_id, relevant)`,
      )
  }
  for (const [name, fields, { size }] of [
    ['documents', 'id, title, text', documents],
    ['queries', 'id, text', queries],
  ] as const)
    if (size === 0)
      throw new PlumblineError(
        'input.invalid',
        `${files.map(({ path }) => path).join(', ')}: there are no ${name} (rows with ${fields})`,
      )
  return {
    documents: [...documents.values()],
    queries: [...queries.values()],
    ...judged(judgements, documents, queries),
  }
}

const holds = (value: unknown, field: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, field)

function addOnce<Row extends { readonly id: string }>(
  rows: Map<string, Row>,
  row: Row,
  { where }: LabelRow,
  what: string,
): void {
  if (rows.has(row.id))
    throw new PlumblineError('input.invalid', `${where}: there is a ${what} ${row.id} already`)
  rows.set(row.id, row)
}

function judged(
  judgements: readonly Judgement[],
  documents: ReadonlyMap<string, LabelledDocument>,
  queries: ReadonlyMap<string, LabelledQuery>,
): Pick<RetrievalLabels, 'relevant' | 'warnings'> {
  const known = judgements.filter(({ query_id }) => queries.has(query_id))
  if (judgements.length > 0 && known.length === 0)
    throw new PlumblineError(
      'input.invalid',
      `none of the ${judgements.length} judgements is of a query that is given, ${judgements[0]?.query_id} for one`,
    )
  const relevant = new Map<string, Set<string>>()
  for (const { query_id, doc_id, relevant: isRelevant } of known) {
    const of = relevant.get(query_id) ?? new Set()
    relevant.set(query_id, isRelevant ? of.add(doc_id) : of)
  }
  const strangers = judgements
    .filter(({ query_id }) => !queries.has(query_id))
    .map(({ query_id }) => query_id)
  const lost = [...relevant.values()].flatMap((ids) =>
    [...ids].filter((one) => !documents.has(one)),
  )
  const empty = [...documents.values()].filter(({ text }) => text.trim() === '')
  const warnings = [
    warning(strangers, 'queries are judged that are not given; their judgements are left out'),
    warning(lost, 'relevant documents are not given; they count as not found'),
    warning(
      empty.map((one) => one.id),
      'documents hold no text; they cannot be found',
    ),
  ]
  return { relevant, warnings: warnings.filter((one) => one !== null) }
}

const shown = 5

/** How many different ids something is wrong with, and the first few of them. */
function warning(ids: readonly string[], what: string): string | null {
  const distinct = [...new Set(ids)]
  if (distinct.length === 0) return null
  const more = distinct.length > shown ? ', …' : ''
  return `${distinct.length} ${what}: ${distinct.slice(0, shown).join(', ')}${more}`
}
