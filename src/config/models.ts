import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { PlumblineError } from '../domain/errors.ts'
import { variable } from './words.ts'

/** An npm package, or what it exports under a path of its own: never a file. */
const packageName = z
  .string()
  .max(214)
  .regex(
    /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/[\w-][\w.-]*)*$/,
    'the name of an npm package',
  )

const exportName = z.string().regex(/^[A-Za-z_$][\w$]*$/, 'the name of a class')

/** Options of a model's class, as its package documents them; secrets are refused. */
const options = z
  .record(z.string(), z.json())
  .default({})
  .superRefine((given, context) => {
    const secret = secretIn(given)
    const message = `${secret} looks like a secret: name its environment variable under secretsFrom`
    if (secret !== null) context.addIssue({ code: 'custom', message })
  })

/** Which option takes its value from which environment variable: `apiKey`, or `configuration.defaultHeaders.X-Key`. */
const secretsFrom = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){0,4}$/, 'an option, or a path to one with dots')
      .refine((path) => !/(?:^|\.)(?:__proto__|prototype|constructor)(?:\.|$)/.test(path)),
    variable,
  )
  .default({})

export const embeddingModel = z.strictObject({
  package: packageName.optional(),
  export: exportName.optional(),
  /** Instead of both: the folder of an ONNX model on this machine, relative to this file. */
  path: z.string().min(1).optional(),
  options,
  secretsFrom,
  /** Numbers in each vector; asked of the model unless given. */
  dimensions: z.int().min(1).max(65_536).optional(),
  /** Texts sent at once. */
  batch: z.int().min(1).max(2_048).default(64),
  /** Longer texts are cut. */
  mostCharacters: z.int().min(100).max(1_000_000).default(8_000),
  /** For one batch, one attempt. */
  timeoutSeconds: z.number().positive().max(600).default(30),
  retries: z.int().min(0).max(10).default(3),
})

export const chatModel = z.strictObject({
  package: packageName,
  export: exportName,
  options,
  secretsFrom,
  /** For one whole answer. */
  timeoutSeconds: z.number().positive().max(600).default(60),
  /** What becomes of statements that their source does not bear out; what one contradicts is never shown. */
  unsupported: z.enum(['drop', 'mark']).default('drop'),
  /** Of one answer; a model that writes more is cut off, and what it wrote is not used. */
  mostCharacters: z.int().min(100).max(100_000).default(8_000),
})

export const models = z.strictObject({
  embeddings: embeddingModel
    .refine(
      ({ package: from, export: name, path }) =>
        path === undefined
          ? from !== undefined && name !== undefined
          : from === undefined && name === undefined,
      'needs either a package and an export, or the path of an ONNX model',
    )
    .optional(),
  chat: chatModel.optional(),
})

const secretName =
  /(?:api[_-]?key|secret|password|passphrase|credentials?|authorization|(?:^|access[_-]?|auth[_-]?|bearer[_-]?)token)$/i

/** The path of an option that looks like a secret; null where none does. */
function secretIn(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return /^[a-z+.-]+:\/\/[^/?#]*@/i.test(value) ? path : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`
    const found = typeof inner === 'string' && secretName.test(name) ? at : secretIn(inner, at)
    if (found !== null) return found
  }
  return null
}

/** Secrets by the option that takes them. A function, so that a printed configuration does not show them. */
type Secrets = () => Readonly<Record<string, string>>

type Models = z.infer<typeof models>
type WithSecrets<Model> = Model & { readonly secrets: Secrets }

/** Models as configured, with their secrets; a path is absolute. */
export interface ModelsConfig {
  readonly embeddings?: WithSecrets<NonNullable<Models['embeddings']>>
  readonly chat?: WithSecrets<NonNullable<Models['chat']>>
}

/** Gives models their secrets out of the environment; one that is not there is a fault of the configuration. */
export function modelsOf(
  { embeddings, chat }: Models,
  file: string,
  environment: (name: string) => string | undefined,
): ModelsConfig {
  const secretsOf = (what: keyof Models, { secretsFrom }: Pick<ChatModel, 'secretsFrom'>) => {
    const secrets = Object.fromEntries(
      Object.entries(secretsFrom).map(([option, name]) => {
        const value = environment(name)
        if (value) return [option, value]
        throw new PlumblineError(
          'config.unreadable',
          `${file}: models.${what} takes a secret from the environment variable ${name}, which is not set`,
        )
      }),
    )
    return () => secrets
  }
  return {
    ...(embeddings && {
      embeddings: {
        ...embeddings,
        ...(embeddings.path && { path: resolve(dirname(file), embeddings.path) }),
        secrets: secretsOf('embeddings', embeddings),
      },
    }),
    ...(chat && { chat: { ...chat, secrets: secretsOf('chat', chat) } }),
  }
}

type ChatModel = z.infer<typeof chatModel>
