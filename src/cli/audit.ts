import { type Command, Option } from 'commander'
import { readConfig } from '../config/config.ts'
import { auditKinds } from '../domain/audit.ts'
import { PlumblineError } from '../domain/errors.ts'
import { auditReportForTerminal, auditRowForTerminal } from '../render/audit-terminal.ts'
import type { CliCommand } from './command.ts'
import { configOption, withPlumbline } from './open.ts'
import { print, printText } from './output.ts'

/** `plumbline audit`: what was decided, and whether anybody has tampered with the record of it. */
export const audit: CliCommand = {
  name: 'audit',
  summary: 'show the audit log, check it, or sign what it is now',
  examples: [
    'plumbline audit verify',
    'plumbline audit show --kind approval-decided --since 2026-11-01',
    'plumbline audit checkpoint',
  ],
  exits: 'of verify: 0 the log is sound, 1 it is not, 2 it could not be told.',
  configure(command) {
    addVerify(command)
    addShow(command)
    command
      .command('checkpoint')
      .description('sign what the log is now, and print the signed note')
      .option(...configOption)
      .action(({ config }: Named) =>
        withPlumbline(config, async (plumbline) => {
          const note = await plumbline.checkpointAudit()
          if (note === null)
            throw new PlumblineError('input.not-found', 'there is nothing in the audit log yet')
          print(note)
        }),
      )
  },
}

interface Named {
  readonly config?: string
  readonly database?: string
}

interface Verifying extends Named {
  readonly checkpoints: readonly string[]
  readonly keys: readonly string[]
  readonly json: boolean
}

const databaseOption = [
  '--database <file>',
  'a database or a copy of one, which is only read (the configured one unless given)',
] as const

const gathered = (value: string, before: readonly string[]): readonly string[] => [...before, value]

function addVerify(command: Command): void {
  command
    .command('verify')
    .description('find out whether anybody edited, deleted, inserted or reordered entries')
    .option(...configOption)
    .option(...databaseOption)
    .option('--checkpoints <file>', 'checkpoints kept elsewhere; may be given again', gathered, [])
    .option('--keys <path>', 'public keys: a file or a folder; may be given again', gathered, [])
    .option('--json', 'print the report as JSON', false)
    .action(async ({ config, database, checkpoints, keys, json }: Verifying) => {
      const { checkAuditFiles, configuredAudit } = await import('../auditing.ts')
      const configured = configuredAudit(database ? { config, database } : { config }, readConfig)
      const report = checkAuditFiles({
        database: configured.database,
        checkpoints: [...new Set([...configured.checkpoints, ...checkpoints])],
        keys: keys.length > 0 ? keys : configured.keys,
      })
      if (json) print(JSON.stringify(report, null, 2))
      else printText(auditReportForTerminal(report))
      process.exitCode = report.fault === null ? 0 : 1
    })
}

interface Showing extends Named {
  readonly since?: string
  readonly subject?: string
  readonly kind?: string
  readonly limit: string
  readonly json: boolean
}

function addShow(command: Command): void {
  command
    .command('show')
    .description('print entries, the newest last')
    .option(...configOption)
    .option(...databaseOption)
    .option('--since <moment>', 'only from this day or moment on: 2026-11-01, 2026-11-01T09:00:00Z')
    .option('--subject <id>', 'only about this answer, verification, approval, receipt or key')
    .addOption(new Option('--kind <kind>', 'only entries of this kind').choices(auditKinds))
    .option('--limit <n>', 'how many at most', '100')
    .option('--json', 'print one JSON object a line', false)
    .action(async ({ config, database, since, subject, kind, limit, json }: Showing) => {
      const { configuredAudit, readAuditFile } = await import('../auditing.ts')
      const { database: file } = configuredAudit(
        database ? { config, database } : { config },
        readConfig,
      )
      const rows = readAuditFile(file, {
        ...(since === undefined ? {} : { since: momentOf(since) }),
        ...(subject === undefined ? {} : { subject }),
        ...(kind === undefined ? {} : { kind }),
        limit: countOf(limit),
      })
      for (const row of rows)
        if (json) print(JSON.stringify({ ...row, details: JSON.parse(row.details) }))
        else printText(auditRowForTerminal(row))
    })
}

function momentOf(text: string): string {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime()))
    throw new PlumblineError('input.invalid', `--since ${text} is no moment`)
  return moment.toISOString()
}

function countOf(text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count > 0) return count
  throw new PlumblineError('input.invalid', `--limit ${text} is no number of entries`)
}
