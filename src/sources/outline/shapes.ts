import { z } from 'zod'

// Shapes as in Outline's OpenAPI description (github.com/outline/openapi, spec3.yml: Document, Collection, NavigationNode, Membership,
// Pagination) and, where that is silent, in its presenters (github.com/outline/outline, server/presenters and server/routes/api).
// Only what is read is asked for: what else a reply holds may change.

const id = z.string().min(1).max(200)
export const identified = z.object({ id })

/** Entries are checked one by one, so that one that is odd costs no other. */
const entries = z.array(z.unknown()).max(100_000)
export const listOf = z.object({ data: entries })
export const usersIn = z.object({ data: z.object({ users: entries }) })
export const groupsIn = z.object({ data: z.object({ groups: entries }) })

/** `permission` is what every member of the workspace may do; none in a private collection. */
export const collection = z.object({
  id,
  name: z.string(),
  urlId: z.string().nullish(),
  permission: z.string().nullish(),
})
export type Collection = z.infer<typeof collection>

/** Guests see only what is shared with them. */
export const user = z.object({
  id,
  role: z.string().nullish(),
  isSuspended: z.boolean().nullish(),
})

const instant = z.string().nullish()

export const document = z.object({
  id,
  url: z.string(),
  title: z.string(),
  text: z.string().nullish(),
  collectionId: id.nullish(),
  revision: z.int().nullish(),
  createdAt: instant,
  updatedAt: z.string(),
  publishedAt: instant,
  archivedAt: instant,
  deletedAt: instant,
})
export type OutlineDocument = z.infer<typeof document>
export const documentReply = z.object({ data: document })

/** A collection's documents as they stand below one another; checked level by level. */
export const treeReply = z.object({ data: entries })
export const node = z.object({
  id,
  title: z.string(),
  isDraft: z.boolean().nullish(),
  children: entries.nullish(),
})
