import { posix } from 'node:path'
import type { Claim } from '../../domain/claim.ts'
import type { Page } from '../../domain/page.ts'
import { lastName } from './loss.ts'

/** The new name as the page would write it: a link counts from the page's folder, a nested key leaves out its path. */
export function correctionFor(claim: Claim, to: string, page: Page): string | null {
  if (claim.kind === 'link') return linkTo(claim, to, page)
  if (claim.kind === 'code-host-link') return onHost(claim, to)
  if (claim.kind === 'cli-flag' && /^-[^-]/.test(claim.token)) return to.replace(/^--/, '-')
  // The tag is what the page is marked at: the new name does not belong there.
  if (claim.kind === 'container-image' && claim.token !== claim.subject) return null
  if (claim.kind === 'code-sample' && /\.pyi?$/.test(to)) return moduleAt(to, claim.subject)
  if (claim.kind !== 'file-path')
    return claim.subject.includes('.') && claim.token === lastName(claim.subject)
      ? lastName(to)
      : to
  if (claim.token === claim.subject && claim.owner === null) return to
  if (claim.owner === null || page.home === null || claim.token.startsWith('/')) return null
  const relative = posix.relative(posix.dirname(page.home.path), to)
  return claim.token.startsWith('./') ? `./${relative}` : relative
}

/** The path as an address has it; a badge names a file of its folder alone. */
function onHost({ token, subject }: Claim, to: string): string | null {
  const isShort = subject.includes('/') && !token.includes('/')
  if (isShort && posix.dirname(to) !== posix.dirname(subject)) return null
  return (isShort ? posix.basename(to) : to).split('/').map(encodeURIComponent).join('/')
}

/** `acme.rates` for `src/acme/rates.py`, where the page writes `acme.money.rates`; null outside that package. */
function moduleAt(path: string, before: string): string | null {
  const parts = path.replace(/(?:\/__init__)?\.pyi?$/, '').split('/')
  const root = parts.indexOf(before.split('.')[0] ?? '')
  return root < 0 ? null : parts.slice(root).join('.')
}

/** A link as the page would write it: from its own folder, and without an ending where it had none. */
function linkTo({ token }: Claim, to: string, { home }: Page): string | null {
  if (home === null || token.startsWith('/') || /\.html?$/i.test(token)) return null
  const path = posix.relative(posix.dirname(home.path), to)
  const bare = posix.extname(token) === '' ? path.replace(/\.(?:mdx?|rst|adoc)$/, '') : path
  const relative = bare.split('/').map(encodeURIComponent).join('/')
  const dressed = token.startsWith('./') && !relative.startsWith('.') ? `./${relative}` : relative
  return token.endsWith('/') ? `${dressed}/` : dressed
}
