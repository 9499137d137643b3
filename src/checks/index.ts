import { type ClaimKind, claimKinds } from '../domain/claim.ts'
import type { Check, ListedCheck } from './check.ts'
import { codeHostLink } from './code-host-link.ts'
import { control } from './control.ts'
import { defaultValue } from './default-value.ts'
import { environmentVariable } from './environment-variable.ts'
import { filePath } from './file-path.ts'
import { link } from './link/link.ts'
import { option } from './option.ts'
import { packageScript } from './package-script.ts'
import { symbol } from './symbol.ts'

/** Every kind of claim, each with its check: a new kind does not compile until it has one. */
const checkOf: Readonly<Record<ClaimKind, Check>> = {
  'package-script': packageScript,
  control,
  'file-path': filePath,
  'environment-variable': environmentVariable,
  option,
  symbol,
  'default-value': defaultValue,
  link,
  'code-host-link': codeHostLink,
}

/** The order of a token's possible readings: where two checks read the same token, the earlier is the likelier. */
export const checks: readonly ListedCheck[] = [
  'package-script' as const,
  'control' as const,
  'file-path' as const,
  'environment-variable' as const,
  'option' as const,
  'symbol' as const,
  'default-value' as const,
  'link' as const,
  'code-host-link' as const,
].map((kind) => ({ kind, ...checkOf[kind] }))

export const isClaimKind = (name: string): name is ClaimKind =>
  claimKinds.some((kind) => kind === name)
