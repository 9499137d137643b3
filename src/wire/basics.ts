import { z } from 'zod'
import { claimKinds } from '../domain/claim.ts'
import type { Evidence } from '../domain/finding.ts'
import { genres } from '../domain/page.ts'
import { decisions, type Verdict } from '../domain/verdict.ts'

// `satisfies` holds a shape to the domain one way, the routes' return types the other: when wire and domain drift apart, neither the
// server nor the client compiles. What is not named here does not come out of the one, and is not taken over by the other.

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

/** When something happened, and how that is known; null where it is not. */
export const dated = z
  .object({ at: text, basis: z.enum(['claimed', 'observed', 'git']) })
  .nullable()
