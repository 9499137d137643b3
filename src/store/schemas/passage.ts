import { z } from 'zod'
import type { Block, Mark, Passage, Span } from '../../domain/passage.ts'
import { datedSchema } from './page.ts'

export const spanSchema: z.ZodType<Span> = z.tuple([z.number(), z.number()])

const markSchema: z.ZodType<Mark> = z.looseObject({
  kind: z.enum(['code', 'link', 'strong', 'deleted']),
  span: spanSchema,
  text: z.string(),
  textSpan: spanSchema,
  target: z.string().exactOptional(),
  role: z.string().exactOptional(),
})

const blockSchema: z.ZodType<Block> = z.looseObject({
  kind: z.enum(['heading', 'paragraph', 'list-item', 'code', 'table-row', 'quote', 'html']),
  span: spanSchema,
  line: z.number(),
  endLine: z.number(),
  text: z.string(),
  textStart: z.number(),
  marks: z.array(markSchema),
  language: z.string().exactOptional(),
  level: z.number().exactOptional(),
  cells: z.array(z.looseObject({ text: z.string(), span: spanSchema })).exactOptional(),
  header: z.array(z.string()).exactOptional(),
  isHeader: z.boolean().exactOptional(),
  depth: z.number().exactOptional(),
  ordered: z.boolean().exactOptional(),
  group: z.number().exactOptional(),
  admonition: z.string().exactOptional(),
  record: z.literal(true).exactOptional(),
})

export const passageSchema: z.ZodType<Passage> = z.looseObject({
  id: z.string(),
  page: z.string(),
  position: z.number(),
  heading: z.array(z.string()),
  anchor: z.string().nullable(),
  span: spanSchema,
  line: z.number(),
  endLine: z.number(),
  text: z.string(),
  blocks: z.array(blockSchema),
  sha256: z.string(),
  changed: datedSchema.nullable(),
})
