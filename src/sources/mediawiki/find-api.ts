import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch } from '../fetching/contract.ts'
import { type Api, type ApiTools, jsonOf, openApi } from './api.ts'
import { refusal, userInfo } from './replies.ts'

/** A wiki that answers, and what it lets anybody do. */
export interface Found {
  readonly api: Api
  readonly everybody: readonly string[]
}

/**
 * Finds `api.php` by the address of a wiki: its own, that of `index.php`, of the wiki's root, or of any page, whose HTML names it (RSD).
 * Faults: `source.refused` where no MediaWiki answers, and those of fetching where nobody does.
 */
export const findApi = async (url: string, tools: ApiTools): Promise<Found> => {
  const tried: string[] = []
  const met: string[] = []
  const atPlaces = async (places: readonly string[]): Promise<Found | null> => {
    for (const place of places.filter((one) => !tried.includes(one))) {
      tried.push(place)
      const found = await orNothing(probe(place, tools), met)
      if (found) return found
    }
    return null
  }
  const found =
    (await atPlaces(placesBelow(url))) ??
    (await atPlaces((await orNothing(placesTold(url, tools.fetching), met)) ?? [])) ??
    (await atPlaces([new URL('/w/api.php', url).href, new URL('/api.php', url).href]))
  if (found !== null) return found
  const why = met[0] === undefined ? '' : ` (${met[0]})`
  throw new PlumblineError(
    'source.refused',
    `${url}: no MediaWiki answers at ${tried.join(' or ')}${why}; set the source's url to the address of the wiki's api.php`,
  )
}

const placesBelow = (url: string): readonly string[] => {
  const { origin, pathname } = new URL(url)
  const script = /^(.*\/)(?:api|index)\.php(?:\/|$)/.exec(pathname.slice(0, 2_000))
  if (script) return [`${origin}${script[1]}api.php`]
  const root = `${origin}${pathname.replace(/\/$/, '')}`
  return [`${root}/api.php`, `${root}/w/api.php`]
}

/** `<link rel="EditURI" href="//wiki.example/w/api.php?action=rsd"/>`, on the same host. */
const placesTold = async (url: string, fetching: PoliteFetch): Promise<readonly string[]> => {
  const reply = await fetching.ask({ url, accept: 'text/html' })
  const head = fetching.text(reply).slice(0, 200_000)
  return [...head.matchAll(/<link\b[^<>]{0,500}>/gi)]
    .filter(([link]) => /\brel="EditURI"/i.test(link))
    .flatMap(([link]) => /\bhref="([^"?]{1,400})/i.exec(link)?.[1] ?? [])
    .filter((href) => URL.canParse(href, reply.url))
    .map((href) => new URL(href, reply.url))
    .filter(({ host }) => host === new URL(url).host)
    .map(({ href }) => href)
    .slice(0, 1)
}

const probe = async (address: string, tools: ApiTools): Promise<Found | null> => {
  const asked = `${address}?action=query&meta=userinfo&uiprop=rights&format=json&formatversion=2`
  const reply = await tools.fetching.ask({ url: asked, accept: 'application/json' })
  const rights = rightsIn(jsonOf(tools.fetching.text(reply)))
  if (rights === null) return null
  // Where a server sends us on to https, it is asked there from now on.
  const api = openApi(reply.url.replace(/\?.*$/s, ''), tools)
  return { api, everybody: rights }
}

/** A wiki that not everybody may read does not even say what everybody may do. */
const rightsIn = (json: unknown): readonly string[] | null => {
  const refused = refusal.safeParse(json)
  if (refused.success) return refused.data.error.code === 'readapidenied' ? [] : null
  const read = userInfo.safeParse(json)
  return read.success ? read.data.query.userinfo.rights : null
}

/** Another page than we hoped for is no fault; no server at all is one. */
const orNothing = async <T>(asked: Promise<T>, met: string[]): Promise<T | null> => {
  try {
    return await asked
  } catch (error) {
    const passes = ['source.elsewhere', 'source.too-large', 'source.malformed']
    if (!(error instanceof PlumblineError) || !passes.includes(error.code)) throw error
    met.push(error.message)
    return null
  }
}
