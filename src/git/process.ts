import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { PlumblineError } from '../domain/errors.ts'
import { gitEnvironment } from './environment.ts'

/** How a git process ended. */
export interface Ending {
  readonly code: number | null
  readonly complaint: string
}

type Running = ChildProcessByStdio<Writable, Readable, Readable>

const longestComplaint = 4_000

function start(directory: string, args: readonly string[], input = ''): Running {
  const child = spawn('git', ['--no-pager', ...args], {
    cwd: directory,
    env: gitEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  // A process that ends before it has read everything tells so by how it ends.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return child
}

function ending(child: Running, args: readonly string[]): Promise<Ending> {
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < longestComplaint) complaint += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new PlumblineError('git.failed', `cannot start git ${args.join(' ')}`, { cause }))
    })
    child.once('close', (code) => resolve({ code, complaint: complaint.trim() }))
  })
}

/** Runs git to its end and returns all it printed; for commands whose output is small. */
export async function run(
  directory: string,
  args: readonly string[],
): Promise<Ending & { readonly output: string }> {
  const child = start(directory, args)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = await ending(child, args)
  return { ...ended, output: Buffer.concat(chunks).toString('utf8') }
}

/** The fault of a git command that did not end well. */
export const failed = (args: readonly string[], { code, complaint }: Ending): PlumblineError =>
  new PlumblineError('git.failed', `git ${args.join(' ')} ended with ${code}: ${complaint}`)

/** What a git command reads and prints. */
export interface Streamed {
  readonly args: readonly string[]
  /** What it is given to read. */
  readonly input?: string
}

/** A git command's output as it comes. */
export async function* chunks(
  directory: string,
  { args, input }: Streamed,
): AsyncGenerator<Buffer, void, undefined> {
  const child = start(directory, args, input)
  const ended = ending(child, args)
  // A consumer that stops early never looks at the ending: its rejection must not go unhandled.
  ended.catch(() => undefined)
  try {
    for await (const chunk of child.stdout) yield chunk
    const how = await ended
    if (how.code !== 0) throw failed(args, how)
  } finally {
    child.kill()
  }
}

/** Pieces of a git command's output split at a separator, as they come; longer pieces are cut at `limit`. */
export async function* stream(
  directory: string,
  streamed: Streamed,
  separator: '\n' | '\0' = '\n',
  limit = 4_096,
): AsyncGenerator<readonly string[], void, undefined> {
  const splitter = pieces(separator, limit)
  for await (const chunk of chunks(directory, streamed)) {
    const whole = splitter.take(chunk)
    if (whole.length > 0) yield whole
  }
  const last = splitter.rest()
  if (last !== '') yield [last]
}

/** Splits chunks of bytes into pieces of text, never holding more than `limit` of an unfinished one. */
export function pieces(
  separator: string,
  limit: number,
): { take(chunk: Buffer): string[]; rest(): string } {
  const decoder = new StringDecoder('utf8')
  let unfinished = ''
  return {
    take(chunk) {
      const parts = (unfinished + decoder.write(chunk)).split(separator)
      unfinished = (parts.pop() ?? '').slice(0, limit)
      return parts.map((part) => (part.length > limit ? part.slice(0, limit) : part))
    },
    rest: () => (unfinished + decoder.end()).slice(0, limit),
  }
}
