import { z } from 'zod'
import { dated, genre, list, listing, span, text, textOrNull } from './basics.ts'
import { finding } from './finding.ts'

// The access list is not named: who else may read a page is no reader's business.
/** A page, with what is known of its age. */
export const page = z.object({
  id: text,
  source: text,
  path: text,
  url: textOrNull,
  title: text,
  owner: textOrNull,
  about: list(text),
  home: z.object({ repository: text, path: text }).nullable(),
  genre,
  revision: text,
  sha256: text,
  times: z.object({
    created: dated,
    modified: dated,
    contentChanged: dated,
    reviewed: dated,
    reviewBy: dated,
    confirmed: dated,
    fetched: dated,
    firstSeen: dated,
    gone: dated,
  }),
  supersededBy: textOrNull,
  flags: list(
    z.object({
      kind: z.enum(['hidden-text', 'invisible-characters', 'addressed-to-agents']),
      line: z.number(),
      excerpt: text,
    }),
  ),
  problems: list(text),
})

/** Some of them. */
export const pageList = listing(page)

const passage = z.object({
  id: text,
  position: z.number(),
  heading: list(text),
  anchor: textOrNull,
  span,
  line: z.number(),
  endLine: z.number(),
  text,
  sha256: text,
  changed: dated,
})

/** A page with its passages and the findings on its claims. */
export const pageView = z.object({
  page: page.extend({ text }),
  passages: list(passage),
  findings: list(finding),
})
