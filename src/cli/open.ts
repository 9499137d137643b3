import { Option } from 'commander'
import { readConfig } from '../config/config.ts'
import type { Plumbline } from '../plumbline.ts'

/** Opens Plumbline by its configuration, lends it to the work, and closes it whatever happens. */
export async function withPlumbline<Result>(
  config: string | undefined,
  work: (plumbline: Plumbline) => Promise<Result>,
): Promise<Result> {
  const { openPlumbline } = await import('../plumbline.ts')
  const plumbline = await openPlumbline(readConfig(config ?? null))
  try {
    return await work(plumbline)
  } finally {
    await plumbline.close()
  }
}

export const configOption = [
  '--config <file>',
  'the configuration file (plumbline.yaml in this folder unless given)',
] as const
export const asOption = [
  '--as <principal>',
  'who asks: the id of a configured principal (needed where there are several)',
] as const
export const intentOption = (): Option =>
  new Option('--intent <intent>', 'what it is for: to know, or to do something').choices([
    'inform',
    'act',
  ])
