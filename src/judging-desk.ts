import { agingBy } from './age-limits.ts'
import { attestorsOf } from './attestors.ts'
import type { Config } from './config/config.ts'
import type { JudgingDesk } from './flows/answering-desk.ts'

/** What judging needs of an opened Plumbline, beside what the configuration says. */
export type JudgingParts = Pick<JudgingDesk, 'store' | 'repositories' | 'dense' | 'policyFor'>

/** Judging, as it is configured. */
export async function judging(config: Config, parts: JudgingParts): Promise<JudgingDesk> {
  return {
    ...parts,
    attestors: await attestorsOf(config.attestors),
    ...agingBy(config),
    accessOf: accessOf(config),
  }
}

/** A repository that is not configured (any more) is open to nobody. */
export const accessOf =
  ({ repositories }: Pick<Config, 'repositories'>) =>
  (id: string): readonly string[] =>
    repositories.find((one) => one.id === id)?.access ?? []
