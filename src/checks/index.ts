import { type ClaimKind, claimKinds } from '../domain/claim.ts'
import { buildTarget } from './build-target.ts'
import type { Check, ListedCheck } from './check.ts'
import { control } from './control.ts'
import { defaultValue } from './default-value.ts'
import { environmentVariable } from './environment-variable.ts'
import { filePath } from './file-path.ts'
import { option } from './option.ts'
import { packageScript } from './package-script.ts'
import { symbol } from './symbol.ts'
import { version } from './version.ts'

/** Every kind of claim, each with its check: a new kind does not compile until it has one. */
const checkOf: Readonly<Record<ClaimKind, Check>> = {
  'package-script': packageScript,
  'build-target': buildTarget,
  control,
  'file-path': filePath,
  'environment-variable': environmentVariable,
  option,
  symbol,
  'default-value': defaultValue,
  version,
}

/** The order of a token's possible readings: where two checks read the same token, the earlier is the likelier. */
export const checks: readonly ListedCheck[] = [
  'package-script' as const,
  'build-target' as const,
  'control' as const,
  'file-path' as const,
  'environment-variable' as const,
  'option' as const,
  'symbol' as const,
  'default-value' as const,
  'version' as const,
].map((kind) => ({ kind, ...checkOf[kind] }))

export const isClaimKind = (name: string): name is ClaimKind =>
  claimKinds.some((kind) => kind === name)
