import { commands } from './commands.ts'
import { runProgram } from './run-program.ts'

await runProgram(commands)
