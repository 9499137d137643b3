import { check } from './check.ts'
import { runProgram } from './run-program.ts'

// Somebody waits for a check before each commit: it is loaded without the other commands, and by `npm run build` put into one file.
await runProgram([check])
