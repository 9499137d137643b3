import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import type { SignInSettings } from '../domain/sign-in.ts'

/** An address that nobody on the way can read, or one of this machine. */
const safeUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) =>
      url.startsWith('https:') ||
      /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(url),
    'https, or an address of this machine',
  )

export const openId = z.strictObject({
  issuer: safeUrl,
  clientId: z.string().min(1),
  /** The name of an environment variable; secrets do not stand in the file. */
  clientSecretFrom: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'the name of an environment variable')
    .optional(),
  /** The claim that names a person; `email` counts only where the provider says that it is verified. */
  claim: z.string().min(1).max(100).default('email'),
  scopes: z.array(z.string().min(1)).default(['openid', 'email']),
  /** What the sign-in page calls it. */
  name: z.string().min(1).max(100).default('your company account'),
})

export const signIn = z.strictObject({
  /** Where people reach Plumbline: without it they sign in on this machine alone. */
  url: safeUrl
    .refine((url) => new URL(url).pathname === '/', 'the address alone, without a path')
    .optional(),
  /** Whether people may have a password here; only where there is no provider, unless given. */
  local: z.boolean().optional(),
  openId: openId.optional(),
  /** Minutes without a request after which a session ends. */
  idleMinutes: z.number().positive().max(1440).default(30),
  /** Hours after which a session ends whatever happens. */
  longestHours: z.number().positive().max(168).default(10),
})

export const reviews = z.strictObject({
  /** Share of risky advice that went through without people and that one looks at afterwards, from 0 to 1. */
  share: z.number().min(0).max(1).default(0.05),
  /** A decision sooner than this after the request was first shown counts as quick. */
  quickSeconds: z.number().min(0).max(3600).default(15),
})

/** How people sign in, with its secret out of the environment. */
export interface SignInConfig extends SignInSettings {
  readonly idleMinutes: number
  readonly longestHours: number
}

/** Reads what a configuration says of signing in; `secret` looks up environment variables. */
export function signInOf(
  given: z.infer<typeof signIn>,
  file: string,
  secret: (name: string) => string | undefined,
): SignInConfig {
  const { url, local, openId: provider, idleMinutes, longestHours } = given
  return {
    url: url === undefined ? null : new URL(url).origin,
    local: local ?? provider === undefined,
    idleMinutes,
    longestHours,
    openId:
      provider === undefined
        ? null
        : {
            issuer: provider.issuer,
            clientId: provider.clientId,
            clientSecret: secretOf(provider.clientSecretFrom, file, secret),
            claim: provider.claim,
            scopes: provider.scopes,
            name: provider.name,
          },
  }
}

function secretOf(
  name: string | undefined,
  file: string,
  secret: (name: string) => string | undefined,
): string | null {
  if (name === undefined) return null
  const value = secret(name)
  if (value) return value
  throw new PlumblineError(
    'config.unreadable',
    `${file}: signIn.openId takes a secret from the environment variable ${name}, which is not set`,
  )
}
