import { parseDocument } from 'yaml'
import { limits } from './limits.ts'

/** What a page says of itself: each field with its values, in the page's order. */
export type Fields = ReadonlyMap<string, readonly string[]>

/** The front matter of a Markdown page, and where the content starts after it. */
export interface FrontMatter {
  readonly fields: Fields
  readonly end: number
  readonly problems: readonly string[]
}

const none: FrontMatter = { fields: new Map(), end: 0, problems: [] }
const tomlFenced = /^\uFEFF?\+\+\+[ \t]*\r?\n([\s\S]*?)(?<=\n)\+\+\+[ \t]*(?:\r?\n|$)/
const fenced = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/

/** Reads the YAML block at the top of a page. Broken YAML is a problem in words, never a lost page. */
export const readFrontMatter = (text: string): FrontMatter => {
  const toml = tomlFenced.exec(text.slice(0, limits.frontMatter))
  if (toml !== null) return { fields: tomlFields(toml[1] ?? ''), end: toml[0].length, problems: [] }
  const found = fenced.exec(text.slice(0, limits.frontMatter))
  const [whole, yaml] = found ?? []
  if (whole === undefined || yaml === undefined || !/^[ \t]*[\w"'#][^\n]*/m.test(yaml)) return none
  const { fields, problem } = parseFields(yaml)
  if (fields.size === 0 && problem === null) return none
  return { fields, end: whole.length, problems: problem ? [problem] : [] }
}

const parseFields = (yaml: string): { fields: Fields; problem: string | null } => {
  try {
    const document = parseDocument(yaml, { schema: 'core', logLevel: 'silent', uniqueKeys: false })
    const [error] = document.errors
    if (error)
      return { fields: linewise(yaml), problem: `front matter: ${firstLine(error.message)}` }
    const value: unknown = document.toJS({ maxAliasCount: 50 })
    return { fields: fieldsOf(value), problem: null }
  } catch (error) {
    const because = error instanceof Error ? firstLine(error.message) : 'it cannot be read'
    return { fields: linewise(yaml), problem: `front matter: ${because}` }
  }
}

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/:$/, '')

/** A field's name as the vocabulary spells it: `last_reviewed_on` and `Last-Reviewed-On` are one. */
export const fieldName = (key: string): string => key.trim().toLowerCase().replaceAll('_', '-')

const fieldsOf = (value: unknown): Fields => {
  const fields = new Map<string, readonly string[]>()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fields
  for (const [key, field] of Object.entries(value)) fields.set(fieldName(key), stringsOf(field))
  // One level down a field is known by both names: `last_update: { date: … }` is `last-update.date`.
  for (const [key, field] of Object.entries(value).slice(0, mostNested))
    if (typeof field === 'object' && field !== null && !Array.isArray(field))
      for (const [inner, one] of Object.entries(field).slice(0, mostNested)) {
        const name = `${fieldName(key)}.${fieldName(inner)}`
        if (!fields.has(name) && typeof one !== 'object') fields.set(name, stringsOf(one))
      }
  return fields
}

const mostNested = 50

/** Hugo's other front matter: `key = value` before the first table; a date, a word or a list of words. */
const tomlFields = (toml: string): Fields => {
  const fields = new Map<string, readonly string[]>()
  for (const line of toml.split('\n')) {
    if (line.startsWith('[')) break
    const found = /^[ \t]*([A-Za-z][\w.-]{0,40})[ \t]*=[ \t]*(\S.{0,400})$/.exec(line.trimEnd())
    const value = found?.[2] ?? ''
    if (!found?.[1]) continue
    const words = value.startsWith('[') ? value.slice(1).replace(/\]$/, '').split(',') : [value]
    const plain = words.map((word) => word.trim().replace(/^(["'])(.*)\1$/, '$2'))
    fields.set(
      fieldName(found[1]),
      plain.filter((word) => word !== ''),
    )
  }
  return fields
}

const stringsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => stringsOf(entry))
  if (value === null || value === undefined) return []
  if (typeof value === 'object')
    return ['name' in value ? String(value.name) : JSON.stringify(value)]
  return [String(value)]
}

/** The plain `key: value` lines of front matter that does not parse: better than losing its access list. */
const linewise = (yaml: string): Fields => {
  const fields = new Map<string, readonly string[]>()
  for (const line of yaml.split('\n')) {
    const found = /^([A-Za-z][\w.-]{0,40}):[ \t]+(\S.{0,400})$/.exec(line.trimEnd())
    if (found?.[1] && found[2])
      fields.set(fieldName(found[1]), [found[2].replace(/^["']|["']$/g, '')])
  }
  return fields
}
