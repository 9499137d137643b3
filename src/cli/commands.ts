import { ask } from './ask.ts'
import { audit } from './audit.ts'
import { check } from './check.ts'
import type { CliCommand } from './command.ts'
import { comment } from './comment.ts'
import { completion } from './completion.ts'
import { crawl } from './crawl.ts'
import { evaluate } from './evaluate.ts'
import { explain } from './explain.ts'
import { gate } from './gate/command.ts'
import { init } from './init.ts'
import { keys } from './keys.ts'
import { mcp } from './mcp.ts'
import { people } from './people.ts'
import { policy } from './policy.ts'
import { receipt } from './receipt.ts'
import { reports } from './reports.ts'
import { serve } from './serve.ts'
import { survey } from './survey.ts'
import { verify } from './verify.ts'

/** Every command, in the order of `plumbline --help`. */
export const commands: readonly CliCommand[] = [
  init,
  crawl,
  survey,
  check,
  comment,
  ask,
  verify,
  gate,
  explain,
  reports,
  evaluate,
  serve,
  mcp,
  keys,
  policy,
  receipt,
  audit,
  people,
  completion,
]
