export type Row = Readonly<Record<string, string>>

/** Lines that can be pasted into Markdown; the first row names the columns. */
export function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((one) => columns.map((name) => one[name] ?? '')),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
