import { z } from 'zod'
import { genres } from '../domain/page.ts'
import { access, id, variable } from './words.ts'

/** Days after which pages of a genre are aging and stale; `never` where age says nothing. */
const ageLimit = z.union([
  z.literal('never'),
  z.strictObject({
    aging: z.number().positive(),
    stale: z.number().positive(),
    /** Only where the code that the page speaks of moved on since. */
    onlyWhenBehind: z.boolean().optional(),
  }),
])

/** Such limits by genre. */
export const ageLimits = z.partialRecord(z.enum(genres), ageLimit)

/** A source of pages, as it is configured. */
export const source = z.strictObject({
  id,
  type: z.enum([
    'bookstack',
    'confluence',
    'dokuwiki',
    'git-wiki',
    'html-folder',
    'markdown-folder',
    'mediawiki',
    'notion',
    'outline',
    'tiddlywiki',
    'website',
  ]),
  /** A folder, relative to this file. */
  path: z.string().optional(),
  /** Instead of a folder: the documents of a configured repository, at the commit surveyed. */
  repository: id.optional(),
  url: z
    .url()
    .refine(
      (url) => !/^[a-z+.-]+:\/\/[^/?#]*@/i.test(url),
      'a secret does not stand in an address: set user and passwordFrom',
    )
    .optional(),
  /** Who may read its pages; everyone, or for a repository's documents whoever may read the repository. */
  access: access.optional(),
  /** The person who is told what is wrong with its pages where neither a page nor CODEOWNERS names one. */
  owner: z.string().min(1).max(200).optional(),
  /** Repositories that pages of this source speak of, beside what each page says itself. */
  about: z.array(id).default([]),
  /** Whether the git history around a folder tells the age of its documents. */
  history: z.boolean().default(true),
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  /** Spaces, namespaces, collections or databases to read; all unless given. */
  spaces: z.array(z.string().min(1)).optional(),
  /** Who asks: a user's name, and the environment variables that hold the password or the token. */
  user: z.string().min(1).optional(),
  passwordFrom: variable.optional(),
  tokenFrom: variable.optional(),
  /** Whether its hosts may stand in a private network. */
  privateNetwork: z.boolean().default(false),
  requestsAtOnce: z.int().min(1).max(64).default(4),
  /** Least milliseconds between two requests. */
  pause: z.int().min(0).max(600_000).default(0),
  mostPages: z.int().min(1).max(1_000_000).default(100_000),
  /** Links from the first page, for sites without a list of their pages. */
  depth: z.int().min(0).max(100).default(20),
  /** How often the server looks for what changed. */
  pollMinutes: z.number().positive().max(1440).default(10),
  ageLimits: ageLimits.optional(),
})
