import { z } from 'zod'

// Shapes as documented at developer.atlassian.com: /cloud/confluence/rest/v2 (groups page, space, space-permissions, space-roles,
// version, folder), /cloud/confluence/rest/v1 (groups search, content-restrictions, content-states, group, users) and
// /server/confluence/rest/v1000 (groups content-resource, content-restrictions, space, space-permissions, user-group, user).
// Only what is read is asked for: what else a reply holds may change.

/** Confluence Cloud writes ids as strings, Data Center some of them as numbers. */
const id = z.union([z.string().min(1), z.number().transform(String)])
const links = z.object({
  next: z.string().nullish(),
  webui: z.string().nullish(),
})

/** A list in parts: by cursor (v2, search) or by offset (v1). */
export const partOf = <T>(item: z.ZodType<T>) =>
  z.object({ results: z.array(item).max(10_000), _links: links.nullish() })
export interface Part<T> {
  readonly results: readonly T[]
  readonly _links?: { readonly next?: string | null | undefined } | null | undefined
}

export const group = z.object({ name: z.string().min(1), id: id.nullish() })

/** `accountId` on Cloud; `username` and `userKey` on Data Center; neither for who is nobody any more. */
export const user = z.object({
  accountId: z.string().nullish(),
  username: z.string().nullish(),
  userKey: z.string().nullish(),
  displayName: z.string().nullish(),
  publicName: z.string().nullish(),
})
export type User = z.infer<typeof user>

const counted = <T>(item: z.ZodType<T>) =>
  z.object({
    results: z.array(item),
    limit: z.number().nullish(),
    size: z.number().nullish(),
    totalSize: z.number().nullish(),
    _links: links.nullish(),
  })

/** v1, content-restrictions: who may do one thing; users and groups come in parts of their own, of 100 or 200. */
export const restriction = z.object({
  restrictions: z
    .object({ user: counted(user).nullish(), group: counted(group).nullish() })
    .nullish(),
})
export type RestrictionReply = z.infer<typeof restriction>

const label = z.object({ name: z.string() })
export const labels = z.object({ results: z.array(label) })

/** v1, content: what a listing of Data Center and a search of Cloud tell of a page. */
export const content = z.object({
  id,
  title: z.string(),
  status: z.string().nullish(),
  version: z
    .object({ number: z.number(), when: z.string().nullish(), minorEdit: z.boolean().nullish() })
    .nullish(),
  history: z.object({ createdDate: z.string().nullish() }).nullish(),
  ancestors: z.array(z.object({ id })).nullish(),
  restrictions: z.object({ read: restriction.nullish() }).nullish(),
  metadata: z.object({ labels: labels.nullish() }).nullish(),
  _links: links.nullish(),
})
export type Content = z.infer<typeof content>

const represented = z.object({ value: z.string() }).nullish()
export const body = z.object({ storage: represented, view: represented })

export const contentWithBody = content.extend({ body: body.nullish() })

/** v2, space. */
export const space = z.object({
  id,
  key: z.string().min(1),
  status: z.string().nullish(),
})

const version = z.object({
  number: z.number(),
  createdAt: z.string().nullish(),
  minorEdit: z.boolean().nullish(),
})

/** v2, page. */
export const page = z.object({
  id,
  title: z.string(),
  status: z.string(),
  parentId: id.nullish(),
  parentType: z.string().nullish(),
  ownerId: z.string().nullish(),
  createdAt: z.string().nullish(),
  version: version.nullish(),
  body: body.nullish(),
  _links: links.nullish(),
})
export type Page = z.infer<typeof page>

/** v2, folder, whiteboard, database, page: where something stands in the tree. */
export const placed = z.object({ parentId: id.nullish(), parentType: z.string().nullish() })

/** v2, version: with the page as it was. */
export const pastVersion = version.extend({
  page: z.object({ body: body.nullish() }).nullish(),
})

/** v2, space-permissions. */
export const spacePermission = z.object({
  principal: z.object({ type: z.string(), id: z.string() }).nullish(),
  operation: z.object({ key: z.string(), targetType: z.string() }).nullish(),
})

/** v2, space-roles. */
export const spaceRole = z.object({
  id: z.string(),
  spacePermissions: z.array(z.string()).nullish(),
})
export const roleAssignment = z.object({
  principal: z.object({ principalType: z.string(), principalId: z.string() }).nullish(),
  roleId: z.string().nullish(),
})

/** Data Center from 9.1, space-permissions and global-permissions. */
export const subjectPermission = z.object({
  operation: z.object({ operationKey: z.string(), targetType: z.string() }).nullish(),
  subject: z
    .object({
      type: z.string().nullish(),
      name: z.string().nullish(),
      username: z.string().nullish(),
      userKey: z.string().nullish(),
    })
    .nullish(),
})

/** Data Center before 9.1: JSON-RPC, `getSpacePermissionSets`. */
export const permissionSets = z.object({
  result: z.array(
    z.object({
      type: z.string(),
      spacePermissions: z.array(
        z.object({ userName: z.string().nullish(), groupName: z.string().nullish() }),
      ),
    }),
  ),
})

/** v1, content-states. */
export const contentState = z.object({
  contentState: z.object({ name: z.string() }).nullish(),
  lastUpdated: z.string().nullish(),
})
