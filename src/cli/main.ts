#!/usr/bin/env node
import { isHook, openGate } from './gate/door.ts'

// A coding agent waits for its hook before every step, so the gate starts before anything else is loaded.
if (isHook(process.argv)) await openGate(process.argv.slice(3))
else await import('./program.ts')
