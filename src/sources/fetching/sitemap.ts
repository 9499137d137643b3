import { gunzipSync } from 'node:zlib'
import type { Instant } from '../../domain/instant.ts'
import { decodeBody } from './charset.ts'
import { w3cDate } from './w3c-date.ts'
import { scanXml } from './xml-scan.ts'

/** One page, or one further list of pages. */
export interface SitemapEntry {
  readonly url: string
  /** What the site claims; only as good as the site's habits. */
  readonly modified: Instant | null
}

/** A file of https://www.sitemaps.org/protocol.html. */
export interface Sitemap {
  /** What its entries are. */
  readonly of: 'pages' | 'sitemaps'
  readonly entries: readonly SitemapEntry[]
  /** Why some of it was left out, in words; null when all of it was read. */
  readonly cut: string | null
}

/** The protocol's own bounds. */
const mostEntries = 50_000
const mostBytes = 50 * 1_024 * 1_024
const longestUrl = 2_048

/** Reads a sitemap, a list of sitemaps, or a plain list of addresses; packed by gzip or not. Never fails. */
export const readSitemap = (body: Uint8Array, now: Instant): Sitemap => {
  const bytes = unpacked(body)
  if (bytes === null)
    return { of: 'pages', entries: [], cut: 'it cannot be unpacked to at most 50 MB' }
  const cut = bytes.length > mostBytes ? 'it is larger than 50 MB' : null
  const text = decodeBody(bytes.subarray(0, mostBytes), '').trimStart()
  const read = text.startsWith('<') ? readXml(text, now) : readLines(text)
  return { ...read, cut: read.cut ?? cut }
}

const unpacked = (body: Uint8Array): Uint8Array | null => {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    return gunzipSync(body, { maxOutputLength: mostBytes })
  } catch {
    return null
  }
}

const tooMany = `it has more than ${mostEntries} entries`

const readLines = (text: string): Sitemap => {
  const entries: SitemapEntry[] = []
  for (const line of text.split('\n', mostEntries + 1)) {
    const url = urlOf(line)
    if (url !== null) entries.push({ url, modified: null })
  }
  const cut = entries.length > mostEntries ? tooMany : null
  return { of: 'pages', entries: entries.slice(0, mostEntries), cut }
}

/** Of `<urlset>` the `<url>`s, of `<sitemapindex>` the `<sitemap>`s: their own `<loc>` and `<lastmod>`, not an image's. */
const readXml = (xml: string, now: Instant): Sitemap => {
  const entries: SitemapEntry[] = []
  const path: string[] = []
  let of: Sitemap['of'] = 'pages'
  let prefix: string | null = null
  let isSitemap = false
  let loc = ''
  let lastmod = ''
  for (const piece of scanXml(xml)) {
    if (piece.is === 'text') {
      const field = path.length === 3 ? path[2] : ''
      if (field === 'loc' && loc.length <= longestUrl) loc += piece.text.slice(0, longestUrl + 1)
      if (field === 'lastmod' && lastmod.length < 64) lastmod += piece.text.slice(0, 64)
      continue
    }
    // The prefix of the root is that of the protocol; other names are of extensions.
    prefix ??= prefixOf(piece.name)
    const name = prefixOf(piece.name) === prefix ? piece.name.slice(prefix.length) : foreign
    if (piece.is === 'open') {
      if (path.length === 0) {
        if (!Object.hasOwn(roots, name)) break
        of = roots[name] ?? 'pages'
        isSitemap = true
      }
      if (path.length >= deepest) return { of, entries, cut: 'its elements lie too deep' }
      path.push(name)
      continue
    }
    path.pop()
    if (path.length !== 1 || name !== (of === 'sitemaps' ? 'sitemap' : 'url')) continue
    const url = urlOf(loc)
    if (url !== null && entries.length >= mostEntries) return { of, entries, cut: tooMany }
    if (url !== null) entries.push({ url, modified: w3cDate(lastmod, now) })
    loc = ''
    lastmod = ''
  }
  if (!isSitemap) return { of, entries, cut: 'it is no sitemap' }
  return { of, entries, cut: path.length === 0 ? null : 'it breaks off' }
}

const roots: Readonly<Record<string, Sitemap['of']>> = { urlset: 'pages', sitemapindex: 'sitemaps' }

const deepest = 32

/** What stands for the elements of extensions; no element has this name. */
const foreign = '?'

const prefixOf = (name: string): string => name.slice(0, name.indexOf(':') + 1)

const urlOf = (text: string): string | null => {
  const trimmed = text.trim()
  if (trimmed.length > longestUrl || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed))
    return null
  const url = new URL(trimmed)
  url.hash = ''
  return url.username === '' && url.password === '' ? url.href : null
}
