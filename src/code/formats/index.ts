import type { Format } from '../extractor.ts'
import { catalogInfo } from './catalog-info.ts'
import { circleci } from './circleci.ts'
import { codeowners } from './codeowners.ts'
import { compose } from './compose.ts'
import { crontab } from './crontab.ts'
import { dockerfile } from './dockerfile.ts'
import { dotenv } from './dotenv.ts'
import { githubWorkflow } from './github-workflow.ts'
import { gitlabCi } from './gitlab-ci.ts'
import { grafana } from './grafana.ts'
import { helm } from './helm.ts'
import { jenkinsfile } from './jenkinsfile.ts'
import { jsonSchema } from './json-schema.ts'
import { jsonnet } from './jsonnet.ts'
import { kubernetes } from './kubernetes.ts'
import { nginx } from './nginx.ts'
import { owners } from './owners.ts'
import { packageJson } from './package-json.ts'
import { prometheus } from './prometheus.ts'
import { settings } from './settings.ts'
import { sql } from './sql.ts'
import { systemd } from './systemd.ts'
import { terraform } from './terraform.ts'

/** The file formats whose facts are read, each under the name of its file and its corpus page. */
export const formats = {
  'catalog-info': catalogInfo,
  circleci,
  codeowners,
  crontab,
  'gitlab-ci': gitlabCi,
  grafana,
  helm,
  jenkinsfile,
  jsonnet,
  nginx,
  owners,
  prometheus,
  systemd,
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
