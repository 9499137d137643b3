/** The names an admonition goes by, each with the one it is called by here. */
const names: Readonly<Record<string, string>> = {
  attention: 'warning',
  caution: 'caution',
  critical: 'danger',
  danger: 'danger',
  deprecated: 'deprecated',
  error: 'danger',
  hint: 'tip',
  important: 'important',
  info: 'info',
  information: 'info',
  note: 'note',
  notice: 'note',
  obsolete: 'deprecated',
  outdated: 'deprecated',
  success: 'tip',
  superseded: 'deprecated',
  tip: 'tip',
  versionadded: 'note',
  versionchanged: 'note',
  warn: 'warning',
  warning: 'warning',
}

/** The name of an admonition as pages write it, or null when the word is none. */
export const admonitionNamed = (word: string): string | null => {
  const key = word.toLowerCase()
  return Object.hasOwn(names, key) ? (names[key] ?? null) : null
}

const opener = /^(?:\[!([A-Za-z]+)\]|\*\*([A-Za-z]+):?\*\*:?)/

/** The admonition that the first words of a quotation open: `[!WARNING]` or `**Warning**`. */
export const admonitionOpening = (text: string): string | null => {
  const found = opener.exec(text)
  return found ? admonitionNamed(found[1] ?? found[2] ?? '') : null
}
