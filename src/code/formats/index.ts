import type { Format } from '../extractor.ts'
import { cargo } from './cargo.ts'
import { ciVersions } from './ci-versions.ts'
import { compose } from './compose.ts'
import { composer } from './composer.ts'
import { dockerfile } from './dockerfile.ts'
import { dotenv } from './dotenv.ts'
import { dotnet } from './dotnet.ts'
import { gems } from './gems.ts'
import { githubWorkflow } from './github-workflow.ts'
import { goMod } from './go-mod.ts'
import { gradle } from './gradle.ts'
import { helmChart } from './helm-chart.ts'
import { jsonSchema } from './json-schema.ts'
import { justfile } from './justfile.ts'
import { kubernetes } from './kubernetes.ts'
import { makefile } from './makefile.ts'
import { maven } from './maven.ts'
import { mix } from './mix.ts'
import { packageJson } from './package-json.ts'
import { pyproject } from './pyproject.ts'
import { rakefile } from './rakefile.ts'
import { requirements } from './requirements.ts'
import { settings } from './settings.ts'
import { setupCfg } from './setup-cfg.ts'
import { setupPy } from './setup-py.ts'
import { sql } from './sql.ts'
import { taskRunners } from './task-runners.ts'
import { terraform } from './terraform.ts'
import { toolVersions } from './tool-versions.ts'
import { versionFile } from './version-file.ts'

/** The file formats whose facts are read, each under the name of its file and its corpus page. */
export const formats = {
  cargo,
  'ci-versions': ciVersions,
  compose,
  composer,
  dockerfile,
  dotenv,
  dotnet,
  gems,
  'github-workflow': githubWorkflow,
  'go-mod': goMod,
  gradle,
  'helm-chart': helmChart,
  'json-schema': jsonSchema,
  justfile,
  kubernetes,
  makefile,
  maven,
  mix,
  'package-json': packageJson,
  pyproject,
  rakefile,
  requirements,
  settings,
  'setup-cfg': setupCfg,
  'setup-py': setupPy,
  sql,
  'task-runners': taskRunners,
  terraform,
  'tool-versions': toolVersions,
  'version-file': versionFile,
} as const satisfies Readonly<Record<string, Format>>
export type FormatName = keyof typeof formats
