import { PlumblineError } from '../../domain/errors.ts'
import { isWanted } from '../documents.ts'
import type { SourceEntry, SourceGroup } from '../source.ts'
import { accessOf, type PageAccess } from './access.ts'
import { type ListedPage, type Space, signedIn, type Wiki } from './wiki.ts'

/** A page with who may read it. */
export interface SurveyedPage extends ListedPage {
  readonly access: PageAccess
}

/** Everything that one going-over of a wiki lists, before any text is asked for. */
export interface Survey {
  readonly pages: readonly SurveyedPage[]
  readonly groups: readonly SourceGroup[]
  /** Configured spaces that are not there, or that we are not shown. */
  readonly missing: readonly string[]
  /** Why it is not all there is. */
  readonly fault: PlumblineError | null
}

/** A wiki where so many spaces cannot be listed is out of order. */
const mostFaults = 3
const mostGroups = 2_000

/** Lists spaces, pages and groups; a space that cannot be listed keeps no other from it. */
export const survey = async (entry: SourceEntry, wiki: Wiki): Promise<Survey> => {
  const { wanted, missing } = chosen(await wiki.spaces(), entry.spaces)
  const anonymous = await wiki.anonymousSpaces()
  const readers = await Promise.all(
    wanted.map((space) => wiki.readersOf(space, anonymous?.has(space.key) ?? null)),
  )
  const pages: SurveyedPage[] = []
  const access = accessOf(wiki)
  const named = new Set<string>()
  const faults: PlumblineError[] = []
  for (const [index, space] of wanted.entries()) {
    const spaceReaders = readers[index] ?? { is: 'unreadable', because: 'nobody asked' }
    try {
      const listed = await pagesOf(wiki, space, (entry.mostPages ?? Infinity) - pages.length)
      for (const page of listed.values()) {
        if (!isPageWanted(entry, page)) continue
        const one = { ...page, access: await access(page, spaceReaders, listed) }
        pages.push(one)
        for (const group of groupsIn(one.access)) named.add(group)
      }
    } catch (error) {
      if (!(error instanceof PlumblineError) || !error.code.startsWith('source.')) throw error
      faults.push(error)
      if (error.code === 'source.too-large') break
      if (faults.length >= mostFaults || faults.length === wanted.length) throw error
    }
  }
  return { pages, groups: await groupsOf(wiki, named), missing, fault: faults[0] ?? null }
}

const chosen = (all: readonly Space[], keys: readonly string[] | undefined) => {
  const isNamed = ({ key }: Space) =>
    keys === undefined || keys.some((one) => one.toLowerCase() === key.toLowerCase())
  const wanted = all.filter(isNamed)
  const missing = (keys ?? []).filter(
    (one) => !wanted.some(({ key }) => key.toLowerCase() === one.toLowerCase()),
  )
  return { wanted, missing }
}

/** By id: what stands above a page is looked up among them. */
const pagesOf = async (
  wiki: Wiki,
  space: Space,
  most: number,
): Promise<ReadonlyMap<string, ListedPage>> => {
  const listed = new Map<string, ListedPage>()
  for await (const page of wiki.pages(space)) {
    listed.set(page.id, page)
    if (listed.size > most)
      throw new PlumblineError(
        'source.too-large',
        `the wiki has more pages than mostPages allows: raise it, or name the spaces to read`,
      )
  }
  return listed
}

/** Globs are of titles, with the space's key in front or without. */
const isPageWanted = (entry: SourceEntry, { title, space }: ListedPage): boolean => {
  const names = [title, `${space.key}/${title}`]
  const { include = [], exclude = [] } = entry
  return (
    names.some((name) => isWanted({ ...entry, include, exclude: [] }, name)) &&
    names.every((name) => isWanted({ ...entry, include: [], exclude }, name))
  )
}

const groupsIn = (access: PageAccess): readonly string[] =>
  access.is === 'closed' ? [] : access.lists.flat().filter((reader) => reader.startsWith('group:'))

/** The groups that access lists name, with their members; one that cannot be read has none. */
const groupsOf = async (wiki: Wiki, named: ReadonlySet<string>): Promise<SourceGroup[]> => {
  const wide = named.has(signedIn) ? await wiki.signedInGroups() : []
  const names = new Set([
    ...[...named].filter((reader) => reader !== signedIn).map(nameOf),
    ...wide,
  ])
  const groups = await Promise.all(
    [...names]
      .slice(0, mostGroups)
      .map(async (name) => ({ name, members: await membersOf(wiki, name) })),
  )
  if (!named.has(signedIn)) return groups
  return [...groups, { name: nameOf(signedIn), members: wide.map((name) => `group:${name}`) }]
}

const nameOf = (reader: string): string => reader.slice('group:'.length)

const membersOf = async (wiki: Wiki, name: string): Promise<readonly string[]> => {
  try {
    return await wiki.membersOf(name)
  } catch (error) {
    const isOfGroup =
      error instanceof PlumblineError &&
      error.code.startsWith('source.') &&
      error.code !== 'source.busy'
    if (isOfGroup) return []
    throw error
  }
}
