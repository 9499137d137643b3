import { z } from 'zod'

// Shapes as documented at developers.notion.com/reference (post-search, query-a-data-source, page, data-source, block, rich-text,
// page-property-values, get-block-children) and typed in github.com/makenotion/notion-sdk-js, src/api-endpoints, for the version below.
// Only what is read is asked for: what else a reply holds may change.

/** Sent as `Notion-Version`: the first with data sources. */
export const version = '2025-09-03'

const id = z.string().min(1).max(100)

/** `incomplete` where Notion ends a list before its end. */
export const listPart = z.object({
  results: z.array(z.unknown()).max(1_000),
  has_more: z.boolean(),
  next_cursor: z.string().nullish(),
  request_status: z.object({ type: z.string() }).nullish(),
})
export const identified = z.object({ id, object: z.string().nullish() })

export const richText = z.array(
  z.object({
    type: z.string().nullish(),
    plain_text: z.string(),
    href: z.string().nullish(),
    annotations: z
      .object({
        bold: z.boolean().nullish(),
        strikethrough: z.boolean().nullish(),
        code: z.boolean().nullish(),
      })
      .nullish(),
  }),
)
export type RichText = z.infer<typeof richText>

export const parent = z.object({
  type: z.string(),
  page_id: id.nullish(),
  block_id: id.nullish(),
  database_id: id.nullish(),
  data_source_id: id.nullish(),
})
export type Parent = z.infer<typeof parent>

/** In the trash under three names, by the version of the API. */
const trashed = { in_trash: z.boolean().nullish(), archived: z.boolean().nullish() }

export const page = z.object({
  object: z.literal('page'),
  id,
  url: z.string(),
  created_time: z.string(),
  last_edited_time: z.string(),
  ...trashed,
  is_archived: z.boolean().nullish(),
  parent,
  properties: z.record(z.string(), z.unknown()),
})
export type NotionPage = z.infer<typeof page>

export const dataSource = z.object({
  object: z.literal('data_source'),
  id,
  title: richText,
  ...trashed,
  parent,
  database_parent: parent.nullish(),
})
export type DataSource = z.infer<typeof dataSource>

export const block = z.object({ id, type: z.string(), has_children: z.boolean().nullish() })
export const blockParent = z.object({ parent })

const place = z.object({ url: z.string() })

/** What a block of any type may hold under the name of its type. */
export const content = z.object({
  rich_text: richText.nullish(),
  caption: richText.nullish(),
  title: z.union([z.string(), richText]).nullish(),
  name: z.string().nullish(),
  url: z.string().nullish(),
  expression: z.string().nullish(),
  language: z.string().nullish(),
  checked: z.boolean().nullish(),
  cells: z.array(richText).nullish(),
  has_column_header: z.boolean().nullish(),
  list_start_index: z.int().nullish(),
  icon: z.object({ emoji: z.string().nullish() }).nullish(),
  external: place.nullish(),
  synced_from: z.object({ block_id: id.nullish() }).nullish(),
  page_id: id.nullish(),
  database_id: id.nullish(),
})
export type Content = z.infer<typeof content>
