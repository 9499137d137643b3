import { type ClaimKind, claimKinds } from '../domain/claim.ts'
import { alert } from './alert.ts'
import { apiOperation } from './api-operation.ts'
import { buildTarget } from './build-target.ts'
import type { Check, ListedCheck } from './check.ts'
import { cliFlag } from './cli-flag.ts'
import { codeHostLink } from './code-host-link.ts'
import { codeSample } from './code-sample.ts'
import { command } from './command.ts'
import { containerImage } from './container-image.ts'
import { control } from './control.ts'
import { databaseTable } from './database-table.ts'
import { defaultValue } from './default-value.ts'
import { dependency } from './dependency.ts'
import { enumeration } from './enumeration.ts'
import { environmentVariable } from './environment-variable.ts'
import { featureFlag } from './feature-flag.ts'
import { filePath } from './file-path.ts'
import { helmValue } from './helm-value.ts'
import { kubernetesObject } from './kubernetes-object.ts'
import { link } from './link/link.ts'
import { metric } from './metric.ts'
import { option } from './option.ts'
import { owner } from './owner.ts'
import { packageScript } from './package-script.ts'
import { pageAgainstPage } from './page-against-page.ts'
import { pageLink } from './page-link.ts'
import { route } from './route.ts'
import { schedule } from './schedule.ts'
import { signature } from './signature.ts'
import { symbol } from './symbol.ts'
import { terraformObject } from './terraform-object.ts'
import { timeBound } from './time-bound.ts'
import { version } from './version.ts'

/** Every kind of claim, each with its check: a new kind does not compile until it has one. */
const checkOf: Readonly<Record<ClaimKind, Check>> = {
  'package-script': packageScript,
  dependency,
  'build-target': buildTarget,
  control,
  'container-image': containerImage,
  'kubernetes-object': kubernetesObject,
  'helm-value': helmValue,
  'terraform-object': terraformObject,
  schedule,
  metric,
  'page-link': pageLink,
  alert,
  'file-path': filePath,
  'environment-variable': environmentVariable,
  'cli-flag': cliFlag,
  command,
  'code-sample': codeSample,
  option,
  symbol,
  'default-value': defaultValue,
  version,
  route,
  'api-operation': apiOperation,
  'database-table': databaseTable,
  'feature-flag': featureFlag,
  owner,
  'time-bound': timeBound,
  'page-against-page': pageAgainstPage,
  signature,
  enumeration,
  link,
  'code-host-link': codeHostLink,
}

/** The order of a token's possible readings: where two checks read the same token, the earlier is the likelier. */
export const checks: readonly ListedCheck[] = [
  'package-script' as const,
  'dependency' as const,
  'build-target' as const,
  'control' as const,
  'container-image' as const,
  'kubernetes-object' as const,
  'helm-value' as const,
  'terraform-object' as const,
  'schedule' as const,
  'metric' as const,
  'page-link' as const,
  'alert' as const,
  'route' as const,
  'api-operation' as const,
  'database-table' as const,
  'feature-flag' as const,
  'file-path' as const,
  'environment-variable' as const,
  'cli-flag' as const,
  'command' as const,
  'code-sample' as const,
  'option' as const,
  'symbol' as const,
  'default-value' as const,
  'version' as const,
  'owner' as const,
  'time-bound' as const,
  'page-against-page' as const,
  'signature' as const,
  'enumeration' as const,
  'link' as const,
  'code-host-link' as const,
].map((kind) => ({ kind, ...checkOf[kind] }))

export const isClaimKind = (name: string): name is ClaimKind =>
  claimKinds.some((kind) => kind === name)
