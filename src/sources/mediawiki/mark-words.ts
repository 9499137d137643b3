/** What wikis say of a page by a template on it (`{{Outdated|date=March 2024}}`) or by a category that it stands in. */
export type Mark = 'superseded' | 'deprecated' | 'outdated' | 'historical'

/** Names of templates and of categories alike. */
const both: Readonly<Record<Mark, string>> = {
  superseded: 'superseded',
  deprecated: 'deprecated, obsolete, discontinued',
  outdated: 'outdated, out of date, update needed, needs update, needs updating, stale',
  historical: 'historical, historic, archived',
}

/** As the name of a category these may be about things. */
const templates: Readonly<Record<Mark, string>> = {
  superseded: 'superseded by, replaced, replaced by, moved to, merged to, merged into',
  deprecated: 'retired',
  outdated: 'update',
  historical: 'archive page, old page, historical page',
}

/** A template of this name leads to archives of something else. */
const categories: Readonly<Record<Mark, string>> = {
  superseded: '',
  deprecated: '',
  outdated: '',
  historical: 'archive',
}

const marks = ['superseded', 'deprecated', 'outdated', 'historical'] as const

const named = (...tables: readonly Readonly<Record<Mark, string>>[]): ReadonlyMap<string, Mark> =>
  new Map(
    marks.flatMap((mark) =>
      tables
        .flatMap((table) => table[mark].split(', '))
        .filter((name) => name !== '')
        .map((name) => [name, mark] as const),
    ),
  )

const byTemplate = named(both, templates)
const byCategory = named(both, categories)

/** A name as it is compared: without its namespace, in lower case. */
export const plainName = (name: string): string =>
  name
    .slice(name.indexOf(':') + 1)
    .replace(/[\s_]+/g, ' ')
    .trim()
    .toLowerCase()

export const templateMark = (name: string): Mark | undefined => byTemplate.get(plainName(name))

/** `Outdated pages`, `Archived`, `Historical documents`. */
export const categoryMark = (name: string): Mark | undefined =>
  byCategory.get(
    plainName(name).replace(/ (?:pages?|articles?|documents?|documentation|content)$/, ''),
  )

/** Whether a template marks a page without being a part of what it says. */
export const isMark = (template: string): boolean => templateMark(template) !== undefined
