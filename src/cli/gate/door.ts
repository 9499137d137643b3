import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { refuse } from './refuse.ts'

/** Words after which `plumbline gate` talks with a person: no agent waits, and the whole program may be loaded. */
const forPeople = /^(?:-h|--help|--install(?:=.*)?|--self-test)$/

/** Whether this run of the program is a hook, or a batch. */
export const isHook = ([, , command, ...rest]: readonly string[]): boolean =>
  command === 'gate' && !rest.some((word) => forPeople.test(word))

interface Gate {
  runGate(args: readonly string[]): Promise<void>
}

/** One file with all that the gate loads, made by `npm run build`; what it is made from lies beside this file. */
const bundle = new URL('../../../gate.mjs', import.meta.url)

/** Runs the gate. Whatever goes wrong, even before it is loaded, is a refusal with exit code 2. */
export async function openGate(args: readonly string[]): Promise<void> {
  process.exitCode = 2
  process.on('uncaughtException', failed)
  process.on('unhandledRejection', failed)
  try {
    const gate: Gate = existsSync(fileURLToPath(bundle))
      ? await import(bundle.href)
      : await import('../gate.ts')
    await gate.runGate(args)
  } catch (error) {
    failed(error)
  }
}

const failed = (error: unknown): never =>
  refuse(`the gate failed: ${error instanceof Error ? error.message : String(error)}`)
