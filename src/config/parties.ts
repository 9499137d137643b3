import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import { type Webhook, webhookEvents } from '../domain/webhook.ts'
import { secretIn } from '../webhooks/signature.ts'
import { id, variable } from './words.ts'

const webhook = z.strictObject({
  id,
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/^https?:\/\/[^/?#]*@/i.test(url), 'a secret does not stand in an address'),
  /** The environment variables that hold its secrets, `whsec_…`, the newest first. */
  secretFrom: z.union([variable, z.array(variable).min(1).max(3)]),
  events: z.array(z.enum(webhookEvents)).min(1),
  /** Whether it may stand in a private network, and be spoken to without TLS. */
  privateNetwork: z.boolean().default(false),
})

/** Who is told of what happens. */
export const webhooks = z
  .array(
    webhook.refine(({ url, privateNetwork }) => privateNetwork || url.startsWith('https:'), {
      message: 'needs https, or privateNetwork: true where it stands in a network of yours',
    }),
  )
  .max(50)

const attestor = z.strictObject({
  id,
  /** The file of its public key: PEM, a JWK or a JWK set. */
  key: z.string().min(1),
})

/** Whose signed statements about tests and rehearsals count. */
export const attestors = z.array(attestor).max(50)

export type AttestorConfig = z.infer<typeof attestor>

/** Webhooks with their secrets, out of the environment. */
export function webhooksOf(
  entries: z.infer<typeof webhooks>,
  file: string,
  environment: (name: string) => string | undefined,
): readonly Webhook[] {
  const fault = (id: string, words: string): PlumblineError =>
    new PlumblineError('config.unreadable', `${file}: webhook ${id} ${words}`)
  const seen = new Set<string>()
  return entries.map(({ id, secretFrom, ...rest }) => {
    if (seen.has(id)) throw fault(id, 'stands there twice; give each an id of its own')
    seen.add(id)
    const secrets = [secretFrom].flat().map((name) => {
      const text = environment(name)
      if (!text)
        throw fault(id, `takes its secret from the environment variable ${name}, which is not set`)
      if (secretIn(text) === null)
        throw fault(
          id,
          `finds no secret in the environment variable ${name}: it is \`whsec_\` and base64 of 24 to 64 bytes, as \`echo whsec_$(openssl rand -base64 32)\` makes one`,
        )
      return text
    })
    return { id, ...rest, secrets }
  })
}
