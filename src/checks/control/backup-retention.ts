import { countOf, numbered } from './numbered.ts'

const units: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 }

/** Backups that are kept long enough. */
export const backupRetention = numbered({
  name: 'backup retention',
  says: /\b(?:backups?|snapshots?) (?:of \S+ )?(?:are|is) (?:kept|retained|stored) (?:for )?(a|one|two|three|four|five|six|seven|\d{1,3}) (day|week|month)s?\b/i,
  value: (match) => {
    const count = match[1]?.toLowerCase() === 'a' ? 1 : countOf(match[1] ?? '')
    return count === null ? null : String(count * (units[match[2]?.toLowerCase() ?? ''] ?? 1))
  },
  attributes: ['backup_retention_period', 'backup_retention_days', 'snapshot_retention_limit'],
  strengthOf: countOf,
  moreIsEnough: false,
})
