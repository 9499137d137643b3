import { z } from 'zod'

// Shapes as BookStack's own API documentation shows them (/api/docs of any BookStack, which is made of dev/api/responses of its
// repository): pages-list, pages-read, books-list, shelves-list, shelves-read, roles-list, roles-read, content-permissions-read.
// Only what is read is asked for: what else a reply holds may change.

const id = z.int().positive()
const instant = z.string().nullish()

/** Pages of a listing are checked one by one, so that one that is odd costs no other. */
export const listPart = z.object({
  data: z.array(z.unknown()).max(10_000),
  total: z.int().nonnegative(),
})
export const identified = z.object({ id })

export const listedPage = z.object({
  id,
  book_id: id,
  /** 0 or null for a page that stands in its book alone. */
  chapter_id: z.int().nullish(),
  name: z.string(),
  slug: z.string(),
  draft: z.boolean().nullish(),
  template: z.boolean().nullish(),
  created_at: instant,
  updated_at: instant,
  revision_count: z.int().nullish(),
  owned_by: z.int().nullish(),
  book_slug: z.string().nullish(),
})
export type ListedPage = z.infer<typeof listedPage>

export const book = z.object({ id, name: z.string(), slug: z.string() })
export type Book = z.infer<typeof book>
export const shelfBooks = z.object({ books: z.array(identified) })

const person = z.object({ id, name: z.string() })

/** `html` has other pages' text in it where a page includes them; `raw_html` has what was written. */
export const page = z.object({
  id,
  name: z.string(),
  html: z.string().nullish(),
  raw_html: z.string().nullish(),
  markdown: z.string().nullish(),
  created_at: instant,
  updated_at: instant,
  revision_count: z.int().nullish(),
  owned_by: z.union([person, z.int()]).nullish(),
  tags: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
})
export type PageReply = z.infer<typeof page>

export const listedRole = identified
export const role = z.object({
  id,
  system_name: z.string().nullish(),
  permissions: z.array(z.string()),
  users: z.array(identified),
})

/** What one item says itself of who may view it: role by role, and of everybody else. */
export const contentPermissions = z.object({
  role_permissions: z.array(z.object({ role_id: id, view: z.boolean() })),
  fallback_permissions: z.object({ inheriting: z.boolean(), view: z.boolean().nullish() }),
})
