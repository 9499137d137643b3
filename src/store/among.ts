import { type RawBuilder, sql } from 'kysely'

/** Some keys as one parameter, so that a statement is the same for however many there are, and is compiled once. */
export const amongNumbers = (keys: readonly number[]): RawBuilder<number> =>
  sql<number>`(select value from json_each(${JSON.stringify(keys)}))`

/** The same for ids. */
export const amongTexts = (ids: readonly string[]): RawBuilder<string> =>
  sql<string>`(select value from json_each(${JSON.stringify(ids)}))`
