import { z } from 'zod'
import { acmeLines } from '../support/acme.ts'

const statement = {
  id: z.string(),
  kind: z.string(),
  page: z.string(),
  quote: z.string(),
  token: z.string(),
  why: z.string(),
}

const drift = z.object({ ...statement, status: z.enum(['contradicted', 'moved']) })

const trap = z.object({
  ...statement,
  class: z.number().min(1).max(30),
  expect: z.enum(['holds', 'unknown']),
})

const decision = z.enum(['allow', 'warn', 'escalate', 'block'])
const texts = z.array(z.string())

const question = z.object({
  id: z.string(),
  as: z.string(),
  ask: z.string().exactOptional(),
  verify: z
    .object({
      task: z.string().exactOptional(),
      advice: z
        .object({
          text: z.string(),
          citations: z
            .array(
              z.object({
                url: z.string().exactOptional(),
                revision: z.string().exactOptional(),
                quote: z.string().exactOptional(),
              }),
            )
            .exactOptional(),
        })
        .exactOptional(),
      action: z
        .object({
          command: z.string(),
          workingDirectory: z.string().exactOptional(),
          target: z
            .object({
              environment: z.string().exactOptional(),
              resource: z.string().exactOptional(),
            })
            .exactOptional(),
          runAs: z.string().exactOptional(),
          role: z.string().exactOptional(),
        })
        .exactOptional(),
    })
    .exactOptional(),
  intent: z.enum(['inform', 'act']).exactOptional(),
  environment: z.string().exactOptional(),
  why: z.string(),
  expect: z.object({
    decision: z.union([decision, z.array(decision)]),
    reasons: texts,
    cites: texts,
    mustSay: texts,
    mustNotSay: texts,
    evidence: texts,
    mustNotReveal: texts.default([]),
  }),
})

/** A statement of Acme's pages that is false. */
export type Drift = z.infer<typeof drift>
/** A statement of Acme's pages that looks false and must not be called so. */
export type Trap = z.infer<typeof trap>
/** A question, advice or an action, and the verdict that it deserves. */
export type Question = z.infer<typeof question>

export const drifts: readonly Drift[] = z.array(drift).parse(acmeLines('drifts.jsonl'))
export const traps: readonly Trap[] = z.array(trap).parse(acmeLines('traps.jsonl'))
export const questions: readonly Question[] = z.array(question).parse(acmeLines('questions.jsonl'))
