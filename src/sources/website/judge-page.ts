import { type Address, pathOf, type Site } from './addresses.ts'
import type { LostPages } from './lost-pages.ts'
import type { PageSigns } from './page-signs.ts'

/** What an HTML answer turned out to be. */
export type Judged =
  | { readonly is: 'page' }
  /** The site's way to say that there is no such page. */
  | { readonly is: 'lost' }
  | { readonly is: 'sign-in' }
  /** It sends readers on; null where the address cannot be read. */
  | { readonly is: 'moved'; readonly to: URL | null }
  /** It asks not to be indexed. */
  | { readonly is: 'noindex' }
  /** It is another page once more: for a printer, with other parameters, in another language. */
  | { readonly is: 'copy'; readonly of: Address; readonly how: 'canonical' | 'translation' }

interface Judging {
  readonly site: Site
  readonly lost: LostPages
  /** The language of the site's first page. */
  readonly language: string
}

/** Judges what a page is by its signs; `base` is the address against which its links are read. */
export const judgePage = (
  html: string,
  signs: PageSigns,
  { key, url }: Address,
  base: string,
  { site, lost, language }: Judging,
): Judged => {
  if (signs.refresh !== null && addressKey(site, signs.refresh, base) !== key)
    return {
      is: 'moved',
      to: URL.canParse(signs.refresh, base) ? new URL(signs.refresh, base) : null,
    }
  const isFirst = key === site.start.key
  if (!isFirst && lost.isLost(html, signs, url)) return { is: 'lost' }
  if (signs.asksPassword && signIn.test(signs.title)) return { is: 'sign-in' }
  if (signs.noindex) return { is: 'noindex' }
  const canonical = signs.canonical === null ? null : site.addressOf(signs.canonical, base)
  // The first page of a site stands as the canonical one in many templates that nobody filled in.
  if (
    canonical !== null &&
    canonical.key !== key &&
    (pathOf(canonical.key) !== '/' || pathOf(key) === '/')
  )
    return { is: 'copy', of: canonical, how: 'canonical' }
  const original = isFirst ? null : originalOf(signs, key, base, site, language)
  return original === null ? { is: 'page' } : { is: 'copy', of: original, how: 'translation' }
}

const signIn = /\b(?:log|sign)[ -]?(?:in|on)\b|\bauthenticat|\banmeld|\bconnexion\b/i

/** Paths where sites ask who is there. */
export const isSignIn = ({ key }: Address): boolean =>
  /\/(?:log-?in|sign-?in|sso|auth|oauth2?|saml2?|session\/new|wp-login\.php)(?:[/?.]|$)/i.test(key)

const addressKey = (site: Site, href: string, base: string): string | null =>
  site.addressOf(href, base)?.key ?? null

/** The page in the language of the site, of which this one says that it is a translation. */
const originalOf = (
  { translations }: PageSigns,
  key: string,
  base: string,
  site: Site,
  language: string,
): Address | null => {
  const wanted = language.split('-', 1)[0] ?? ''
  if (wanted === '') return null
  const found = translations.map(([tongue, href]) => ({
    isWanted: tongue.split('-', 1)[0] === wanted,
    address: site.addressOf(href, base),
  }))
  if (found.some(({ isWanted, address }) => isWanted && address?.key === key)) return null
  return found.find(({ isWanted, address }) => isWanted && address !== null)?.address ?? null
}
