import { type ClaimKind, claimKinds } from '../domain/claim.ts'
import { apiOperation } from './api-operation.ts'
import type { Check, ListedCheck } from './check.ts'
import { control } from './control.ts'
import { databaseTable } from './database-table.ts'
import { defaultValue } from './default-value.ts'
import { environmentVariable } from './environment-variable.ts'
import { featureFlag } from './feature-flag.ts'
import { filePath } from './file-path.ts'
import { option } from './option.ts'
import { owner } from './owner.ts'
import { packageScript } from './package-script.ts'
import { pageAgainstPage } from './page-against-page.ts'
import { route } from './route.ts'
import { symbol } from './symbol.ts'
import { timeBound } from './time-bound.ts'

/** Every kind of claim, each with its check: a new kind does not compile until it has one. */
const checkOf: Readonly<Record<ClaimKind, Check>> = {
  'package-script': packageScript,
  control,
  'file-path': filePath,
  'environment-variable': environmentVariable,
  option,
  symbol,
  'default-value': defaultValue,
  route,
  'api-operation': apiOperation,
  'database-table': databaseTable,
  'feature-flag': featureFlag,
  owner,
  'time-bound': timeBound,
  'page-against-page': pageAgainstPage,
}

/** The order of a token's possible readings: where two checks read the same token, the earlier is the likelier. */
export const checks: readonly ListedCheck[] = [
  'package-script' as const,
  'control' as const,
  'route' as const,
  'api-operation' as const,
  'database-table' as const,
  'feature-flag' as const,
  'file-path' as const,
  'environment-variable' as const,
  'option' as const,
  'symbol' as const,
  'default-value' as const,
  'owner' as const,
  'time-bound' as const,
  'page-against-page' as const,
].map((kind) => ({ kind, ...checkOf[kind] }))

export const isClaimKind = (name: string): name is ClaimKind =>
  claimKinds.some((kind) => kind === name)
