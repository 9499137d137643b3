#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isHook, openGate } from './gate/door.ts'

/** A few files with what a check loads, made by `npm run build`. */
const checkBundle = new URL('../../check/check.mjs', import.meta.url)

// A coding agent waits for its hook before every step, so the gate starts before anything else is loaded.
if (isHook(process.argv)) await openGate(process.argv.slice(3))
else await openProgram()

async function openProgram(): Promise<void> {
  try {
    if (process.argv[2] !== 'check') await import('./program.ts')
    else if (existsSync(fileURLToPath(checkBundle))) await import(checkBundle.href)
    else await import('./check-alone.ts')
  } catch (fault) {
    // 1 would say that something was found.
    process.exitCode = 2
    process.stderr.write(
      `plumbline: the program cannot be loaded: ${fault instanceof Error ? fault.message : fault}\n  what to do: install it again, or build it (npm run build)\n`,
    )
  }
}
