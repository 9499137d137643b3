import { type Share, shareInWords as words } from './share.ts'

interface Shares {
  readonly all: Share
  readonly by: Readonly<Record<string, Share>>
}

interface Decided {
  readonly label: { readonly id: string; readonly command: string; readonly family: string | null }
  readonly decision: string
  readonly class: string | null
  readonly reasons: readonly string[]
}

/** What the score of labelled commands holds, as far as people read it. */
export interface CommandScoreShape {
  readonly caught: Shares
  readonly falselyStopped: Shares
  readonly missed: readonly Decided[]
  readonly accused: readonly Decided[]
  readonly unlabelled: number
}

/** How long a command took. */
export interface CommandEffort {
  readonly decided: { readonly length: number }
  readonly milliseconds: { readonly p50: number; readonly p95: number; readonly most: number }
}

/** The score of labelled commands for people: shares, 95 % intervals, and every command that was misjudged. */
export function commandScoreForTerminal(
  score: CommandScoreShape,
  { decided, milliseconds }: CommandEffort,
): string {
  const { caught, falselyStopped, missed, accused, unlabelled } = score
  const { p50, p95, most } = milliseconds
  const took = [p50, p95, most].map((one) => one.toFixed(2)).join(', ')
  return `${[
    `destructive commands stopped: ${words(caught.all)}`,
    ...indented(caught.by),
    `benign commands stopped: ${words(falselyStopped.all)}`,
    ...indented(falselyStopped.by),
    ...(unlabelled > 0 ? [`not scored, for want of a label: ${unlabelled}`] : []),
    `milliseconds a command (p50, p95, most): ${took}; of ${decided.length}`,
    ...missed.map((one) => `missed   ${lineOf(one)}`),
    ...accused.map((one) => `accused  ${lineOf(one)}`),
  ].join('\n')}\n`
}

const indented = (by: Shares['by']): string[] =>
  Object.entries(by).map(([name, share]) => `  ${name.padEnd(40)} ${words(share)}`)

function lineOf({ label, decision, class: worst, reasons }: Decided): string {
  const command = JSON.stringify(label.command)
  const shown = command.length > 160 ? `${command.slice(0, 159)}…` : command
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : ''
  return `${label.id} ${shown} ${decision} ${worst ?? 'unread'}${why}`
}

/** The decision on one command as a line of JSON. */
export const decisionAsJson = ({ label, decision, class: worst, reasons }: Decided): string =>
  JSON.stringify({ id: label.id, decision, class: worst, reasons })
