import type { FoundWiki } from '../../render/starting-config.ts'

/** Where a wiki is, as the settings of a source; what it needs beside is left to whoever has it. */
type Settings = Pick<FoundWiki, 'id' | 'type' | 'settings'>

interface Kind {
  readonly matches: RegExp
  readonly of: (url: URL, groups: readonly string[]) => Settings
}

/** Secrets stay in the environment: a setting names the variable. */
const token = (type: string) => ({ tokenFrom: `${type.toUpperCase()}_TOKEN` })
const firstLabel = ({ hostname }: URL): string =>
  hostname.replace(/^(?:www|wiki|docs)\./, '').split('.')[0] ?? 'wiki'

/** How the addresses of each kind of wiki look; the first that fits counts. */
const kinds: readonly Kind[] = [
  {
    matches: /^https:\/\/([\w-]+)\.atlassian\.net\/wiki(?:\/spaces\/([A-Z][A-Z0-9]*)\b)?/i,
    of: ({ origin }, [site = 'confluence', space]) => ({
      ...{ id: site, type: 'confluence' },
      settings: {
        url: `${origin}/wiki`,
        ...(space ? { spaces: [space] } : {}),
        ...{ user: 'you@example.com', ...token('confluence') },
      },
    }),
  },
  {
    matches: /^https:\/\/github\.com\/([\w.-]+)\/([\w.-]+)\/wiki\b/i,
    of: ({ origin }, [owner, name]) =>
      gitWiki(`${origin}/${owner}/${name}.wiki.git`, `${name}-wiki`),
  },
  {
    matches: /^https:\/\/[^/]+\/(.+?)\/-\/wikis\b/i,
    of: ({ origin }, [path = '']) =>
      gitWiki(`${origin}/${path}.wiki.git`, `${path.split('/').at(-1)}-wiki`),
  },
  {
    matches: /^https:\/\/(?:www\.)?notion\.so\/|^https:\/\/[\w-]+\.notion\.site\b/i,
    of: () => ({ id: 'notion', type: 'notion', settings: token('notion') }),
  },
  {
    matches: /^https:\/\/[\w-]+\.getoutline\.com\b/i,
    of: (url) => ({
      ...{ id: firstLabel(url), type: 'outline' },
      settings: { url: `${url.origin}/`, ...token('outline') },
    }),
  },
  {
    matches: /^https?:\/\/[^/]+\/(?:.*\/)?doku\.php\b/i,
    of: (url) => ({
      ...{ id: firstLabel(url), type: 'dokuwiki' },
      settings: {
        url: upTo(url, 'doku.php'),
        user: 'plumbline',
        passwordFrom: 'DOKUWIKI_PASSWORD',
      },
    }),
  },
  {
    matches: /^https?:\/\/[^/]+\/(?:.*\/)?index\.php(?:\/|\?title=)[A-Z]/,
    of: (url) => ({
      ...{ id: firstLabel(url), type: 'mediawiki' },
      settings: { url: `${upTo(url, 'index.php')}index.php` },
    }),
  },
  {
    matches: /^https?:\/\/[^/]+\/(?:.*\/)?books\/[\w-]+\/(?:page|chapter)\//,
    of: (url) => ({
      ...{ id: firstLabel(url), type: 'bookstack' },
      settings: { url: upTo(url, 'books/'), user: 'TOKEN-ID', ...token('bookstack') },
    }),
  },
  {
    matches: /^https:\/\/[\w-]+\.(?:readthedocs\.io|gitbook\.io)\//i,
    of: (url) => website(url.href),
  },
]

const gitWiki = (url: string, id: string): Settings => ({ id, type: 'git-wiki', settings: { url } })

/** A site that documents are published at. */
export function website(address: string): Settings {
  const url = new URL(address)
  return { id: firstLabel(url), type: 'website', settings: { url: `${url.origin}${url.pathname}` } }
}

const upTo = (url: URL, part: string): string =>
  `${url.origin}${url.pathname.slice(0, url.pathname.indexOf(part))}`

/** The wiki that an address leads into; null for any other address. */
export function wikiAt(address: string): Settings | null {
  const plain = withoutSecret(address)
  if (plain === null) return null
  for (const { matches, of } of kinds) {
    const found = matches.exec(plain.href)
    if (found) return of(plain, found.slice(1))
  }
  return null
}

/** The wiki that a code host may keep beside a repository. */
export function wikiBeside(remote: string): Settings | null {
  const [, host, path] =
    /^(?:https?:\/\/(?:[^@/]*@)?|(?:ssh:\/\/)?git@)(github\.com|gitlab\.com)[:/]([\w./-]+?)(?:\.git)?\/?$/i.exec(
      remote,
    ) ?? []
  if (host === undefined || path === undefined) return null
  return gitWiki(`https://${host}/${path}.wiki.git`, `${path.split('/').at(-1)}-wiki`)
}

/** Addresses of wikis in a text: a README, a page with its front matter. */
export const wikisIn = (text: string): readonly Settings[] =>
  [...text.matchAll(/https?:\/\/[^\s<>"'`)\]}|\\^]+/g)].flatMap(
    ([address]) => wikiAt(address.replace(/[.,;:!?]+$/, '')) ?? [],
  )

/** An address as it may be written down: without a name and a password, without what is asked of it. */
function withoutSecret(address: string): URL | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}
