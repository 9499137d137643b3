import type { DecisionTables } from './tables/decision-tables.ts'
import type { PageTables } from './tables/page-tables.ts'
import type { PeopleTables } from './tables/people-tables.ts'

/** Every table as SQLite holds it: text, numbers and JSON in text. */
export interface Tables extends PageTables, DecisionTables, PeopleTables {}
