import type { Format } from '../extractor.ts'
import { compose } from './compose.ts'
import { dockerfile } from './dockerfile.ts'
import { dotenv } from './dotenv.ts'
import { githubWorkflow } from './github-workflow.ts'
import { jsonSchema } from './json-schema.ts'
import { kubernetes } from './kubernetes.ts'
import { packageJson } from './package-json.ts'
import { settings } from './settings.ts'
import { sql } from './sql.ts'
import { terraform } from './terraform.ts'

/** The file formats whose facts are read, each under the name of its file and its corpus page. */
export const formats = {
  compose,
  dockerfile,
  dotenv,
  'github-workflow': githubWorkflow,
  'json-schema': jsonSchema,
  kubernetes,
  'package-json': packageJson,
  settings,
  sql,
  terraform,
} as const satisfies Readonly<Record<string, Format>>
export type FormatName = keyof typeof formats
