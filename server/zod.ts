import type {
  FastifyPluginCallback,
  FastifySchemaCompiler,
  FastifyTypeProvider,
  RawServerDefault,
} from 'fastify'
import type { z } from 'zod'
import { InvalidRequest } from './problem.ts'
import type { ServedPlumbline } from './served-plumbline.ts'

/** What zod schemas of a route say of its request and of its reply, told to Fastify's types. */
export interface ZodTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
  readonly serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown
}

/** A file of routes: all it knows of Plumbline is its interface. */
export type Routes = FastifyPluginCallback<
  { readonly plumbline: ServedPlumbline },
  RawServerDefault,
  ZodTypes
>

/** Reads a request by its zod schema; what does not fit is refused with the names of the fields. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const parsed = schema.safeParse(data)
    if (parsed.success) return { value: parsed.data }
    return { error: new InvalidRequest(httpPart ?? 'request', parsed.error.issues) }
  }
}

/** Writes a reply through its zod schema: a key that the schema does not name never comes out. */
export const serializerCompiler = ({ schema }: { readonly schema: z.ZodType }) => {
  return (data: unknown): string => JSON.stringify(schema.parse(data))
}
