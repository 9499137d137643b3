import { PlumblineError } from '../../domain/errors.ts'
import type { Credentials, SourceEntry, SourceTools } from '../source.ts'
import { type Asking, askingOf } from './asking.ts'
import { cloud } from './cloud.ts'
import { dataCenter } from './data-center.ts'
import { partOf, space } from './shapes.ts'
import type { Wiki } from './wiki.ts'

/** A wiki of either kind, asked in our name and in nobody's. */
export const openWiki = async (
  { id, url, credentials }: SourceEntry,
  { fetching }: SourceTools,
): Promise<{ readonly wiki: Wiki; readonly base: string }> => {
  if (url === undefined || !URL.canParse(url))
    throw new PlumblineError('config.unreadable', `source ${id} needs the url of its Confluence`)
  const { origin, pathname, hostname } = new URL(url)
  const base = `${origin}${pathname.replace(/\/+$/, '')}`
  const authorization = authorizationOf(credentials)
  const asking = askingOf(
    base,
    fetching({ origin, ...(authorization === null ? {} : { authorization }) }),
  )
  const anonymous = askingOf(base, fetching({ origin }))
  const isCloud = hostname.endsWith('.atlassian.net') || (await speaksV2(asking))
  return { wiki: isCloud ? cloud(asking, anonymous) : dataCenter(asking, anonymous), base }
}

/** An API token of Cloud goes with its holder's address, a personal access token of Data Center alone. */
const authorizationOf = ({ user, password, token }: Credentials = {}): string | null => {
  const secret = token ?? password
  if (user !== undefined && secret !== undefined)
    return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`
  return token === undefined ? null : `Bearer ${token}`
}

/** Only Cloud has v2, under whatever name it is reached. */
const speaksV2 = async (asking: Asking): Promise<boolean> => {
  try {
    return (await asking.answer('/api/v2/spaces?limit=1', partOf(space))).is === 'reply'
  } catch (error) {
    // An unknown address may be answered with a page to sign in on.
    if (error instanceof PlumblineError && error.code === 'source.malformed') return false
    throw error
  }
}
