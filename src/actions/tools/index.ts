import { aws } from './aws.ts'
import { azure } from './azure.ts'
import { databaseAdmin } from './database-admin.ts'
import { databaseClient } from './database-client.ts'
import { developer } from './developer.ts'
import { disks } from './disks.ts'
import { docker } from './docker.ts'
import { filesystem } from './filesystem.ts'
import { gcloud } from './gcloud.ts'
import { gh } from './gh.ts'
import { git } from './git.ts'
import { helm } from './helm.ts'
import { kubectl } from './kubectl.ts'
import { network } from './network.ts'
import { packages } from './packages.ts'
import { permissions } from './permissions.ts'
import { readers } from './readers.ts'
import { redis } from './redis.ts'
import { runners } from './runners.ts'
import { services } from './services.ts'
import { terraform } from './terraform.ts'
import type { Tool } from './tool.ts'
import { web } from './web.ts'

/** Every tool that can be classed, by the name of its manual page under `corpus/actions`. */
export const tools: Readonly<Record<string, Tool>> = {
  aws,
  azure,
  'database-admin': databaseAdmin,
  'database-client': databaseClient,
  developer,
  disks,
  docker,
  filesystem,
  gcloud,
  gh,
  git,
  helm,
  kubectl,
  network,
  packages,
  permissions,
  readers,
  redis,
  runners,
  services,
  terraform,
  web,
}

const byProgram = new Map(
  Object.values(tools).flatMap((tool) => tool.programs.map((program) => [program, tool] as const)),
)

/** The tool that knows a program, if any does. */
export const toolFor = (program: string): Tool | undefined => byProgram.get(program)
