import { PlumblineError } from '../../domain/errors.ts'
import type { Asking } from './asking.ts'
import { wholeList } from './parts.ts'
import { group, roleAssignment, spacePermission, spaceRole } from './shapes.ts'
import { type Readers, type Space, signedIn, type Wiki } from './wiki.ts'

/** v2, space-roles: classes of people that a role can be given to. Who does not sign in is asked for otherwise. */
const signedInClasses: ReadonlySet<string> = new Set(['authenticated-users', 'all-licensed-users'])

/** Who may view a space of Cloud: permissions given one by one, and roles. */
export const cloudReaders = (asking: Asking): Pick<Wiki, 'readersOf'> & Groups => {
  const groups = groupsOf(asking)
  let roles: Promise<ReadonlySet<string>> | null = null

  /** The roles that let their holders view a space; none where the site has no roles. */
  const viewing = (): Promise<ReadonlySet<string>> => {
    roles ??= ifThere(wholeList(asking, '/api/v2/space-roles?limit=250', spaceRole)).then(
      (all) =>
        new Set(
          all
            .filter(({ spacePermissions }) => spacePermissions?.includes('read/space'))
            .map(({ id }) => id),
        ),
    )
    return roles
  }

  const readerOf = async (type: string, id: string): Promise<string[]> => {
    const kind = type.toLowerCase()
    if (kind === 'user') return [`user:${id}`]
    if (kind === 'group') return [`group:${await groups.nameOf(id)}`]
    return signedInClasses.has(id) ? [signedIn] : []
  }

  const granted = async ({ id }: Space): Promise<readonly string[]> => {
    const place = `/api/v2/spaces/${encodeURIComponent(id)}`
    const given = await wholeList(asking, `${place}/permissions?limit=250`, spacePermission)
    const readers: string[] = []
    for (const { principal, operation } of given)
      if (principal && operation?.key === 'read' && operation.targetType === 'space')
        readers.push(...(await readerOf(principal.type, principal.id)))
    const reading = await viewing()
    if (reading.size === 0) return readers
    const assigned = await ifThere(
      wholeList(asking, `${place}/role-assignments?limit=250`, roleAssignment),
    )
    for (const { principal, roleId } of assigned)
      if (principal && roleId && reading.has(roleId))
        readers.push(...(await readerOf(principal.principalType, principal.principalId)))
    return readers
  }

  return {
    ...groups,
    readersOf: async (space, isAnonymous): Promise<Readers> => {
      if (isAnonymous) return { is: 'everybody' }
      try {
        return { is: 'only', readers: await granted(space) }
      } catch (error) {
        if (!isOfPermissions(error)) throw error
        return { is: 'unreadable', because: error.message }
      }
    },
  }
}

/** Not to be let in there, or not there: nothing but that one list is lost. */
const isOfPermissions = (error: unknown): error is PlumblineError =>
  error instanceof PlumblineError &&
  (error.code === 'source.unreachable' ||
    error.code === 'source.malformed' ||
    (error.code === 'source.refused' && !error.message.includes('does not know who asks')))

const ifThere = async <T>(list: Promise<readonly T[]>): Promise<readonly T[]> => {
  try {
    return await list
  } catch (error) {
    if (isOfPermissions(error)) return []
    throw error
  }
}

/** The site's groups, whose members are asked for by id and whose names stand in access lists. */
interface Groups {
  nameOf(id: string): Promise<string>
  idOf(name: string): Promise<string | null>
  signedInGroups(): Promise<readonly string[]>
}

const groupsOf = (asking: Asking): Groups => {
  let all: Promise<ReadonlyMap<string, string>> | null = null
  /** v1, group: names by id. */
  const named = (): Promise<ReadonlyMap<string, string>> => {
    all ??= ifThere(wholeList(asking, '/rest/api/group?limit=200', group)).then(
      (list) => new Map(list.map(({ id, name }) => [id ?? name, name])),
    )
    return all
  }
  return {
    nameOf: async (id) => (await named()).get(id) ?? id,
    idOf: async (name) => {
      for (const [id, known] of await named()) if (known === name) return id
      return null
    },
    // Groups that only open another product of the site open no wiki.
    signedInGroups: async () =>
      (await ifThere(wholeList(asking, '/rest/api/group?accessType=user&limit=200', group))).map(
        ({ name }) => name,
      ),
  }
}
