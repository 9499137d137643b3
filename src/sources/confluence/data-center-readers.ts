import { z } from 'zod'
import type { Asking } from './asking.ts'
import { permissionSets, subjectPermission, user } from './shapes.ts'
import type { Readers, Wiki } from './wiki.ts'

/** Who may view a space of Data Center: by REST from 9.1 on, by JSON-RPC before. */
export const dataCenterReaders = (asking: Asking): Pick<Wiki, 'readersOf'> => {
  const names = new Map<string, Promise<string>>()
  let global: Promise<boolean> | null = null

  /** Permissions name users by their key alone; everything else goes by their name. */
  const nameOf = (key: string): Promise<string> => {
    const known = names.get(key)
    if (known) return known
    const asked = asking
      .answer(`/rest/api/user?key=${encodeURIComponent(key)}`, user)
      .then((answered) => (answered.is === 'reply' ? (answered.value.username ?? key) : key))
    names.set(key, asked)
    return asked
  }

  /** Whether who does not sign in may use the site at all. */
  const siteIsOpen = (): Promise<boolean> => {
    global ??= asking
      .answer('/rest/api/permissions/anonymous', z.array(subjectPermission))
      .then((answered) => answered.is === 'reply' && answered.value.length > 0)
    return global
  }

  const byRest = async (path: string, isAnonymous: boolean | null): Promise<Readers | 'none'> => {
    const answered = await asking.answer(path, z.array(subjectPermission))
    if (answered.is === 'no')
      return answered.status === 404
        ? 'none'
        : // CONFSERVER-99908: a 500 says that the account may not administer the space.
          {
            is: 'unreadable',
            because: `${answered.because}: only who administers a space may read its permissions`,
          }
    const readers: string[] = []
    for (const { operation, subject } of answered.value) {
      if (operation?.targetType !== 'space' || operation.operationKey !== 'read') continue
      if (subject?.type === 'group' && subject.name) readers.push(`group:${subject.name}`)
      else if (subject?.username) readers.push(`user:${subject.username}`)
      else if (subject?.userKey) readers.push(`user:${await nameOf(subject.userKey)}`)
    }
    // The remote API can be closed to the nameless while browsers are not: then the permissions must say it.
    if (isAnonymous === null && (await isOpenBy(path))) return { is: 'everybody' }
    return { is: 'only', readers }
  }

  const isOpenBy = async (path: string): Promise<boolean> => {
    const answered = await asking.answer(`${path}/anonymous`, z.array(subjectPermission))
    const reads =
      answered.is === 'reply' &&
      answered.value.some(
        ({ operation }) => operation?.targetType === 'space' && operation.operationKey === 'read',
      )
    return reads && (await siteIsOpen())
  }

  return {
    readersOf: async ({ key }, isAnonymous) => {
      if (isAnonymous) return { is: 'everybody' }
      const path = `/rest/api/space/${encodeURIComponent(key)}/permissions`
      const readers = await byRest(path, isAnonymous)
      return readers === 'none' ? byRpc(asking, key) : readers
    },
  }
}

/** The permissions of a space as versions before 9.1 tell them. */
const byRpc = async (asking: Asking, key: string): Promise<Readers> => {
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'getSpacePermissionSets',
    params: [key],
  })
  const answered = await asking.answer(
    '/rpc/json-rpc/confluenceservice-v2',
    z.union([permissionSets, z.object({ error: z.unknown() })]),
    body,
  )
  if (answered.is === 'no') return { is: 'unreadable', because: answered.because }
  if (!('result' in answered.value))
    return { is: 'unreadable', because: `the permissions of ${key} are not told by JSON-RPC` }
  const readers = answered.value.result
    .filter(({ type }) => type === 'VIEWSPACE')
    .flatMap(({ spacePermissions }) => spacePermissions)
    .flatMap(({ userName, groupName }) => [
      ...(userName ? [`user:${userName}`] : []),
      ...(groupName ? [`group:${groupName}`] : []),
    ])
  return { is: 'only', readers }
}
