import type { Format } from '../extractor.ts'
import { avro } from './avro.ts'
import { cargo } from './cargo.ts'
import { catalogInfo } from './catalog-info.ts'
import { ciVersions } from './ci-versions.ts'
import { circleci } from './circleci.ts'
import { codeowners } from './codeowners.ts'
import { compose } from './compose.ts'
import { composer } from './composer.ts'
import { crontab } from './crontab.ts'
import { dockerfile } from './dockerfile.ts'
import { dotenv } from './dotenv.ts'
import { dotnet } from './dotnet.ts'
import { featureFlags } from './feature-flags.ts'
import { gems } from './gems.ts'
import { githubWorkflow } from './github-workflow.ts'
import { gitlabCi } from './gitlab-ci.ts'
import { goMod } from './go-mod.ts'
import { gradle } from './gradle.ts'
import { grafana } from './grafana.ts'
import { graphql } from './graphql.ts'
import { helm } from './helm.ts'
import { helmChart } from './helm-chart.ts'
import { ini } from './ini.ts'
import { jenkinsfile } from './jenkinsfile.ts'
import { jsonSchema } from './json-schema.ts'
import { jsonnet } from './jsonnet.ts'
import { justfile } from './justfile.ts'
import { kubernetes } from './kubernetes.ts'
import { liquibase } from './liquibase.ts'
import { makefile } from './makefile.ts'
import { maven } from './maven.ts'
import { mix } from './mix.ts'
import { openapi } from './openapi.ts'
import { owners } from './owners.ts'
import { packageJson } from './package-json.ts'
import { prisma } from './prisma.ts'
import { prometheus } from './prometheus.ts'
import { protobuf } from './protobuf.ts'
import { pyproject } from './pyproject.ts'
import { rakefile } from './rakefile.ts'
import { requirements } from './requirements.ts'
import { settings } from './settings.ts'
import { setupCfg } from './setup-cfg.ts'
import { setupPy } from './setup-py.ts'
import { sql } from './sql.ts'
import { systemd } from './systemd.ts'
import { taskRunners } from './task-runners.ts'
import { terraform } from './terraform.ts'
import { toolVersions } from './tool-versions.ts'
import { toxToml } from './tox-toml.ts'
import { versionFile } from './version-file.ts'
import { webServer } from './web-server.ts'

/** The file formats whose facts are read, each under the name of its file and its corpus page. */
export const formats = {
  avro,
  cargo,
  'catalog-info': catalogInfo,
  'ci-versions': ciVersions,
  circleci,
  codeowners,
  compose,
  composer,
  crontab,
  dockerfile,
  dotenv,
  dotnet,
  'feature-flags': featureFlags,
  gems,
  'github-workflow': githubWorkflow,
  'gitlab-ci': gitlabCi,
  'go-mod': goMod,
  gradle,
  grafana,
  graphql,
  'helm-chart': helmChart,
  helm,
  ini,
  jenkinsfile,
  'json-schema': jsonSchema,
  jsonnet,
  justfile,
  kubernetes,
  liquibase,
  makefile,
  maven,
  mix,
  openapi,
  owners,
  'package-json': packageJson,
  prisma,
  prometheus,
  protobuf,
  pyproject,
  rakefile,
  requirements,
  settings,
  'setup-cfg': setupCfg,
  'setup-py': setupPy,
  sql,
  systemd,
  'task-runners': taskRunners,
  terraform,
  'tool-versions': toolVersions,
  'tox-toml': toxToml,
  'version-file': versionFile,
  'web-server': webServer,
} as const satisfies Readonly<Record<string, Format>>
export type FormatName = keyof typeof formats
