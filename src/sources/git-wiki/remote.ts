import { PlumblineError } from '../../domain/errors.ts'
import type { PoliteFetch, Reply } from '../fetching/contract.ts'
import type { FetchDoor, SourceEntry } from '../source.ts'
import { readAdvertisement } from './advertisement.ts'

/** A repository that may be fetched, and where its HEAD is. */
export interface Remote {
  /** After redirects, without a trailing slash. */
  readonly url: string
  readonly head: string | null
}

/** Where requests go, and who asks. */
export function doorOf({ id, url = '', credentials }: SourceEntry): FetchDoor {
  const { protocol, origin, username, password } = parsed(id, url)
  if (protocol !== 'http:' && protocol !== 'https:')
    throw refused(
      `source ${id}: ${protocol}// is not fetched, only http and https; clone it by yourself, and name the folder with \`path\``,
    )
  if (username !== '' || password !== '')
    throw refused(`source ${id}: take the user and the password out of the url; set tokenFrom`)
  const { user, password: secret = credentials?.token } = credentials ?? {}
  if (secret === undefined) return { origin }
  // GitHub, GitLab and Gitea take a token as the password of whatever user.
  const basic = Buffer.from(`${user ?? 'token'}:${secret}`, 'utf8').toString('base64')
  return { origin, authorization: `Basic ${basic}` }
}

const parsed = (id: string, url: string): URL => {
  if (URL.canParse(url)) return new URL(url)
  throw refused(`source ${id}: the url is no address`)
}

const refused = (message: string): PlumblineError => new PlumblineError('source.refused', message)

/** Asks where a repository stands; nothing of it is fetched. */
export async function askRemote(entry: SourceEntry, fetching: PoliteFetch): Promise<Remote> {
  const base = (entry.url ?? '').replace(/\/+$/, '')
  const reply = await fetching.ask({
    url: `${base}/info/refs?service=git-upload-pack`,
    accept: 'application/x-git-upload-pack-advertisement',
  })
  if (reply.status !== 200) throw answered(entry, base, reply)
  const advertised = readAdvertisement(reply.body)
  if (advertised === null)
    throw new PlumblineError(
      'source.malformed',
      `${base} does not answer as a git server does; the url of a wiki ends in .wiki.git`,
    )
  const url = reply.url.replace(/\/info\/refs\?.*$/, '')
  return { url, head: advertised.head }
}

function answered(
  { id, credentials }: SourceEntry,
  base: string,
  { status }: Reply,
): PlumblineError {
  if (status === 401 || status === 403)
    return refused(
      credentials === undefined
        ? `${base} asks who is there (${status}); set tokenFrom, or user and passwordFrom, on source ${id}`
        : `${base} does not let the user or the token of source ${id} in (${status})`,
    )
  const words =
    status === 404 || status === 410
      ? `there is no repository at ${base} (${status}), or it is shut to whoever asks`
      : `${base} answered ${status}`
  return new PlumblineError('source.unreachable', words)
}
