import { PlumblineError } from '../../domain/errors.ts'
import type { AccessLists } from '../../domain/principal.ts'
import type { SourceGroup } from '../source.ts'
import type { Api } from './api.ts'
import { answered, partsOf } from './pages-of.ts'
import { groupRights, readReply, userList } from './replies.ts'

/** Who may read a wiki's pages: MediaWiki itself knows rights of the whole wiki alone. */
export interface Readers {
  readonly access: AccessLists
  readonly groups: readonly SourceGroup[]
}

export const everybody: Readers = { access: [], groups: [] }

const mostUsers = 200_000

/** Of a wiki that is not open to everybody: the groups that may read it, and who is in which. */
export const readReaders = async (api: Api): Promise<Readers> => {
  const asked = await api.ask({ action: 'query', meta: 'siteinfo', siprop: 'usergroups' })
  const { usergroups } = readReply(groupRights, answered(asked, api.address), api.address).query
  const reading = usergroups
    .filter(({ name, rights }) => name !== '*' && rights.includes('read'))
    .map(({ name }) => name)
  return {
    access: [reading.map((name) => `group:${name}`)],
    groups: await groupsOf(api, reading),
  }
}

const groupsOf = async (api: Api, names: readonly string[]): Promise<readonly SourceGroup[]> => {
  const members = new Map<string, string[]>(names.map((name) => [name, []]))
  const parameters = { list: 'allusers', auprop: 'groups', aulimit: '500' }
  let count = 0
  for await (const { query } of partsOf(api, parameters, userList))
    for (const { name, groups } of query.allusers) {
      count += 1
      if (count > mostUsers)
        throw new PlumblineError(
          'source.too-large',
          `${api.address} has more than ${mostUsers} users`,
        )
      for (const group of groups) members.get(group)?.push(`user:${name}`)
    }
  return [...members].map(([name, of]) => ({ name, members: of }))
}
