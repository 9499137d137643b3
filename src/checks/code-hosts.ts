import type { Mood } from '../domain/claim.ts'
import { isPlaceholder } from './shape.ts'

/** A link to a file of a repository on a code host. */
export interface HostAddress {
  /** `owner/name`, with all groups on hosts that have them. */
  readonly repository: string
  /** The path in the repository, decoded. */
  readonly path: string
  /** The path as the address writes it, and where it starts in the address. */
  readonly written: string
  readonly at: number
  readonly fragment: string | null
  /** The branch, the tag or the commit; null where it names none. */
  readonly ref: string | null
  /** How the address is meant where it names no branch of today; null where it does. */
  readonly mood: Mood | null
}

const part = String.raw`[\w.~-]{1,100}`
/** Each with the repository, the branch, tag or commit, and the path. Formats: the URLs that the hosts' own pages have. */
const forms: readonly RegExp[] = [
  `https?://(?:www\\.)?github\\.com/(?<repo>${part}/${part})/(?:blob|tree|raw|edit|blame)/(?<ref>[^/?#]{1,100})/(?<path>[^?#]{1,400})`,
  `https?://raw\\.githubusercontent\\.com/(?<repo>${part}/${part})/(?:refs/(?:heads|tags)/)?(?<ref>[^/?#]{1,100})/(?<path>[^?#]{1,400})`,
  `https?://cdn\\.jsdelivr\\.net/gh/(?<repo>${part}/[\\w.-]{1,100})@(?<ref>[^/?#]{1,100})/(?<path>[^?#]{1,400})`,
  `https?://[\\w.-]{1,100}/(?<repo>${part}(?:/${part}){1,6})/-/(?:blob|tree|raw|edit|blame)/(?<ref>[^/?#]{1,100})/(?<path>[^?#]{1,400})`,
  `https?://[\\w.-]{1,100}/(?<repo>${part}/${part})/(?:src|raw)/(?:branch|tag|commit)/(?<ref>[^/?#]{1,100})/(?<path>[^?#]{1,400})`,
  `https?://bitbucket\\.org/(?<repo>${part}/${part})/(?:src|raw)/(?<ref>[^/?#]{1,100})/(?<path>[^?#]{1,400})`,
].map((form) => new RegExp(`^${form}`, 'di'))

/** Pages and badges of a workflow of GitHub, which name its file alone; a branch may be asked for. */
const workflows: readonly RegExp[] = [
  `https?://(?:www\\.)?github\\.com/(?<repo>${part}/${part})/actions/workflows/(?<path>[\\w.-]{1,100}\\.ya?ml)(?=$|[/?#])`,
  `https?://img\\.shields\\.io/github/actions/workflow/status/(?<repo>${part}/${part})/(?<path>[\\w.-]{1,100}\\.ya?ml)(?=$|[/?#])`,
].map((form) => new RegExp(`^${form}`, 'di'))

/** Branches that carry the code of today. */
const today =
  /^(?:main|master|head|trunk|develop|development|devel|dev|default|mainline|next|canary|edge)$/i

/** Reads an address of a file on a code host; null for every other address. */
export const readAddress = (url: string): HostAddress | null => readFile(url) ?? readWorkflow(url)

function readWorkflow(url: string): HostAddress | null {
  for (const form of workflows) {
    const found = form.exec(url)
    const { repo, path } = found?.groups ?? {}
    const at = found?.indices?.groups?.path?.[0]
    if (repo === undefined || path === undefined || at === undefined) continue
    const branch = /[?&](?:branch=|query=branch(?:%3A|:))([^&#]{1,100})/i.exec(url)?.[1] ?? 'HEAD'
    return {
      repository: repo,
      path: `.github/workflows/${path}`,
      written: path,
      at,
      fragment: null,
      ref: null,
      mood: moodOf(url, branch),
    }
  }
  return null
}

function readFile(url: string): HostAddress | null {
  for (const form of forms) {
    const found = form.exec(url)
    const { repo, ref, path } = found?.groups ?? {}
    const place = found?.indices?.groups?.path
    if (repo === undefined || ref === undefined || path === undefined || place === undefined)
      continue
    const written = path.replace(/\/{1,5}$/, '')
    const decoded = decodedOf(written)
    if (decoded === null || written === '') return null
    const hash = url.indexOf('#')
    return {
      repository: repo.replace(/\.git$/, ''),
      path: decoded,
      written,
      at: place[0],
      fragment: hash < 0 || hash === url.length - 1 ? null : url.slice(hash + 1),
      ref,
      mood: moodOf(url, ref),
    }
  }
  return null
}

/** A commit, a tag or a release's branch shows what was; a branch of another name may hold anything. */
const moodOf = (url: string, ref: string): Mood | null => {
  if (/[{}$<>]|%7B|%24/i.test(url) || isPlaceholder(ref)) return 'example'
  if (
    /^https?:\/\/[^/]+\/[^?#]*\/refs\/tags\//i.test(url) ||
    /\/(?:src|raw)\/(?:tag|commit)\//i.test(url)
  )
    return 'recorded'
  return today.test(ref) ? null : 'recorded'
}

const decodedOf = (path: string): string | null => {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
