import { type CheckShown, counted, placeOf, type WrongFinding, worstPages } from './check-shown.ts'
import { told } from './told.ts'

/** What GitHub shows of one step; the rest is dropped without a word. */
const mostErrors = 10
const mostWarnings = 10

/** Characters of a message, and of a title: the API of checks takes 64 KB, and 255. */
const longestMessage = 2_000
const longestTitle = 200

/**
 * Findings as workflow commands of GitHub Actions, one a line. GitHub shows up to 10 errors and 10 warnings of a step, and 50 of a job
 * (github.com/actions/toolkit, docs/problem-matchers.md, "Limitations"), so the worst are told, and one notice says how many are not.
 */
export function checkAsAnnotations({ result }: CheckShown): string {
  const all = worstPages(result).flatMap(({ page, findings }) =>
    findings.map((finding) => ({ path: page.path, finding })),
  )
  const errors = all.filter(({ finding }) => finding.status === 'contradicted')
  const warnings = all.filter(({ finding }) => finding.status === 'moved')
  const shown = [
    ...errors.slice(0, mostErrors).map((one) => annotation('error', one)),
    ...warnings.slice(0, mostWarnings).map((one) => annotation('warning', one)),
  ]
  const left = all.length - shown.length
  return [...shown, ...(left === 0 ? [] : [noticeOf(left)])].map((line) => `${line}\n`).join('')

  function annotation(
    command: 'error' | 'warning',
    { path, finding }: { readonly path: string; readonly finding: WrongFinding },
  ): string {
    const { claim, judgement } = finding
    const [evidence] = judgement.evidence
    const message = [
      told(judgement.because, longestMessage),
      ...(evidence === undefined ? [] : [`Code: ${told(placeOf(evidence, result), 500)}`]),
      ...(finding.suggestion === null ? [] : [`Mend: ${told(finding.suggestion.new, 500)}`]),
    ]
    return commandOf(
      command,
      {
        file: path,
        line: claim.line,
        endLine: claim.endLine,
        // GitHub marks columns within one line alone.
        ...(claim.line === claim.endLine ? { col: claim.column } : {}),
        title: told(`${claim.kind} ${finding.status}: ${claim.token}`, longestTitle),
      },
      message.join('\n'),
    )
  }
}

const noticeOf = (left: number): string =>
  commandOf(
    'notice',
    { title: 'Plumbline' },
    `${counted(left, 'more finding')} not shown: GitHub shows ${mostErrors} errors and ${mostWarnings} warnings of a step. The whole list is what plumbline check prints.`,
  )

const commandOf = (
  command: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string =>
  `::${command} ${Object.entries(properties)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`)
    .join(',')}::${escapedMessage(message)}`

/** As the runner reads it (github.com/actions/runner, src/Runner.Common/ActionCommand.cs). */
const escapedMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapedProperty = (text: string): string =>
  escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
