import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import type { Config } from './config/config.ts'
import { PlumblineError } from './domain/errors.ts'
import { embedderBy, embedding } from './embedding.ts'
import { judgeBy } from './flows/judge-advice.ts'
import { openRepositories } from './flows/open-repositories.ts'
import { judging } from './judging.ts'
import type { JudgingAnswer, JudgingQuestion } from './judging-aside.ts'
import { followPolicy } from './policies/following.ts'
import { openFactCache } from './store/fact-cache.ts'
import { readStore } from './store/store.ts'
import { policyDigest } from './verdicts/policy.ts'
import { answering } from './workers/answering.ts'

// Whoever starts this thread has opened the store, and settles what changes: here it is only read.
const config: Config = workerData
const store = readStore(join(config.dataFolder, 'plumbline.sqlite'))
const { cache } = await openFactCache(join(config.cacheFolder, 'facts.sqlite'))
const repositories = openRepositories(config.repositories, cache)
const model = await embedderBy(config.models.embeddings)
const now = () => config.clock ?? new Date().toISOString()
const embedded = embedding({ config, store, model, staysUp: false, now })
const { policyFor } = await followPolicy(config.policy ?? null, async () => undefined)
const judge = judgeBy(
  await judging(config, { store, repositories, dense: embedded.dense, policyFor }),
)

async function answer(question: JudgingQuestion): Promise<JudgingAnswer> {
  if (question.what === 'follow') {
    await repositories.refresh()
    await repositories.all()
    await embedded.follow()
    return { judged: null }
  }
  const { policy, ...judged } = await judge(question.request, question.principal, question.now)
  return { judged: { ...judged, policy: policyDigest(policy) } }
}

answering(async (question: JudgingQuestion): Promise<JudgingAnswer> => {
  try {
    return await answer(question)
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    return { fault, code: error instanceof PlumblineError ? error.code : null }
  }
})
