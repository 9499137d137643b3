import { posix } from 'node:path'
import { unknown } from '../../check.ts'
import type { Ground } from '../../run.ts'
import { isShownByHost } from '../../shown-by-host.ts'
import type { Doubt } from '../loss.ts'

/** Where sites keep the addresses that lead on to others. */
const settings =
  /(?:^|\/)(?:_redirects|_headers|\.htaccess|netlify\.toml|vercel\.json|(?:next|docusaurus|nuxt|gatsby|astro|vite|svelte)[.-]config\.[cm]?[jt]s|mkdocs\.ya?ml|conf\.py|firebase\.json|static\.json|[^/]*redirects?[^/]*\.(?:[cm]?[jt]s|json|ya?ml|toml|map|txt|conf|csv|py))$/i
/** Other files of data and code may lead on among much else: */
const data = /\.(?:[cm]?[jt]s|json[c5]?|ya?ml|toml|conf|py)$/i
/** `"redirects": [{ "source": "/old/page", … }]`, `{ path: "/old/page", redirect: … }`, `"/old/page": "/new/page"`. */
const leading =
  /\b(?:source|from|path(?=["']?\s{0,4}:[^{}]{2,400}\bredirect\b))["']?\s{0,4}[:=]\s{0,4}["']([^"'\n]{2,300})["']|["'](\/[^"'\n]{1,300})["']\s{0,4}:\s{0,4}["']\//g
const frontMatter = /^---[ \t]*\r?\n([\s\S]{0,8000}?)\n---/
/** `redirectFrom:`, `redirect_from:`, `aliases:` of a page, with the addresses behind it or below it. */
const former =
  /^(?:redirect[-_]?from|redirects?|aliases|old[-_]?urls?)[ \t]*:([^\n]*(?:\n[ \t]*-[^\n]*)*)/gim

const page = /\.(?:mdx?|markdown|html|adoc|rst)$/i

/** What of a file tells of former addresses. */
const leadingOn = (path: string, text: string): string =>
  page.test(path)
    ? Array.from(
        (frontMatter.exec(text)?.[1] ?? '').matchAll(former),
        ([, addresses = '']) => addresses,
      ).join('\n')
    : settings.test(path)
      ? text
      : data.test(path) && /redirect|rewrite/i.test(text)
        ? Array.from(text.matchAll(leading), ([, from = '', key = '']) => from || key).join('\n')
        : ''

/** So many files that hold an address are looked into. */
const mostFiles = 40

/** `id: test-parallel`: what a page is called by its site, whatever its file is. */
const ownName = /^id[ \t]*:[ \t]*["']?\/?([\w./-]{1,200})/gim

const namesIn = (text: string): readonly string[] =>
  Array.from((frontMatter.exec(text)?.[1] ?? '').matchAll(ownName), ([, name = '']) =>
    name.replace(/\/$/, ''),
  )

/** A page of the folder that a link leads to, which its site calls by the name that the link has; null where there is none. */
async function calledSo(address: string, { history }: Ground): Promise<string | null> {
  const folder = posix.dirname(address)
  const name = posix.basename(address)
  const holding = await history.filesHolding(name, folder === '.' ? undefined : [folder])
  for (const path of holding.filter((one) => page.test(one) && posix.dirname(one) === folder))
    if (namesIn((await history.textNow(path)) ?? '').some((one) => posix.basename(one) === name))
      return path
  return null
}

/** A link to where a page was, from which its site leads on: `redirectFrom: /react/testing` of the page, a line of `_redirects`. */
export const leadsOnBySite: Doubt = async ({ opinion: { lost }, claim, ground }) => {
  if (claim.kind !== 'link' || lost.kind !== 'file-path') return null
  const address = lost.path.replace(page, '').replace(/\/$/, '')
  const called = isShownByHost(claim.owner ?? '') ? null : await calledSo(address, ground)
  if (called !== null)
    return unknown('ambiguous', `the site calls ${called} by the name ${posix.basename(address)}`)
  const end = address.split('/').slice(-2).join('/')
  if (!end.includes('/')) return null
  const holding = await ground.history.filesHolding(end)
  for (const path of holding.slice(0, mostFiles)) {
    if (![page, settings, data].some((kind) => kind.test(path))) continue
    const told = leadingOn(path, (await ground.history.textNow(path)) ?? '')
    if (told.includes(end))
      return unknown('ambiguous', `${path} has the site lead on from ${claim.subject}`)
  }
  return null
}
