import { readFile } from 'node:fs/promises'
import { PlumblineError } from '../domain/errors.ts'
import { envelopeIn, keysIn, mayRun, verifyReceipt } from '../offline-receipts.ts'
import { type CheckedReceipt, receiptForTerminal } from '../render/receipt-terminal.ts'
import type { CliCommand } from './command.ts'
import { print, printText, useColor } from './output.ts'

interface Options {
  readonly keys?: string
  readonly action?: string
  readonly role?: string
  readonly env?: string
  readonly resource?: string
  readonly cwd?: string
  readonly as?: string
  readonly at?: string
  readonly json: boolean
}

/** `plumbline receipt`: receipts checked where there is no Plumbline; neither store nor configuration is opened. */
export const receipt: CliCommand = {
  name: 'receipt',
  summary: 'check a signed receipt offline',
  examples: [
    'plumbline receipt verify receipt.json --keys jwks.json --action "kubectl rollout restart deployment/payments" --env production',
  ],
  exits: '0 it holds, and the action may run; 1 it does not; 2 it could not be told.',
  configure(command) {
    command
      .command('verify <file>')
      .description(
        'say whether a receipt holds, and for an action whether it may be run (exit 0), or why not (exit 1)',
      )
      .option(
        '--keys <file or url>',
        'the published keys: a copy of /.well-known/jwks.json, or its address',
      )
      .option(
        '--action <command>',
        'the command about to be run: then the receipt must allow exactly that',
      )
      .option('--role <role>', 'the role it runs in')
      .option('--env <name>', 'the environment it runs in')
      .option('--resource <name>', 'the target resource it was verified with')
      .option('--cwd <folder>', 'the working directory it was verified with')
      .option('--as <principal>', 'who runs it')
      .option('--at <time>', 'the moment to check for, as 2026-11-01T09:00:00Z (now unless given)')
      .option('--json', 'print the result as JSON', false)
      .action(async (file: string, options: Options) => {
        const checked = await check(file, options)
        if (options.json) print(JSON.stringify(checked, null, 2))
        else printText(receiptForTerminal(checked, useColor()))
        process.exitCode = checked.holds ? 0 : 1
      })
  },
}

async function check(file: string, options: Options): Promise<CheckedReceipt> {
  if (options.keys === undefined)
    throw new PlumblineError(
      'input.invalid',
      'say with --keys which keys you trust: a copy of /.well-known/jwks.json, or its address',
    )
  const keys = keysIn(await textOf(options.keys), options.keys)
  const envelope = envelopeIn(await textOf(file), file)
  const now = momentIn(options.at)
  if (options.action === undefined) {
    const checked = verifyReceipt(envelope, keys, now)
    return checked.valid
      ? { holds: true, because: [checked.because], content: checked.content }
      : { holds: false, because: [checked.because], content: null }
  }
  const { env, resource } = options
  const target = {
    ...(env === undefined ? {} : { environment: env }),
    ...(resource === undefined ? {} : { resource }),
  }
  const wanted = {
    command: options.action,
    workingDirectory: options.cwd,
    role: options.role,
    principal: options.as,
    ...(Object.keys(target).length > 0 ? { target } : {}),
  }
  const { allowed, because, content } = mayRun(envelope, wanted, { keys, now })
  return { holds: allowed, because, content }
}

function momentIn(text: string | undefined): string {
  if (text === undefined) return new Date().toISOString()
  const moment = Date.parse(text)
  if (Number.isNaN(moment))
    throw new PlumblineError(
      'input.invalid',
      `--at ${text} is no moment; write 2026-11-01T09:00:00Z`,
    )
  return new Date(moment).toISOString()
}

/** Bytes of a file or an answer that are read. */
const mostBytes = 5_000_000

async function textOf(place: string): Promise<string> {
  if (/^https?:\/\//i.test(place)) return fetched(place)
  try {
    const bytes = await readFile(place)
    if (bytes.length <= mostBytes) return bytes.toString('utf8')
  } catch (cause) {
    throw new PlumblineError('input.not-found', `cannot read ${place}`, { cause })
  }
  throw new PlumblineError('input.invalid', `${place} is too large to be a receipt or a key set`)
}

async function fetched(url: string): Promise<string> {
  try {
    const reply = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(15_000) })
    if (reply.ok) return await bounded(reply)
    throw new Error(`status ${reply.status}`)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PlumblineError('server.unreachable', `cannot read ${url}: ${why}`, { cause })
  }
}

async function bounded(reply: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of reply.body ?? []) {
    size += chunk.length
    if (size > mostBytes) throw new Error('it is too large to be a key set')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
