import type { AuditReport, AuditRow } from '../domain/audit.ts'

/** What checking an audit log came to, for people. */
export function auditReportForTerminal({
  entries,
  checkpoints,
  vouchedTo,
  fault,
}: AuditReport): string {
  const vouched =
    checkpoints === 0
      ? 'No checkpoint was signed of it yet: a cut end would not show.'
      : `${counted(checkpoints, 'signed checkpoint')} fit; the last vouches for entry ${vouchedTo}.`
  if (fault === null) {
    const after = entries - vouchedTo
    // The last checkpoint's own entry stands behind what it vouches for.
    const open =
      after > 1 && checkpoints > 0 ? ` Nothing vouches yet for the ${after} after it.` : ''
    return `The audit log is sound: ${counted(entries, 'entry', 'entries')}. ${vouched}${open}`
  }
  return [
    `The audit log is NOT sound. First at entry ${fault.entry} (${fault.is}): ${fault.message}.`,
    `${counted(entries, 'entry', 'entries')} before that hold together. ${vouched}`,
    'Keep the database and the checkpoints as they are, and compare them with a backup.',
  ].join('\n')
}

const counted = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : nouns}`

/** One entry on one line. */
export const auditRowForTerminal = ({
  seq,
  at,
  kind,
  principal,
  subject,
  details,
}: AuditRow): string =>
  `${seq}  ${at}  ${kind}  ${principal ?? '-'}  ${subject}  ${kind === 'checkpoint' ? '' : details}`.trimEnd()
