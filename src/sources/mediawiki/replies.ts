import { z } from 'zod'
import { PlumblineError } from '../../domain/errors.ts'

/** What `api.php` says with `formatversion=2`; keys that nobody asks for are left aside. */
const id = z.int().min(0)
const title = z.string().max(1_000)
const timestamp = z.string().max(40)
const cursor = z.record(z.string().max(100), z.union([z.string().max(10_000), z.number()]))

export const refusal = z.object({ error: z.object({ code: z.string(), info: z.string() }) })

export const userInfo = z.object({
  query: z.object({ userinfo: z.object({ rights: z.array(z.string()) }) }),
})

const namespace = z.object({
  id: z.int(),
  name: z.string(),
  canonical: z.string().optional(),
  content: z.boolean(),
})
export type Namespace = z.infer<typeof namespace>

export const siteInfo = z.object({
  query: z.object({
    general: z.object({
      sitename: z.string(),
      server: z.string(),
      articlepath: z.string(),
      time: timestamp,
    }),
    namespaces: z.record(z.string(), namespace),
    extensions: z.array(z.object({ name: z.string().optional() })).default([]),
  }),
})

export const groupRights = z.object({
  query: z.object({
    usergroups: z.array(z.object({ name: z.string(), rights: z.array(z.string()) })),
  }),
})

export const userList = z.object({
  continue: cursor.optional(),
  query: z.object({
    allusers: z.array(z.object({ name: z.string(), groups: z.array(z.string()).default([]) })),
  }),
})

const listedPage = z.object({
  pageid: id,
  title,
  lastrevid: id.optional(),
  touched: timestamp.optional(),
  redirect: z.boolean().optional(),
  length: z.number().optional(),
  actions: z.object({ read: z.boolean().optional() }).optional(),
  revisions: z
    .array(z.object({ revid: id, parentid: id.optional(), timestamp: timestamp.optional() }))
    .optional(),
})
export type ListedPage = z.infer<typeof listedPage>

export const pageList = z.object({
  batchcomplete: z.boolean().optional(),
  continue: cursor.optional(),
  query: z.object({ pages: z.array(listedPage).default([]) }).optional(),
})

export const moves = z.object({
  continue: cursor.optional(),
  query: z.object({
    logevents: z.array(
      z.object({
        logpage: id.optional(),
        params: z
          .object({ target_ns: z.int().optional(), target_title: title.optional() })
          .optional(),
      }),
    ),
  }),
})

export const parsed = z.object({
  parse: z.object({
    title,
    pageid: id,
    revid: id,
    text: z.string(),
    displaytitle: z.string().default(''),
    categories: z.array(z.object({ category: z.string() })).default([]),
    templates: z.array(z.object({ title, exists: z.boolean().optional() })).default([]),
    sections: z.array(z.object({ line: z.string(), index: z.string() })).default([]),
  }),
})
export type Parsed = z.infer<typeof parsed>['parse']

const revision = z.object({
  revid: id,
  timestamp: timestamp.optional(),
  minor: z.boolean().optional(),
  slots: z
    .object({
      main: z.object({ content: z.string().optional(), contentmodel: z.string().optional() }),
    })
    .optional(),
})
export type Revision = z.infer<typeof revision>

export const history = z.object({
  continue: cursor.optional(),
  query: z.object({ pages: z.array(z.object({ revisions: z.array(revision).optional() })) }),
})

export const tokens = z.object({
  query: z.object({ tokens: z.object({ logintoken: z.string() }) }),
})

/** Of `action=login`; what is wrong is words or an object, by version. */
export const loginReply = z.object({ login: z.object({ result: z.string() }) })
export const clientLoginReply = z.object({
  clientlogin: z.object({ status: z.string(), messagecode: z.string().optional() }),
})

/** A reply that is what it should be, or a fault that says which is not. */
export const readReply = <T>(schema: z.ZodType<T>, json: unknown, what: string): T => {
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const where = issue === undefined ? '' : ` (at ${issue.path.join('.').slice(0, 100)})`
  throw new PlumblineError(
    'source.malformed',
    `${what}: the wiki's answer is not what it should be${where}`,
  )
}
