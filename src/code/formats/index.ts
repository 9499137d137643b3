import type { Format } from '../extractor.ts'
import { avro } from './avro.ts'
import { compose } from './compose.ts'
import { dockerfile } from './dockerfile.ts'
import { dotenv } from './dotenv.ts'
import { featureFlags } from './feature-flags.ts'
import { githubWorkflow } from './github-workflow.ts'
import { graphql } from './graphql.ts'
import { ini } from './ini.ts'
import { jsonSchema } from './json-schema.ts'
import { kubernetes } from './kubernetes.ts'
import { liquibase } from './liquibase.ts'
import { openapi } from './openapi.ts'
import { packageJson } from './package-json.ts'
import { prisma } from './prisma.ts'
import { protobuf } from './protobuf.ts'
import { railsSchema } from './rails-schema.ts'
import { settings } from './settings.ts'
import { sql } from './sql.ts'
import { terraform } from './terraform.ts'
import { webServer } from './web-server.ts'

/** The file formats whose facts are read, each under the name of its file and its corpus page. */
export const formats = {
  avro,
  compose,
  dockerfile,
  dotenv,
  'feature-flags': featureFlags,
  'github-workflow': githubWorkflow,
  graphql,
  ini,
  'json-schema': jsonSchema,
  kubernetes,
  liquibase,
  openapi,
  'package-json': packageJson,
  prisma,
  protobuf,
  'rails-schema': railsSchema,
  settings,
  sql,
  terraform,
  'web-server': webServer,
} as const satisfies Readonly<Record<string, Format>>
export type FormatName = keyof typeof formats
