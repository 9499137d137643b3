import { agingBy } from './age-limits.ts'
import { attestorsOf } from './attestors.ts'
import type { Config } from './config/config.ts'
import { whoIsIn } from './deciding.ts'
import type { Environment } from './domain/environment.ts'
import type { Plumbline } from './domain/plumbline.ts'
import { adviser } from './flows/adviser.ts'
import type { AdviserDesk } from './flows/answering-desk.ts'
import type { Composing } from './flows/compose-answer.ts'
import { explainer, type Records } from './flows/explain.ts'
import { verifier } from './flows/verifier.ts'

/** What advising needs of an opened Plumbline, beside what the configuration says. */
export interface AdvisingParts
  extends Omit<
    AdviserDesk,
    | 'attestors'
    | 'copyLimitSeconds'
    | 'composing'
    | 'ageLimitsOf'
    | 'modelPatience'
    | 'approvalHours'
    | 'reviewing'
    | 'whoIs'
  > {
  readonly config: Config
  /** What was kept of decisions, to be explained. */
  readonly records: Records
  /** What the policy in force calls environments. */
  environments(): readonly Environment[]
}

/** Searching, answering, verifying and explaining, as they are configured. */
export async function advising({
  config,
  environments,
  records,
  ...parts
}: AdvisingParts): Promise<Pick<Plumbline, 'search' | 'ask' | 'verify' | 'explanation'>> {
  const desk: AdviserDesk = {
    ...parts,
    attestors: await attestorsOf(config.attestors),
    ...agingBy(config),
    composing: await composingBy(config.models.chat),
    approvalHours: config.approvalHours,
    reviewing: config.reviews,
    whoIs: whoIsIn(config, environments),
    modelPatience: (config.models.chat?.timeoutSeconds ?? 0) * 1000,
  }
  return { ...adviser(desk), ...verifier(desk), ...explainer(desk, records) }
}

/** A chat model, loaded only where one is configured: LangChain takes its time. */
async function composingBy(chat: Config['models']['chat']): Promise<Composing | undefined> {
  if (chat === undefined) return undefined
  const { openComposer } = await import('./models/load.ts')
  return { composer: await openComposer(chat), unsupported: chat.unsupported }
}
