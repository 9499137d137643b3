import type { Asking } from './asking.ts'
import { type RestrictionReply, restriction, type User } from './shapes.ts'
import type { Readers } from './wiki.ts'

/** Users and groups of one restriction come in parts of at most so many. */
const atOnce = 200
/** More parts than this no restriction has. */
const mostParts = 100

/** How a wiki names its users in access lists; null where a user is nobody any more. */
export type NameOf = (user: User) => string | null

/**
 * Who a page's own view restriction lets in, as an expanded listing tells it. Where nobody is named, there is no restriction: everybody
 * may view who may view what stands above (confluence.atlassian.com, "Page Restrictions"). Null where the listing leaves something
 * out: the restriction itself, or users and groups beyond the first part.
 */
export const restrictionIn = (
  reply: RestrictionReply | null | undefined,
  nameOf: NameOf,
): Readers | null => {
  const user = reply?.restrictions?.user
  const group = reply?.restrictions?.group
  if (!user || !group || isCut(user) || isCut(group)) return null
  if (user.results.length === 0 && group.results.length === 0) return { is: 'everybody' }
  return { is: 'only', readers: namesIn(user.results, group.results, nameOf) }
}

interface Counted {
  readonly results: readonly unknown[]
  readonly limit?: number | null | undefined
  readonly size?: number | null | undefined
  readonly totalSize?: number | null | undefined
  readonly _links?: { readonly next?: string | null | undefined } | null | undefined
}

const isCut = ({ results, limit, size, totalSize, _links }: Counted): boolean =>
  Boolean(_links?.next) ||
  results.length >= (limit || atOnce) ||
  results.length < Math.max(size ?? 0, totalSize ?? 0)

const namesIn = (
  users: readonly User[],
  groups: readonly { readonly name: string }[],
  nameOf: NameOf,
): readonly string[] => [
  ...users.flatMap((user) => nameOf(user) ?? []).map((name) => `user:${name}`),
  ...groups.map(({ name }) => `group:${name}`),
]

/** Who may view one thing by its own restriction, asked for by itself and part by part. */
export const readRestriction = async (
  asking: Asking,
  id: string,
  nameOf: NameOf,
): Promise<Readers> => {
  const readers = new Set<string>()
  let named = 0
  for (let part = 0; part < mostParts; part++) {
    // v1, content-restrictions, "Get restrictions for operation": start and limit count users and groups alike.
    const path = `/rest/api/content/${encodeURIComponent(id)}/restriction/byOperation/read?expand=restrictions.user,restrictions.group&start=${part * atOnce}&limit=${atOnce}`
    const answered = await asking.answer(path, restriction)
    if (answered.is === 'no') return { is: 'unreadable', because: answered.because }
    const { user, group } = answered.value.restrictions ?? {}
    if (!user || !group)
      return {
        is: 'unreadable',
        because: `the restrictions of ${id} come without users and groups`,
      }
    named += user.results.length + group.results.length
    for (const name of namesIn(user.results, group.results, nameOf)) readers.add(name)
    const least = Math.min(atOnce, user.limit || atOnce, group.limit || atOnce)
    if (least < atOnce && (user.results.length >= least || group.results.length >= least))
      return {
        is: 'unreadable',
        because: `the restrictions of ${id} come in smaller parts than asked`,
      }
    if (user.results.length < atOnce && group.results.length < atOnce) {
      const counted = Math.max(user.size ?? 0, user.totalSize ?? 0, group.size ?? 0)
      if (named === 0 && part === 0)
        return counted === 0
          ? { is: 'everybody' }
          : { is: 'unreadable', because: `the restrictions of ${id} name people who are not told` }
      return { is: 'only', readers: [...readers] }
    }
  }
  return { is: 'unreadable', because: `the restrictions of ${id} have no end` }
}
