import { z } from 'zod'
import type { Dated } from '../../domain/instant.ts'
import { genres, type Page, type Times } from '../../domain/page.ts'
import type { AccessLists } from '../../domain/principal.ts'
import { rememberingDecoder } from './json.ts'

export const datedSchema: z.ZodType<Dated> = z.looseObject({
  at: z.string(),
  basis: z.enum(['claimed', 'observed', 'git']),
})

const maybeDated = datedSchema.nullable()

const timesSchema: z.ZodType<Times> = z.looseObject({
  created: maybeDated,
  modified: maybeDated,
  contentChanged: maybeDated,
  reviewed: maybeDated,
  reviewBy: maybeDated,
  confirmed: maybeDated,
  fetched: maybeDated,
  firstSeen: maybeDated,
  gone: maybeDated,
})

/** Who may read a page: lists that must all let a reader in. */
const accessSchema: z.ZodType<AccessLists> = z.array(z.array(z.string()))

export const genreSchema = z.enum(genres)

/** A page without its times, access and visits, which change more often than the rest and stand in their own columns. */
const keptPageSchema: z.ZodType<Omit<Page, 'times' | 'access' | 'visits'>> = z.looseObject({
  id: z.string(),
  source: z.string(),
  path: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  owner: z.string().nullable(),
  writer: z.string().optional(),
  about: z.array(z.string()),
  home: z.looseObject({ repository: z.string(), path: z.string() }).nullable(),
  genre: genreSchema,
  revision: z.string(),
  text: z.string(),
  lines: z.array(z.number()).nullable(),
  sha256: z.string(),
  supersededBy: z.string().nullable(),
  flags: z.array(
    z.looseObject({
      kind: z.enum(['hidden-text', 'invisible-characters', 'addressed-to-agents']),
      line: z.number(),
      excerpt: z.string(),
    }),
  ),
  problems: z.array(z.string()),
})

export const timesOf = rememberingDecoder(timesSchema)
export const accessOf = rememberingDecoder(accessSchema)
export const keptPageOf = rememberingDecoder(keptPageSchema)
