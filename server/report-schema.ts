import { z } from 'zod'
import { PlumblineError } from '../src/domain/errors.ts'
import {
  type ReportOutcome,
  type ReportView,
  rechecks,
  reportDecisions,
  reportStates,
} from '../src/domain/report.ts'
import { genre, kind, list, listing, text, textOrNull } from '../src/wire/basics.ts'
import { finding } from '../src/wire/finding.ts'
import { comment } from './approval-schema.ts'
import { wireFinding } from './finding-schema.ts'
import { named } from './schema.ts'

const recheck = z.enum(rechecks)
const state = z.enum(reportStates)

/** A page with what is wrong with it, and what its owner said. */
export const report = z
  .object({
    id: text,
    page: z.object({ id: text, title: text, url: textOrNull, source: text, genre }),
    state,
    owner: z.object({
      person: textOrNull,
      named: textOrNull,
      by: z.enum(['page', 'codeowners', 'source', 'handed-over']).nullable(),
    }),
    openedAt: text,
    closedAt: textOrNull,
    damage: z.number(),
    served: z.object({
      days: z.number(),
      times: z.number(),
      to: list(z.object({ principal: text, times: z.number() })).nullable(),
    }),
    items: list(
      z.object({
        finding: text,
        kind,
        subject: text,
        openedAt: text,
        closedAt: textOrNull,
        returned: z.number(),
        state,
        setAsideUntil: textOrNull,
        damage: z.number(),
        served: z.number(),
        commitsBehind: z.number().nullable(),
        judged: finding.nullable(),
      }),
    ),
    decisions: list(
      z.object({
        person: text,
        decision: z.enum(reportDecisions),
        finding: textOrNull,
        at: text,
        until: textOrNull,
        evidence: textOrNull,
        page: textOrNull,
        to: textOrNull,
        comment: textOrNull,
        recheck: recheck.nullable(),
      }),
    ),
    whyNotYou: textOrNull,
  })
  .register(named, { id: 'Report' })

/** Some of them. */
export const reportList = listing(report).register(named, { id: 'ReportList' })

/** A report after a decision, and what looking again came to. */
export const decided = z
  .object({ report, recheck: recheck.nullable() })
  .register(named, { id: 'DecidedReport' })

const name = z.string().trim().min(1).max(2_000)

/** What an owner says to a report. */
export const reportChoice = z.strictObject({
  decision: z.enum(reportDecisions),
  finding: z
    .string()
    .regex(/^fnd_\w{1,64}$/)
    .exactOptional(),
  until: z.iso.datetime().exactOptional(),
  evidence: z.string().trim().min(1).max(500).exactOptional(),
  page: name.exactOptional(),
  to: z.string().trim().min(1).max(200).exactOptional(),
  comment: comment.exactOptional(),
})

/** Which reports are asked for. */
export const reportFilter = {
  owner: z.string().min(1).max(200).exactOptional(),
  mine: z.stringbool().exactOptional(),
  state: state.exactOptional(),
}

/** A report as it goes over the wire. */
export const wireReport = ({ items, ...view }: ReportView): z.input<typeof report> => ({
  ...view,
  items: items.map(({ judged, ...item }) => ({
    ...item,
    judged: judged === null ? null : wireFinding(judged),
  })),
})

/** What a decision came to; whatever kept it from being one is a fault that says why. */
export function decidedOr(
  outcome: ReportOutcome,
  what: string,
): Extract<ReportOutcome, { readonly is: 'done' }> {
  switch (outcome.is) {
    case 'done':
      return outcome
    case 'not-found':
      throw new PlumblineError('input.not-found', `there is no ${what}`)
    default:
      throw new PlumblineError(`report.${outcome.is}`, outcome.because)
  }
}
