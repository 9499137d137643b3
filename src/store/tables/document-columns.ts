/** Of a thing that is kept as JSON, beside the columns that it is looked for by. */
export interface DocumentColumns {
  id: string
  document: string
}
