import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import programs from './needs.json' with { type: 'json' }

const known = new Map<string, boolean>()

/**
 * Whether a program, or what a file tells of, is installed: `test.skipIf(!needs('openssl'))('… (needs openssl)', …)`.
 * Every program stands in needs.json, from which `npm test` says what it leaves out and how to enable it.
 */
export function needs(program: keyof typeof programs): boolean {
  const before = known.get(program)
  if (before !== undefined) return before
  const need = programs[program]
  const installed = 'file' in need ? existsSync(need.file) : answers(program, need.ask)
  known.set(program, installed)
  return installed
}

const answers = (program: string, ask: string): boolean =>
  spawnSync(program, [ask], { stdio: 'ignore', timeout: 10_000 }).error === undefined
