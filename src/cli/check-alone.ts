import { check } from './check.ts'
import { runProgram } from './run-program.ts'

// Somebody waits for a check before each commit: it is loaded without the other commands, and `npm run build` puts what it loads into few files.
await runProgram([check])
