import { type ClaimKind, claimKinds } from '../domain/claim.ts'
import type { Check, ListedCheck } from './check.ts'
import { cliFlag } from './cli-flag.ts'
import { codeSample } from './code-sample.ts'
import { command } from './command.ts'
import { control } from './control.ts'
import { defaultValue } from './default-value.ts'
import { enumeration } from './enumeration.ts'
import { environmentVariable } from './environment-variable.ts'
import { filePath } from './file-path.ts'
import { option } from './option.ts'
import { packageScript } from './package-script.ts'
import { signature } from './signature.ts'
import { symbol } from './symbol.ts'

/** Every kind of claim, each with its check: a new kind does not compile until it has one. */
const checkOf: Readonly<Record<ClaimKind, Check>> = {
  'package-script': packageScript,
  control,
  'file-path': filePath,
  'environment-variable': environmentVariable,
  'cli-flag': cliFlag,
  command,
  'code-sample': codeSample,
  option,
  symbol,
  'default-value': defaultValue,
  signature,
  enumeration,
}

/** The order of a token's possible readings: where two checks read the same token, the earlier is the likelier. */
export const checks: readonly ListedCheck[] = [
  'package-script' as const,
  'control' as const,
  'file-path' as const,
  'environment-variable' as const,
  'cli-flag' as const,
  'command' as const,
  'code-sample' as const,
  'option' as const,
  'symbol' as const,
  'default-value' as const,
  'signature' as const,
  'enumeration' as const,
].map((kind) => ({ kind, ...checkOf[kind] }))

export const isClaimKind = (name: string): name is ClaimKind =>
  claimKinds.some((kind) => kind === name)
