import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Baseline } from './domain/baseline.ts'
import { PlumblineError } from './domain/errors.ts'

const schema = z.object({
  version: z.literal(1),
  findings: z.array(
    z.object({ id: z.string(), kind: z.string(), page: z.string(), subject: z.string() }),
  ),
})

/** Reads a baseline that `--write-baseline` wrote. */
export async function readBaseline(path: string): Promise<Baseline> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const message = `there is no baseline ${path}; write one with --write-baseline ${path}`
    throw new PlumblineError('input.not-found', message, { cause })
  })
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new PlumblineError(
      'input.invalid',
      `${path} is not a baseline; write a new one with --write-baseline ${path}`,
      { cause },
    )
  }
}

export const writeBaseline = (path: string, baseline: Baseline): Promise<void> =>
  writeFile(path, `${JSON.stringify(baseline, null, 2)}\n`)
