import { z } from 'zod'
import { type AuditEntry, auditKinds } from '../../src/domain/audit.ts'
import { list, listing, text, textOrNull } from '../../src/wire/basics.ts'
import { named, part } from '../schema.ts'
import type { Routes } from '../zod.ts'

const entry = z.object({
  seq: z.number(),
  at: text,
  kind: z.enum(auditKinds),
  principal: textOrNull,
  subject: text,
  details: z
    .record(text, z.union([text, z.number(), z.boolean(), z.null(), list(text)]))
    .readonly(),
  previous: text,
  hash: text,
}) satisfies z.ZodType<AuditEntry>

const entries = listing(entry).register(named, { id: 'AuditEntries' })

const asked = z.object({
  kind: z.enum(auditKinds).exactOptional(),
  subject: z.string().min(1).max(2_000).exactOptional(),
  since: z.iso.datetime().exactOptional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'the `next` of the part before')
    .exactOptional(),
  limit: part.limit,
})

/** GET /v1/audit: what was answered, verified, approved, changed and recalled, in its chain. */
export const audit: Routes = (app, { plumbline }, done) => {
  app.get(
    '/audit',
    {
      config: {
        summary: 'What was answered, verified, approved, changed and recalled, oldest first',
        access: ['operator'],
      },
      schema: { querystring: asked, response: { 200: entries } },
    },
    (request) => plumbline.auditEntries(request.query),
  )
  done()
}
