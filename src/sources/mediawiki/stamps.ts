import { createHash } from 'node:crypto'

/** A page as the wiki lists it, as far as its stamp goes. */
export interface Stampable {
  readonly title: string
  readonly revision: number
  /** When the wiki last had to show it anew: by an edit, by that of a template (some time later), or by a mere purge. */
  readonly touched: string
}

/** A template as it is now. */
export interface IncludedPage {
  readonly id: number
  readonly revision: number
  readonly touched: string
}

/** All that pages may include. */
export interface Included {
  titled(title: string): IncludedPage | undefined
  revisionOf(id: number): number | undefined
}

/** What a copy was made from. */
export interface Stamp {
  readonly revision: number
  readonly titled: string
  readonly touched: string
  /** Whether the wiki may show the page anew without another revision of it or of what it is known to include. */
  readonly unsettled: boolean
  /** `17.230`: an included page and its revision, in base 36. */
  readonly included: readonly string[]
}

const mostIncluded = 200

/**
 * The stamp of a page that was fetched with these templates. A wiki shows the new text of a template some time after its edit, when a job
 * touches the pages that include it: a page that was fetched in between is unsettled, and so is one that includes what we do not list.
 */
export const stampOf = (
  { title, revision, touched }: Stampable,
  templates: readonly { readonly title: string; readonly exists?: boolean | undefined }[],
  included: Included,
): Stamp => {
  const known = templates.map((one) => included.titled(one.title))
  const pairs = known.flatMap((page) =>
    page === undefined ? [] : [`${page.id.toString(36)}.${page.revision.toString(36)}`],
  )
  return {
    revision,
    titled: digest(title),
    touched,
    unsettled:
      pairs.length > mostIncluded ||
      known.some((page) => page === undefined || page.touched >= touched),
    included: pairs.toSorted().slice(0, mostIncluded),
  }
}

export const written = ({ revision, titled, touched, unsettled, included }: Stamp): string =>
  [revision, titled, touched, unsettled ? 'u' : 's', included.join(',')].join(' ')

/** Null where a text is no stamp of ours. */
export const readStamp = (text: string | null): Stamp | null => {
  const [revision = '', titled = '', touched = '', settled = '', included, ...more] = (
    text ?? ''
  ).split(' ')
  if (!/^\d{1,15}$/.test(revision) || included === undefined || more.length > 0) return null
  return {
    revision: Number(revision),
    titled,
    touched,
    unsettled: settled !== 's',
    included: included === '' ? [] : included.split(','),
  }
}

/** Whether a copy with this stamp is what the wiki shows: a purge alone makes no other page. */
export const isStill = (stamp: Stamp, page: Stampable, included: Included): boolean =>
  stamp.revision === page.revision &&
  stamp.titled === digest(page.title) &&
  (stamp.touched === page.touched || !stamp.unsettled) &&
  stamp.included.every((pair) => {
    const [id = '', revision = ''] = pair.split('.')
    return included.revisionOf(Number.parseInt(id, 36)) === Number.parseInt(revision, 36)
  })

/** The name of what a page shows: its revision, and those of what it includes, if any. */
export const revisionName = (revision: number, { included }: Stamp): string =>
  included.length === 0 ? `${revision}` : `${revision}.${digest(included.join())}`

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)
