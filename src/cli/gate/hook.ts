import { writeSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { type Answer, answerFor } from './answer.ts'
import { readCall, type ToolCall } from './call.ts'
import { readInput } from './input.ts'
import type { GateOptions } from './options.ts'
import type { Judge } from './outcome.ts'
import { refuse } from './refuse.ts'
import { deedOf, folderOf } from './tools.ts'

/** Milliseconds for all of a hook: far below any agent's own limit, for an agent that cuts a hook off lets the tool run. */
const patience = { input: 4_000, all: 8_000 }

/** Judges one tool call, and ends the process with the answer. */
export async function runHook(options: GateOptions, judge: Judge): Promise<never> {
  setTimeout(() => refuse(`it took longer than ${patience.all} ms`), patience.all)
  if (process.stdin.isTTY === true)
    refuse('nobody but an agent calls it; see plumbline gate --help for how to install it')
  const call = await readCallFrom(process.stdin)
  const outcome = await judge(deedOf(call), {
    workingDirectory: folderOf(call),
    environment: options.environment,
  })
  return end(answerFor(call.agent, outcome, options, call.permissionMode))
}

async function readCallFrom(stream: Readable): Promise<ToolCall> {
  try {
    const text = await readInput(stream, patience.input)
    if (text.trim() === '') throw new Error('standard input is empty')
    return readCall(JSON.parse(text))
  } catch (error) {
    return refuse(
      `the tool call cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function end({ exitCode, json, reason }: Answer): never {
  // An answer that cannot be told is a fault, and the fault refuses.
  if (reason !== null) writeSync(2, `${reason}\n`)
  writeSync(1, `${JSON.stringify(json)}\n`)
  process.exit(exitCode)
}
