import pc from 'picocolors'
import type { Elsewhere, Impact, ImpactedSource, Impacts } from '../domain/impact.ts'
import { grouped } from '../values/grouped.ts'
import { codeSpan, plainText } from './markdown.ts'

/** So many pages are listed; of the rest the number is told. */
const mostPages = 10
/** So many claims of each. */
const mostClaims = 5

/** What a change does to pages outside its repository, for a terminal. */
export function elsewhereForTerminal(elsewhere: Elsewhere, color: boolean): string {
  const paint = pc.createColors(color)
  if (elsewhere.is === 'not-looked')
    return paint.yellow(`Pages elsewhere were not looked at: ${elsewhere.because}.`)
  const { impacts } = elsewhere
  const { pages, more } = listed(impacts)
  return [
    ...headlines(impacts).map((line) => (impacts.impacts.length === 0 ? line : paint.bold(line))),
    ...pages.flatMap(({ page, claims }) => [
      `  ${paint.underline(page.title)}  ${paint.dim(page.url ?? page.id)}${page.owner === null ? '' : `  ${page.owner}`}`,
      ...claims.flatMap((one) => [
        `    ${paint.dim(`${one.line}`.padEnd(6))}${painted(one, paint)}  ${one.quote.replace(/\s+/g, ' ').slice(0, 160)}`,
        `          ${paint.dim('why')}   ${one.because}`,
      ]),
    ]),
    ...(more > 0 ? [paint.dim(`  and ${counted(more, 'page')} more`)] : []),
    ...reservations(elsewhere).map((line) => paint.dim(line)),
  ].join('\n')
}

const painted = ({ status }: Impact, paint: ReturnType<typeof pc.createColors>): string =>
  status === 'moved' ? paint.yellow('will have moved') : paint.red('will be false')

/** The same as a section of a comment. */
export function elsewhereAsMarkdown(elsewhere: Elsewhere): string | null {
  if (elsewhere.is === 'not-looked')
    return `Pages elsewhere were not looked at: ${plainText(elsewhere.because)}\n`
  const { impacts } = elsewhere
  if (impacts.impacts.length === 0 && impacts.unknown === null) return null
  const { pages, more } = listed(impacts)
  const [first = '', ...others] = headlines(impacts)
  return [
    `#### ${plainText(first)}`,
    ...others.map((line) => plainText(line)),
    '',
    ...pages.flatMap(({ page, claims }) => [
      `- ${linked(page)}${page.owner === null ? '' : ` (${plainText(page.owner)})`}`,
      ...claims.map(
        (one) => `  - line ${one.line}: ${codeSpan(one.quote, 200)}: ${plainText(one.because)}`,
      ),
    ]),
    ...(more > 0 ? [`- and ${counted(more, 'page')} more`] : []),
    '',
    ...reservations(elsewhere).map((line) => `${plainText(line)}\n`),
  ].join('\n')
}

/** The same in JSON. */
export const elsewhereAsJson = (elsewhere: Elsewhere) =>
  elsewhere.is === 'not-looked'
    ? { looked: false, because: elsewhere.because }
    : { looked: true, ...elsewhere.impacts }

/** `This change makes 3 pages of the source wiki false (ana, group:sre).`, one a source. */
function headlines({ impacts, sources }: Impacts): readonly string[] {
  if (impacts.length === 0) return ['This change makes nothing false on pages elsewhere.']
  return sources.map(({ source, pages, ...rest }) => {
    const ofWhat = impacts.filter(({ page }) => page.source === source)
    const are = ofWhat.every(({ page }) => page.genre === 'runbook') ? 'runbook' : 'page'
    return `This change makes ${counted(pages, are)} in ${source} false${ownedBy(rest)}.`
  })
}

function ownedBy({ owners, unowned }: Pick<ImpactedSource, 'owners' | 'unowned'>): string {
  const all = [...owners, ...(unowned > 0 ? [`${unowned} without an owner`] : [])]
  return all.length === 0 ? '' : ` (${all.join(', ')})`
}

interface ListedPage {
  readonly page: Impact['page']
  readonly claims: readonly Impact[]
}

function listed({ impacts }: Impacts): {
  readonly pages: readonly ListedPage[]
  readonly more: number
} {
  const all = [...grouped(impacts, ({ page }) => page.id).values()].flatMap((claims) => {
    const [first] = claims
    return first === undefined ? [] : [{ page: first.page, claims: claims.slice(0, mostClaims) }]
  })
  return { pages: all.slice(0, mostPages), more: Math.max(0, all.length - mostPages) }
}

function reservations({ base, impacts }: Extract<Elsewhere, { is: 'looked' }>): readonly string[] {
  const { surveyedCommit, unknown } = impacts
  return [
    ...(surveyedCommit === base
      ? []
      : [
          `The server last surveyed ${surveyedCommit.slice(0, 12)}, and this change begins at ${base.slice(0, 12)}: what lies between the two was not seen.`,
        ]),
    ...(unknown === null ? [] : [`Not all was looked at: ${unknown}.`]),
  ]
}

const linked = ({ title, url, id }: Impact['page']): string =>
  url !== null && /^https?:\/\/[^\s<>()]+$/.test(url)
    ? `[${plainText(title)}](${url})`
    : `${plainText(title)} (${codeSpan(id)})`

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
