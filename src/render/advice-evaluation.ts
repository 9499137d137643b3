import { type Share, shareInWords as words } from './share.ts'

interface Shares {
  readonly all: Share
  readonly by: Readonly<Record<string, Share>>
}

interface Figures {
  readonly contradictedBlocked: Shares
  readonly correctedNotBlocked: Shares
  readonly staleBlocked: Shares
  readonly movedTold: Shares
}

interface Decided {
  readonly decision: string
  readonly reasons: readonly {
    readonly code: string
    readonly decision: string
    readonly message: string
  }[]
}

interface Judged {
  readonly row: {
    readonly id: string
    readonly kind: string
    readonly token: string
    readonly repository: string
    readonly path: string
    readonly lines: readonly [number, number]
  }
  readonly side: string
  readonly text: string
  readonly known: string | null
  readonly withPage: Decided | null
  readonly codeAlone: Decided | null
  readonly failure: string | null
}

/** What the score of advice holds, as far as people read it. */
export interface AdviceScoreShape {
  readonly withPage: Figures
  readonly codeAlone: Figures
  readonly missed: readonly Judged[]
  readonly accused: readonly Judged[]
  readonly failed: readonly Judged[]
}

/** The score of advice for people: shares with 95 % intervals, and every line that was misjudged. */
export function adviceScoreForTerminal(
  score: AdviceScoreShape,
  { missing, seconds }: { readonly missing: readonly string[]; readonly seconds: number },
): string {
  const { withPage, codeAlone, missed, accused, failed } = score
  return `${[
    ...figures('the page indexed beside the code', withPage),
    ...figures('from code alone', codeAlone),
    `seconds: ${seconds.toFixed(1)}`,
    ...(missing.length > 0 ? [`not scored, for want of a clone: ${missing.join(', ')}`] : []),
    ...missed.map((one) => `missed   ${lineOf(one)}`),
    ...accused.map((one) => `accused  ${lineOf(one)}${against(one.withPage)}`),
    ...failed.map((one) => `failed   ${lineOf(one)}: ${whyNot(one)}`),
  ].join('\n')}\n`
}

const figures = (title: string, one: Figures): readonly string[] => [
  title,
  ...shares(
    'stale lines that the checker knows to be contradicted, blocked',
    one.contradictedBlocked,
  ),
  ...shares('corrected lines, not blocked', one.correctedNotBlocked),
  ...shares('stale lines, blocked', one.staleBlocked),
  ...shares('stale lines that the checker knows to have moved, not simply allowed', one.movedTold),
]

const shares = (title: string, { all, by }: Shares): readonly string[] => [
  `  ${title}: ${words(all)}`,
  ...Object.entries(by).map(([kind, share]) => `    ${kind.padEnd(22)} ${words(share)}`),
]

function lineOf({ row: { id, path, lines, kind, token }, side, text }: Judged): string {
  const said = JSON.stringify(text)
  const shown = said.length > 120 ? `${said.slice(0, 119)}…` : said
  return `${id} ${path}:${lines[0]} ${side} ${kind} ${token} ${shown}`
}

const against = (decided: Decided | null): string =>
  (decided?.reasons ?? [])
    .filter(({ decision }) => decision === 'block')
    .map(({ code, message }) => `; ${code}: ${message}`)
    .join('')

const whyNot = ({ failure, withPage, codeAlone }: Judged): string =>
  failure ??
  [withPage, codeAlone]
    .flatMap((decided) => decided?.reasons ?? [])
    .filter(({ code }) => code.startsWith('system.'))
    .map(({ code, message }) => `${code}: ${message}`)
    .join('; ')

/** What was decided on one line as a line of JSON. */
export const advisedAsJson = ({
  row: { id, kind, repository, path, lines },
  side,
  text,
  known,
  withPage,
  codeAlone,
  failure,
}: Judged): string =>
  JSON.stringify({
    ...{ id, kind, repo: repository, doc_path: path, line: lines[0], side, text, known },
    ...{ withPage, codeAlone, failure },
  })
