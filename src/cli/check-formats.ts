import { InvalidArgumentError } from 'commander'
import { PlumblineError } from '../domain/errors.ts'
import { everyManual } from '../manuals.ts'
import { riskAsMarkdown } from '../render/change-risk.ts'
import { checkAsAnnotations } from '../render/check-github.ts'
import { checkAsJson } from '../render/check-json.ts'
import { checkAsJunit } from '../render/check-junit.ts'
import { checkAsMarkdown, type MarkdownSections } from '../render/check-markdown.ts'
import { checkAsReview } from '../render/check-review.ts'
import { checkAsSarif } from '../render/check-sarif.ts'
import type { CheckShown } from '../render/check-shown.ts'
import { checkForTerminal } from '../render/check-terminal.ts'
import { elsewhereAsMarkdown } from '../render/elsewhere.ts'
import { version } from '../version.ts'

/** How a check can be shown. */
export const formats = [
  'terminal',
  'json',
  'sarif',
  'markdown',
  'github',
  'github-review',
  'junit',
] as const
export type Format = (typeof formats)[number]

/** A format to write into a file. */
export interface FileOutput {
  readonly format: Format
  readonly file: string
}

/** What is said on the command line of how to show it. */
export interface FormatOptions {
  /** The repository, a folder in it or one of its documents. */
  readonly around: string
  readonly claims: boolean
  readonly hints: boolean
  readonly failOn: string
  /** Whether to paint what is for a terminal. */
  readonly color: boolean
}

/** Reads `sarif=plumbline.sarif`, and adds it to those before it. */
export function withFileOutput(text: string, before: readonly FileOutput[]): FileOutput[] {
  const [name = '', ...rest] = text.split('=')
  const format = formats.find((one) => one === name)
  const file = rest.join('=')
  if (format === undefined)
    throw new InvalidArgumentError(`There is no format ${name}: take ${formats.join(', ')}.`)
  if (file === '')
    throw new InvalidArgumentError(`Name the file behind the format, as in ${format}=FILE.`)
  if (before.some((other) => other.file === file))
    throw new InvalidArgumentError(`Two formats cannot go into one file: ${file}.`)
  return [...before, { format, file }]
}

/** A check in one of the formats. */
export async function rendered(
  format: Format,
  shown: CheckShown,
  { around, claims, hints, failOn, color }: FormatOptions,
): Promise<string> {
  const { result, baseline, change } = shown
  switch (format) {
    case 'terminal':
      return checkForTerminal(result, { color, claims, hints, baseline, change })
    case 'json':
      return checkAsJson(result, { claims, baseline, change })
    case 'markdown':
      return checkAsMarkdown(shown, sectionsOf(change))
    case 'github':
      return checkAsAnnotations(shown)
    case 'junit':
      return checkAsJunit(shown, { movedFails: failOn === 'moved' })
    case 'sarif': {
      const { addressAround } = await import('../check-context.ts')
      const address = await addressAround(around)
      return checkAsSarif(shown, { version, address, manuals: await everyManual() })
    }
    case 'github-review':
      return reviewOf(shown, around)
  }
}

/** What a change does beside the documents, as sections of a comment. */
const sectionsOf = (change: CheckShown['change']): MarkdownSections => {
  const { risk = null, elsewhere = null } = change?.beside ?? {}
  return {
    risk: risk && riskAsMarkdown(risk),
    elsewhere: elsewhere && elsewhereAsMarkdown(elsewhere),
  }
}

async function reviewOf(shown: CheckShown, around: string): Promise<string> {
  const { result, change } = shown
  const head = result.repositories[0]?.commit
  if (change === null || head === undefined)
    throw new PlumblineError(
      'input.invalid',
      'github-review suggests edits on the lines of a change: say with --since where it begins',
    )
  const { linesShownAround } = await import('../check-context.ts')
  const documents = result.pages
    .filter(({ id }) => result.findings.some(({ claim }) => claim.page === id))
    .map(({ path }) => path)
  return checkAsReview(
    shown,
    await linesShownAround(around, { base: change.base, head }, documents),
  )
}
