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
  /** An extension that hides pages from some readers by rules of its own, which no API tells. */
  readonly lock: string | null
  /** Where people open a page, by its full title. */
  urlOf(title: string): string | null
}

/** Extensions that lock pages and namespaces for some readers; MediaWiki itself knows rights of the whole wiki alone. */
const locks =
  /^(?:(?:namespace ?)?lockdown|access ?control(?: ?list)?|(?:intra|halo|semantic) ?acl|acl|simple ?security|(?:page|category|group) ?(?:permissions?|restrictions?|access|protect|acl).*|restrict ?access.*|private ?(?:pages?|namespaces?|domains?)|(?:bluespice)?permission ?manager|user ?page ?view ?restrict|group ?based ?access ?control|ns ?file ?repo|flexible ?page ?protection|whitelist(?: ?pages)?|read ?restricted ?pages?)$/i

export const readSite = async (api: Api): Promise<Site> => {
  const siprop = 'general|namespaces|extensions'
  const asked = await api.ask({ action: 'query', meta: 'siteinfo', siprop })
  const read = readReply(siteInfo, answered(asked, api.address), api.address).query
  const { general, namespaces, extensions } = read
  return {
    name: general.sitename.slice(0, 200),
    startedAt: general.time,
    namespaces: Object.values(namespaces).filter(({ id }) => id >= 0),
    lock: extensions.map(({ name = '' }) => name).find((name) => locks.test(name)) ?? null,
    urlOf: (title) => addressOf(general, api.address, title),
  }
}

/** The wiki's own address may leave its scheme to the reader (`//wiki.example`); no title can lead to another host. */
const addressOf = (
  { server, articlepath }: { readonly server: string; readonly articlepath: string },
  api: string,
  title: string,
): string | null => {
  const { origin } = new URL(URL.canParse(server, api) ? new URL(server, api) : api)
  const path = articlepath.replace('$1', () => written(title))
  const address = path.startsWith('/') ? `${origin}${path}` : path
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).href : null
}

/** A title in an address, as MediaWiki itself writes it (`wfUrlencode`). */
const written = (title: string): string =>
  encodeURIComponent(title.replaceAll(' ', '_'))
    .replace(/%(?:3B|40|24|2C|2F|3A)/g, (code) => decodeURIComponent(code))
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
