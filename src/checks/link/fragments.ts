import type { Claim } from '../../domain/claim.ts'
import type { Survey } from '../../domain/fact.ts'
import type { Judgement } from '../../domain/finding.ts'
import type { PageIndex } from '../../domain/page-index.ts'
import { distanceWithin } from '../../values/distance.ts'
import { unknown } from '../check.ts'
import { treeEvidence } from '../tree-evidence.ts'
import { sitesOf } from './sites.ts'

interface Landing {
  readonly survey: Survey
  /** The file that the link leads to, and the page that has the link. */
  readonly path: string
  readonly page: string
}

const lines = /^L(\d{1,7})(?:C\d{1,5})?(?:-L?(\d{1,7})(?:C\d{1,5})?)?$/

/** What becomes of a link by what stands behind `#`; null when that says nothing against it. */
export function judgeFragment(
  { value }: Claim,
  landing: Landing,
  pages: PageIndex,
): Judgement | null {
  if (value === null || value.startsWith(':~:') || /[/=&?]/.test(value)) return null
  const wanted = lines.exec(value)
  return wanted ? judgeLines(wanted, landing, pages) : judgeAnchor(value, landing, pages)
}

function judgeLines(
  [whole, from, to]: RegExpExecArray,
  { survey, path }: Landing,
  pages: PageIndex,
): Judgement | null {
  const count = pages.lineCount(survey.repository, path)
  // A range of which one end is in the file opens there, however far it was meant to go.
  if (count === null || Math.min(Number(from), Number(to ?? from)) <= count) return null
  return {
    status: 'contradicted',
    because: `${path} has ${count} lines, so nothing stands at ${whole}`,
    actual: null,
    evidence: [treeEvidence(survey, path)],
    since: null,
    correction: null,
  }
}

function judgeAnchor(value: string, landing: Landing, pages: PageIndex): Judgement | null {
  const { survey, path, page } = landing
  const anchors = pages.anchors(survey.repository, path)
  if (anchors === null) return null
  const id = idOf(value)
  // Hosts show it below the list of a folder's files, and there it has this name.
  if (id === 'readme' && /(?:^|\/)readme(?:\.\w+)?$/i.test(path)) return null
  if (anchors.ids.has(id) || anchors.ids.has(squeezed(id))) return null
  // A renderer may leave out what stands behind a heading in brackets or in marks of its own; two dashes are a host's.
  const longer = id.includes('--')
    ? undefined
    : [...anchors.ids].find((one) => squeezed(one).startsWith(`${squeezed(id)}-`))
  if (longer !== undefined)
    return unknown(
      'ambiguous',
      `${path} has no heading #${value}, but one that begins so`,
      `#${longer}`,
    )
  if (isJoined(id, anchors.ids))
    return unknown(
      'ambiguous',
      `${path} has no heading #${value}, but the site may put a heading behind the one above it`,
    )
  const near = [...anchors.ids].filter(
    (one) => one.length > 4 && distanceWithin(one, id, one.length < 9 ? 1 : 2) < 3,
  )
  const hint = near[0] === undefined ? undefined : `#${near[0]}`
  const because = `${path} has no heading #${value}`
  if (anchors.ids.size === 0)
    return unknown('incomplete-survey', `${because}, nor any other: what takes the page in may`)
  if (anchors.incomplete !== null)
    return unknown(
      'incomplete-survey',
      `${because} in plain sight, but ${anchors.incomplete}`,
      hint,
    )
  // Generators name headings in ways of their own, and add pages of their own.
  const isHosts = [path, page].every(
    (one) => /\.(?:md|markdown)$/i.test(one) && !sitesOf(survey).publishes(one),
  )
  if (!isHosts)
    return unknown(
      'incomplete-survey',
      `${because}, but a site generator may name headings otherwise`,
      hint,
    )
  return {
    status: 'contradicted',
    because,
    actual: null,
    evidence: [treeEvidence(survey, path)],
    since: null,
    correction: null,
  }
}

const idOf = (value: string): string => {
  const plain = value.replace(/^user-content-/, '')
  try {
    return decodeURIComponent(plain).toLowerCase()
  } catch {
    return plain.toLowerCase()
  }
}

/** The longest anchor that is taken for two headings in a row. */
const longestJoined = 200

/** `#options-envprefix`: two headings of the page, the one behind the other. */
function isJoined(id: string, ids: ReadonlySet<string>): boolean {
  const bare = lettersOf(id)
  if (bare.length > longestJoined) return false
  const headings = new Set([...ids].map(lettersOf))
  for (let at = 3; at <= bare.length - 3; at += 1)
    if (headings.has(bare.slice(0, at)) && headings.has(bare.slice(at))) return true
  return false
}

const lettersOf = (id: string): string => id.replace(/[^\p{L}\p{N}]+/gu, '')

/** As generators name headings: what is neither letter nor digit is one dash. */
const squeezed = (id: string): string =>
  id
    .normalize('NFKD')
    .replace(/[^\p{Alphabetic}\p{Nd}]+/gu, '-')
    .replace(/^-|-$/g, '')
