import { spawnSync } from 'node:child_process'

const known = new Map<string, boolean>()

/** Whether a program is installed: `test.skipIf(!needs('openssl'))('… (needs openssl)', …)`. */
export function needs(program: string): boolean {
  const before = known.get(program)
  if (before !== undefined) return before
  const { error } = spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 10_000 })
  known.set(program, error === undefined)
  return error === undefined
}
