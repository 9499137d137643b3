import type { Told } from '../../domain/document.ts'
import type { Instant } from '../../domain/instant.ts'

/** What people mark a page with: labels, its status, and whether it or its space was archived. */
export interface Marks {
  readonly labels: readonly string[]
  readonly state: { readonly name: string; readonly at: Instant | null } | null
  /** Status lozenges before the first heading. */
  readonly lozenges: readonly string[]
  readonly isArchived: boolean
  readonly isInArchivedSpace: boolean
}

const outdated =
  /^(?:outdated|out[- ]of[- ]date|deprecated|obsolete|superseded|retired|archived|expired|do[- ]not[- ]use)$/i
const unfinished = /^(?:rough[- ]draft|draft|in[- ]progress|work[- ]in[- ]progress|wip)$/i
const verified = /^(?:verified|reviewed|approved)$/i

/** What marks say of a page's age. A mark without a date says nothing of when. */
export const toldByMarks = (marks: Marks): Told => {
  const { labels, state, lozenges } = marks
  const dated = labels.map(datedLabel)
  const reviewed =
    state?.at && verified.test(state.name.trim())
      ? state.at
      : lastOf(dated.flatMap((one) => (one?.is === 'verified' ? [one.at] : [])))
  const expires = dated.flatMap((one) => (one?.is === 'expire' ? [one.at] : [])).sort()[0]
  const words = [...(state ? [state.name] : []), ...lozenges]
  const draft = words.find((word) => unfinished.test(word.trim()))
  const replaced = replacedBy(marks)
  return {
    ...(reviewed ? { reviewed: { at: reviewed, basis: 'claimed' } } : {}),
    ...(expires ? { reviewBy: { at: expires, basis: 'claimed' } } : {}),
    ...(replaced === null ? {} : { supersededBy: replaced }),
    ...(draft === undefined
      ? {}
      : { problems: [`its status is “${draft.trim()}”: whoever writes it has not finished`] }),
  }
}

/** That a page stands no more, in words: Confluence does not tell what took its place. */
const replacedBy = ({ labels, state, lozenges, isArchived, isInArchivedSpace }: Marks) => {
  if (isArchived) return 'nothing that is named (the page is archived)'
  if (isInArchivedSpace) return 'nothing that is named (its space is archived)'
  const status = [...(state ? [state.name] : []), ...lozenges].find((word) =>
    outdated.test(word.trim()),
  )
  if (status !== undefined) return `nothing that is named (the page's status is “${status.trim()}”)`
  const label = labels.find((name) => outdated.test(name))
  return label === undefined ? null : `nothing that is named (the page is labelled “${label}”)`
}

/** `expire-26/03/31`, `expire-single-2026-03-31` (Midori's Better Content Archiving), `verified-2026-03-01`. */
const datedLabel = (label: string) => {
  const match =
    /^(?<mark>expire|verified|reviewed)[-_](?:single[-_]|tree[-_])?(?<year>\d{4}|\d{2})[-/](?<month>\d{2})[-/](?<day>\d{2})$/i.exec(
      label,
    )
  const { mark = '', year = '', month = '', day = '' } = match?.groups ?? {}
  const at = new Date(`${year.length === 2 ? `20${year}` : year}-${month}-${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day)) return null
  return {
    is: mark.toLowerCase() === 'expire' ? ('expire' as const) : ('verified' as const),
    at: at.toISOString(),
  }
}

const lastOf = (dates: readonly Instant[]): Instant | undefined => dates.toSorted().at(-1)

/** So far into a page its status is looked for. */
const farthest = 6_000

/** The words of status macros (`ac:name="status"` in storage format) that stand before the first heading. */
export const lozengesIn = (storage: string): readonly string[] => {
  const heading = storage.search(/<h[1-6][ >]/i)
  const top = storage.slice(0, heading < 0 ? farthest : Math.min(heading, farthest))
  return top
    .split('ac:name="status"')
    .slice(1)
    .flatMap((macro) => {
      const [inside = ''] = macro.split('</ac:structured-macro>')
      return /<ac:parameter ac:name="title">([^<]{1,60})<\/ac:parameter>/.exec(inside)?.[1] ?? []
    })
}
