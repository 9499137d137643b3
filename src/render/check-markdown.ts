import { countClaims } from '../domain/check-result.ts'
import { type CommentBlock, documentBlocks } from './check-markdown-document.ts'
import { type CheckShown, counted, shortCommit, worstPages } from './check-shown.ts'
import { codeSpan, plainText } from './markdown.ts'

/** The first line of the comment: whoever posts it finds by it the one that is there already. */
export const commentMarker = '<!-- plumbline -->'

/** The second line of a comment that nobody needs, but where an earlier one says otherwise. */
export const nothingMarker = '<!-- nothing to tell -->'

/** Sections that others wrote, in Markdown that may be shown as it is; null where there is nothing to say. */
export interface MarkdownSections {
  /** What a reviewer should look at twice. */
  readonly risk: string | null
  /** What the change does to pages outside the repository. */
  readonly elsewhere: string | null
}

/** Characters that GitHub takes in a comment; others take more. */
const longestComment = 65_536

/** Characters of a section of others: two of them leave half of the comment to findings. */
const longestSection = 16_000

/** Kept for saying what was left out. */
const longestNotice = 400

/** Entries of a list at the end. */
const mostListed = 5

/** One comment on a change, or on all documents: the worst first, cut where a code host would refuse it, and then it says what is missing. */
export function checkAsMarkdown(
  shown: CheckShown,
  { risk, elsewhere }: MarkdownSections = { risk: null, elsewhere: null },
): string {
  const { result, change } = shown
  const isNeeded =
    countWrong(shown) > 0 ||
    (change?.repaired.length ?? 0) > 0 ||
    risk !== null ||
    elsewhere !== null
  const marker = isNeeded ? commentMarker : `${commentMarker}\n${nothingMarker}`
  const head = [marker, `### ${headline(shown)}`, ...section(risk)]
  const tail = [
    ...section(elsewhere),
    ...(change === null || change.repaired.length === 0 ? [] : [repairedIn(change.repaired)]),
    ...baselineIn(shown),
    coverageOf(shown),
  ]
  const room = longestComment - longestNotice - joined([...head, ...tail]).length
  const { blocks, left } = fitted(
    worstPages(result).flatMap((page) => documentBlocks(page, result)),
    room,
  )
  const notice = left.length === 0 ? [] : [leftOut(left)]
  return `${joined([...head, ...blocks, ...notice, ...tail])}\n`
}

function countWrong({ result }: CheckShown): number {
  const { contradicted, moved } = countClaims(result.findings)
  return contradicted + moved
}

const joined = (blocks: readonly string[]): string => blocks.join('\n\n')

function headline({ result, change }: CheckShown): string {
  const { contradicted, moved } = countClaims(result.findings)
  const documents = counted(worstPages(result).length, 'document')
  if (contradicted + moved === 0)
    return change === null
      ? 'The code contradicts nothing that documents say'
      : 'This change makes nothing wrong that documents say'
  const names = moved === 1 ? 'names' : 'name'
  if (contradicted === 0)
    return change === null
      ? `${counted(moved, 'statement')} in ${documents} ${names} what has moved`
      : `This change moves what ${counted(moved, 'statement')} in ${documents} ${names}`
  const also = moved === 0 ? '' : `, and ${moved} more ${names} what has moved`
  return change === null
    ? `${counted(contradicted, 'statement')} in ${documents} ${contradicted === 1 ? 'is' : 'are'} contradicted by the code${also}`
    : `This change makes ${counted(contradicted, 'statement')} in ${documents} false${also}`
}

const section = (text: string | null): readonly string[] =>
  text === null || text.trim() === ''
    ? []
    : [
        text.length <= longestSection
          ? text.trim()
          : 'A part of this comment was longer than a code host takes, and is left out.',
      ]

/** Blocks as long as there is room; what does not fit is skipped, so that a long edit does not keep away the findings behind it. */
function fitted(all: readonly CommentBlock[], most: number) {
  const blocks: string[] = []
  const left: CommentBlock[] = []
  let room = most
  let heading: string | null = null
  for (const block of all) {
    const texts = heading === block.heading ? [block.text] : [block.heading, block.text]
    const length = texts.reduce((sum, text) => sum + text.length + 2, 0)
    if (length > room) left.push(block)
    else {
      blocks.push(...texts)
      room -= length
      heading = block.heading
    }
  }
  return { blocks, left }
}

function leftOut(left: readonly CommentBlock[]): string {
  const findings = left.reduce((sum, block) => sum + block.findings, 0)
  const edits = left.filter((block) => block.findings === 0).length
  const what = [
    ...(findings === 0 ? [] : [`${counted(findings, 'finding')} more`]),
    ...(edits === 0 ? [] : [`the suggested edits of ${counted(edits, 'document')}`]),
  ].join(' and ')
  return `**Not shown, since a comment can be no longer: ${what}.** The whole list is what \`plumbline check\` prints; \`--fix\` writes all edits as a patch.`
}

function repairedIn(repaired: NonNullable<CheckShown['change']>['repaired']): string {
  const [first, ...others] = repaired
    .slice(0, mostListed)
    .map(
      ({ path, finding: { claim } }) =>
        `${codeSpan(claim.token || claim.subject)} in ${codeSpan(path)}`,
    )
  const more = repaired.length - mostListed
  const list = [first, ...others, ...(more > 0 ? [`${more} more`] : [])].join(', ')
  return `It makes ${counted(repaired.length, 'statement')} right that ${repaired.length === 1 ? 'was' : 'were'} wrong before: ${list}.`
}

function baselineIn({ baseline }: CheckShown): readonly string[] {
  if (baseline === null) return []
  const { known, outdated } = baseline
  const words = [
    ...(known === 0
      ? []
      : [
          `The baseline knows ${counted(known, 'finding')}, which ${known === 1 ? 'is' : 'are'} not listed.`,
        ]),
    ...(outdated.length === 0
      ? []
      : [
          `It need not know ${outdated.length} of its entries any more: write it anew with \`--write-baseline\`.`,
        ]),
  ]
  return words.length === 0 ? [] : [words.join(' ')]
}

/** What was compared, and what could not be seen, in one line. */
function coverageOf({ result, change }: CheckShown): string {
  const counts = change?.claims ?? countClaims(result.findings)
  const { unread } = result
  const listed = unread
    .slice(0, mostListed)
    .map(({ path, because }) => `${codeSpan(path)} (${plainText(because)})`)
  const more = unread.length - mostListed
  const repositories = result.repositories.map(({ id, commit }) => {
    const from = change === null ? '' : `${codeSpan(shortCommit(change.base))} and `
    return `${codeSpan(id)} at ${from}${codeSpan(shortCommit(commit))}`
  })
  return [
    `${change === null ? 'Judged against' : 'Compared'} ${repositories.join(', ') || 'no repository'}: ${counted(counts.total, 'claim')}${change === null ? '' : ' on the pages it has to do with'}, of which ${counts.unknown} could not be judged.`,
    ...(unread.length === 0
      ? []
      : [`Not read: ${[...listed, ...(more > 0 ? [`${more} more`] : [])].join(', ')}.`]),
  ].join(' ')
}
