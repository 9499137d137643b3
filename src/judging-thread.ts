import { workerData } from 'node:worker_threads'
import { nowBy } from './config/clock.ts'
import type { Config } from './config/config.ts'
import { PlumblineError } from './domain/errors.ts'
import { embedderBy, embedding } from './embedding.ts'
import { answerBy } from './flows/adviser.ts'
import { judgeBy } from './flows/judge-advice.ts'
import { openRepositories } from './flows/open-repositories.ts'
import type { JudgingAnswer, JudgingQuestion } from './judging/messages.ts'
import { judging } from './judging-desk.ts'
import { openFacts, storeFile } from './kept-files.ts'
import { followPolicy } from './policies/following.ts'
import { readStore } from './store/store.ts'
import { policyDigest } from './verdicts/policy.ts'
import { answering } from './workers/answering.ts'

// Whoever starts this thread has opened the store, and settles what changes: here it is only read.
const config: Config = workerData
const store = readStore(storeFile(config))
const cache = await openFacts(config)
const repositories = openRepositories(config.repositories, cache)
const model = await embedderBy(config.models.embeddings)
const embedded = embedding({ config, store, model, staysUp: false, now: () => nowBy(config) })
const { policyFor } = await followPolicy(config.policy ?? null, async () => undefined)
const desk = await judging(config, { store, repositories, dense: embedded.dense, policyFor })
const judge = judgeBy(desk)
const respond = answerBy(desk)

/** What is being judged; nothing new comes in while something is to be followed. */
const underWay = new Set<Promise<unknown>>()

async function follow(): Promise<JudgingAnswer> {
  // Nobody's repository is closed while it is read.
  await Promise.allSettled(underWay)
  await repositories.refresh()
  await repositories.all()
  await embedded.follow()
  return { followed: true }
}

async function made(
  question: Exclude<JudgingQuestion, { readonly what: 'follow' }>,
): Promise<JudgingAnswer> {
  const { principal, now } = question
  if (question.what === 'answer') {
    const { policy, ...answered } = await respond(question.request, principal, now)
    return { answered: { ...answered, policy: policyDigest(policy) } }
  }
  const { policy, ...judged } = await judge(question.request, principal, now)
  return { judged: { ...judged, policy: policyDigest(policy) } }
}

answering(async (question: JudgingQuestion): Promise<JudgingAnswer> => {
  try {
    if (question.what === 'follow') return await follow()
    const making = made(question)
    underWay.add(making)
    return await making.finally(() => underWay.delete(making))
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    return { fault, code: error instanceof PlumblineError ? error.code : null }
  }
})
