import { z } from 'zod'
import { claimKinds } from '../src/domain/claim.ts'
import type { Evidence } from '../src/domain/finding.ts'
import { genres } from '../src/domain/page.ts'
import { decisions, type Verdict } from '../src/domain/verdict.ts'

// `satisfies` holds a shape to the domain one way, the routes' return types the other:
// when wire and domain drift apart, this folder no longer compiles.

/** Shapes that the OpenAPI document calls by a name. */
export const named = z.registry<{ readonly id: string }>()

/** A list that may be read only, as the domain's are. */
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()

/** What sort of claim it is. */
export const kind = z.enum(claimKinds)
/** What a page is for. */
export const genre = z.enum(genres)
/** A half-open range of UTF-16 offsets. */
export const span = z.tuple([z.number(), z.number()]).readonly()
/** Any text. */
export const text = z.string()
/** Any text, or null where it is not known. */
export const textOrNull = z.string().nullable()

/** A spot a reader can open. */
export const evidence = z.discriminatedUnion('in', [
  z.object({
    in: z.literal('code'),
    repository: text,
    commit: text,
    path: text,
    line: z.number(),
    quote: text,
  }),
  z.object({ in: z.literal('page'), page: text, revision: text, line: z.number(), quote: text }),
]) satisfies z.ZodType<Evidence>

/** A change that made something what it is. */
export const change = z.object({
  commit: textOrNull,
  version: textOrNull,
  date: textOrNull,
  author: textOrNull,
  subject: textOrNull,
})

/** An edit of one line that would mend the page. */
export const suggestion = z.object({ line: z.number(), old: text, new: text })

/** A decision with all its reasons. */
export const verdict = z.object({
  decision: z.enum(decisions),
  reasons: list(
    z.object({
      code: text,
      decision: z.enum(decisions),
      message: text,
      citation: text.exactOptional(),
      finding: text.exactOptional(),
      statement: z.number().exactOptional(),
      action: z.number().exactOptional(),
      rule: text.exactOptional(),
      people: z.object({ approvers: z.number(), senior: z.number() }).exactOptional(),
      evidence: list(evidence).exactOptional(),
    }),
  ),
}) satisfies z.ZodType<Verdict>

/** The part of a longer list that a request got. */
export const listing = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: list(item), next: textOrNull })

/** Which part of a longer list is asked for. */
export const part = {
  cursor: z.string().min(1).max(500).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).exactOptional(),
}

/** The `:id` of a route; `encodeURIComponent` it where it holds a slash. */
export const idParameter = z.object({ id: z.string().min(1).max(2_000) })
