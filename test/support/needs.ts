import { spawnSync } from 'node:child_process'
import programs from './needs.json' with { type: 'json' }

const known = new Map<string, boolean>()

/**
 * Whether a program is installed: `test.skipIf(!needs('openssl'))('… (needs openssl)', …)`.
 * Every program stands in needs.json, from which `npm test` says what it leaves out and how to enable it.
 */
export function needs(program: keyof typeof programs): boolean {
  const before = known.get(program)
  if (before !== undefined) return before
  const { error } = spawnSync(program, [programs[program].ask], {
    stdio: 'ignore',
    timeout: 10_000,
  })
  known.set(program, error === undefined)
  return error === undefined
}
