import { PlumblineError } from '../../domain/errors.ts'
import type { SourceEntry } from '../source.ts'
import type { Api } from './api.ts'
import { answered } from './pages-of.ts'
import { type Namespace, readReply, siteInfo } from './replies.ts'

/** What a wiki says of itself. */
export interface Site {
  readonly name: string
  /** By the wiki's clock, in its own format. */
  readonly startedAt: string
  readonly namespaces: readonly Namespace[]
  /** Where people open a page, by its full title. */
  urlOf(title: string): string
}

export const readSite = async (api: Api): Promise<Site> => {
  const parameters = { action: 'query', meta: 'siteinfo', siprop: 'general|namespaces' }
  const json = answered(await api.ask(parameters), api.address)
  const { general, namespaces } = readReply(siteInfo, json, api.address).query
  const base = URL.canParse(general.server, api.address)
    ? new URL(general.server, api.address)
    : null
  return {
    name: general.sitename.slice(0, 200),
    startedAt: general.time,
    namespaces: Object.values(namespaces).filter(({ id }) => id >= 0),
    urlOf: (title) =>
      new URL(
        general.articlepath.replace('$1', () => written(title)),
        base ?? api.address,
      ).href,
  }
}

/** A title in an address, as MediaWiki itself writes it (`wfUrlencode`). */
const written = (title: string): string =>
  encodeURIComponent(title.replaceAll(' ', '_'))
    .replace(/%(?:3B|40|24|2C|2F|3A)/g, decodeURIComponent)
    .replaceAll("'", '%27')

/** Namespaces that hold pages about the wiki's own matters, and help: few, and read as much as others are. */
const project = 4
const help = 12
const template = 10
const module = 828

/** Those that the entry names; else the wiki's content, its project pages and its help. */
export const wantedNamespaces = (
  { spaces = [] }: Pick<SourceEntry, 'spaces'>,
  { namespaces, name }: Site,
): readonly Namespace[] => {
  if (spaces.length === 0)
    return namespaces.filter(({ id, content }) => content || id === project || id === help)
  return spaces.map((space) => {
    const wanted = plain(space)
    const found = namespaces.find(
      (one) =>
        plain(one.name) === wanted ||
        plain(one.canonical ?? '') === wanted ||
        (one.id === 0 && ['main', '(main)', '0'].includes(wanted)),
    )
    if (found) return found
    const known = namespaces.map((one) => (one.id === 0 ? 'Main' : one.name)).join(', ')
    throw new PlumblineError(
      'source.refused',
      `${name} has no namespace '${space}'; set spaces to some of ${known}`,
    )
  })
}

/** Namespaces of what pages include. */
export const includedNamespaces = ({ namespaces }: Site): readonly Namespace[] =>
  namespaces.filter(({ id }) => id === template || id === module)

/** How the wiki calls its categories: `[[Category:Runbooks]]`, in its own language and in English. */
export const categoryNames = ({ namespaces }: Site): readonly string[] =>
  namespaces.flatMap(({ id, name, canonical }) =>
    id === 14 ? [name, canonical ?? 'Category'] : [],
  )

const plain = (name: string): string => name.replaceAll('_', ' ').trim().toLowerCase()
