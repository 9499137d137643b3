import { aws } from './aws.ts'
import { azure } from './azure.ts'
import { backups } from './backups.ts'
import { clouds } from './clouds.ts'
import { clusters } from './clusters.ts'
import { configuration } from './configuration.ts'
import { databaseAdmin } from './database-admin.ts'
import { databaseClient } from './database-client.ts'
import { developer } from './developer.ts'
import { devices } from './devices.ts'
import { disks } from './disks.ts'
import { docker } from './docker.ts'
import { editors } from './editors.ts'
import { filesystem } from './filesystem.ts'
import { gcloud } from './gcloud.ts'
import { gh } from './gh.ts'
import { git } from './git.ts'
import { helm } from './helm.ts'
import { identities } from './identities.ts'
import { infrastructure } from './infrastructure.ts'
import { kubectl } from './kubectl.ts'
import { macos } from './macos.ts'
import { messaging } from './messaging.ts'
import { migrations } from './migrations.ts'
import { network } from './network.ts'
import { packages } from './packages.ts'
import { permissions } from './permissions.ts'
import { platforms } from './platforms.ts'
import { readers } from './readers.ts'
import { redis } from './redis.ts'
import { runners } from './runners.ts'
import { secrets } from './secrets.ts'
import { services } from './services.ts'
import { storageClusters } from './storage-clusters.ts'
import { stores } from './stores.ts'
import { terraform } from './terraform.ts'
import type { Tool } from './tool.ts'
import { versions } from './versions.ts'
import { virtualMachines } from './virtual-machines.ts'
import { web } from './web.ts'
import { windows } from './windows.ts'
import { wiping } from './wiping.ts'
import { wordpress } from './wordpress.ts'

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
  backups,
  clouds,
  clusters,
  configuration,
  devices,
  editors,
  identities,
  infrastructure,
  messaging,
  migrations,
  platforms,
  secrets,
  stores,
  'storage-clusters': storageClusters,
  versions,
  'virtual-machines': virtualMachines,
  windows,
  macos,
  wiping,
  wordpress,
  web,
}

const byProgram = new Map(
  Object.values(tools).flatMap((tool) => tool.programs.map((program) => [program, tool] as const)),
)

/** The tool that knows a program, if any does. */
export const toolFor = (program: string): Tool | undefined => byProgram.get(program)
