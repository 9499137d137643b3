export type Row = Readonly<Record<string, string>>

/** Lines that can be pasted into Markdown; the first row names the columns. */
export const table = (rows: readonly Row[]): string =>
  [...headOf(rows[0] ?? {}), ...rows.map((one) => rowUnder(rows[0] ?? {}, one))].join('\n')

/** The two lines above a table whose rows are printed as they come. */
export const headOf = (first: Row): readonly string[] => {
  const columns = Object.keys(first)
  return [columns, columns.map(() => '---')].map(lineOf)
}

/** A row under the columns that the first one names. */
export const rowUnder = (first: Row, row: Row): string =>
  lineOf(Object.keys(first).map((name) => row[name] ?? ''))

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
