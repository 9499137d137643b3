import type { Config } from './config/config.ts'
import { whoIsIn } from './deciding.ts'
import type { Environment } from './domain/environment.ts'
import type { Plumbline } from './domain/plumbline.ts'
import { adviser, answerBy } from './flows/adviser.ts'
import type { AdviserDesk } from './flows/answering-desk.ts'
import type { Composing } from './flows/compose-answer.ts'
import { explainer, type Records } from './flows/explain.ts'
import { judgeBy } from './flows/judge-advice.ts'
import { verifier } from './flows/verifier.ts'
import { answeredAside, type JudgingAside, judgedAside } from './judging/aside.ts'
import { type JudgingParts, judging } from './judging-desk.ts'

/** What advising needs of an opened Plumbline, beside what the configuration says. */
export interface AdvisingParts extends JudgingParts, Pick<AdviserDesk, 'vouch' | 'key' | 'now'> {
  readonly config: Config
  /** What was kept of decisions, to be explained. */
  readonly records: Records
  /** What the policy in force calls environments. */
  environments(): readonly Environment[]
  readonly aside: JudgingAside
}

/** Searching, answering, verifying and explaining, as they are configured. */
export async function advising({
  config,
  environments,
  records,
  aside,
  ...parts
}: AdvisingParts): Promise<Pick<Plumbline, 'search' | 'ask' | 'verify' | 'explanation'>> {
  const desk: AdviserDesk = {
    ...parts,
    ...(await judging(config, parts)),
    composing: await composingBy(config.models.chat),
    approvalHours: config.approvalHours,
    reviewing: config.reviews,
    whoIs: whoIsIn(config, environments),
    modelPatience: (config.models.chat?.timeoutSeconds ?? 0) * 1000,
  }
  const here = answerBy(desk)
  // A chat model composes here: there is but one to keep in check.
  const answering = desk.composing === undefined ? answeredAside(aside, here, desk) : here
  return {
    ...adviser(desk, answering),
    ...verifier(desk, judgedAside(aside, judgeBy(desk), desk)),
    ...explainer(desk, records),
  }
}

/** A chat model, loaded only where one is configured: LangChain takes its time. */
async function composingBy(chat: Config['models']['chat']): Promise<Composing | undefined> {
  if (chat === undefined) return undefined
  const { openComposer } = await import('./models/load.ts')
  return { composer: await openComposer(chat), unsupported: chat.unsupported }
}
