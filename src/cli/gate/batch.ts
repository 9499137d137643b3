import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { isObject, stringOf } from './call.ts'
import { textOf } from './input.ts'
import { faulty, type Judge, type Outcome } from './outcome.ts'

/** Bytes of one line. */
const mostBytes = 1024 * 1024

type Id = string | number | null

/** Judges JSON Lines, one answer for each line, in their order; a line that cannot be read is blocked, and the next goes on. */
export async function runBatch(
  input: Readable,
  output: Writable,
  environment: string | null,
  judge: Judge,
): Promise<void> {
  for await (const lines of linesOf(input)) {
    const answers: string[] = []
    for (const line of lines) {
      const { id, outcome } = await answerTo(line, environment, judge)
      const { decision, reasons } = outcome
      const told = reasons.map(({ code, message }) => ({ code, message }))
      answers.push(`${JSON.stringify({ id, decision, class: outcome.class, reasons: told })}\n`)
    }
    if (answers.length > 0 && !output.write(answers.join(''))) await once(output, 'drain')
  }
}

async function answerTo(
  line: Uint8Array | null,
  environment: string | null,
  judge: Judge,
): Promise<{ readonly id: Id; readonly outcome: Outcome }> {
  let id: Id = null
  try {
    if (line === null) throw new Error(`the line is longer than ${mostBytes} bytes`)
    const value: unknown = JSON.parse(textOf(line))
    if (!isObject(value)) throw new Error('the line is no JSON object')
    if (typeof value.id === 'string' || typeof value.id === 'number') id = value.id
    const command = stringOf(value.command)
    if (command === null) throw new Error('the line has no command')
    const said = value.environment ?? environment
    if (said !== null && typeof said !== 'string') throw new Error('the environment is no text')
    const deed = { is: 'command', tool: 'shell', command, known: true } as const
    return { id, outcome: await judge(deed, { workingDirectory: null, environment: said }) }
  } catch (error) {
    return { id, outcome: faulty(error instanceof Error ? error.message : String(error)) }
  }
}

const newline = 0x0a

/** The lines of each chunk, without their ends; null for a line that is too long. Blank lines are left out. */
async function* linesOf(input: Readable): AsyncGenerator<readonly (Uint8Array | null)[]> {
  let parts: Buffer[] = []
  let size = 0
  const taken = (): Uint8Array | null => {
    const line = size > mostBytes ? null : Buffer.concat(parts)
    parts = []
    size = 0
    return line
  }
  const add = (part: Buffer): void => {
    size += part.length
    if (size <= mostBytes) parts.push(part)
    else parts = []
  }
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk)
    const lines: (Uint8Array | null)[] = []
    let from = 0
    for (let to = bytes.indexOf(newline); to >= 0; to = bytes.indexOf(newline, from)) {
      add(bytes.subarray(from, to))
      lines.push(taken())
      from = to + 1
    }
    add(bytes.subarray(from))
    yield lines.filter(isWritten)
  }
  if (size > 0) yield [taken()].filter(isWritten)
}

const isWritten = (line: Uint8Array | null): boolean =>
  line === null || line.some((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x09)
