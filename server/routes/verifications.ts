import { z } from 'zod'
import type { VerifyRequest } from '../../src/domain/requests.ts'
import { verification } from '../../src/wire/verification.ts'
import { principalOf } from '../authentication.ts'
import { found } from '../found.ts'
import { onceFor } from '../once.ts'
import { idParameter } from '../schema.ts'
import type { Routes } from '../zod.ts'

/** Who may have advice and actions judged. */
export const mayVerify = ['agent', 'engineer'] as const

const words = z.string().min(1).max(10_000)

/** What to write where something else than an object was sent. */
const orWrite = (shape: string) => ({
  error: ({ code }: { readonly code: string }) =>
    code === 'invalid_type' ? `is an object; write ${shape}` : undefined,
})

// Strict at every level: what Plumbline would not judge must not be sent in the belief that it was.
const advice = z.strictObject(
  {
    text: z.string().min(1).max(500_000),
    citations: z
      .array(
        z.strictObject({
          url: z.string().max(4_000).exactOptional(),
          revision: z.string().max(1_000).exactOptional(),
          quote: z.string().max(100_000).exactOptional(),
        }),
      )
      .max(200)
      .readonly()
      .exactOptional(),
  },
  orWrite('{"text": "what it says"}, and its sources under citations'),
)

/** What would be run or changed, and where. */
export const action = z
  .strictObject(
    {
      command: z.string().min(1).max(500_000).exactOptional(),
      // What is longer than a request may be is refused before; what a diff may hold is the reader's to say.
      diff: z.string().min(1).exactOptional(),
      workingDirectory: z.string().min(1).max(4_096).exactOptional(),
      target: z
        .strictObject(
          { environment: words.exactOptional(), resource: words.exactOptional() },
          orWrite('{"environment": "production"}, or {"resource": "…"}, or both'),
        )
        .exactOptional(),
      runAs: words.exactOptional(),
      role: words.exactOptional(),
      files: z
        .array(
          z.strictObject({
            path: z.string().min(1).max(4_096),
            sha256: z.string().regex(/^[\da-f]{64}$/, 'SHA-256 in lower-case hex'),
          }),
        )
        .max(200)
        .readonly()
        .exactOptional(),
    },
    orWrite('{"command": "what would run"}, or {"diff": "…"}'),
  )
  .refine(({ command, diff }) => (command === undefined) !== (diff === undefined), {
    message: 'needs a command or a diff, and not both',
  })

/** A DSSE envelope; who signed it, and what it states, is judged with the advice. Signers add fields of their own, which say nothing to us. */
const envelope = z.object({
  payloadType: z.string().max(200),
  payload: z.string().max(1_000_000),
  signatures: z
    .array(z.object({ keyid: z.string().max(1_000).default(''), sig: z.string().max(10_000) }))
    .max(16)
    .readonly(),
})

/** Advice, an action, or both, to be judged. */
export const toVerify = z
  .strictObject({
    task: words.exactOptional().describe('What was to be done, in the words of who asked for it.'),
    advice: advice.exactOptional().describe('What somebody says, and the pages that it names.'),
    action: action
      .exactOptional()
      .describe('A command or a unified diff, and what it is aimed at.'),
    attestations: z
      .array(envelope)
      .max(20)
      .readonly()
      .exactOptional()
      .describe('Signed statements about test results and rehearsals, as DSSE envelopes.'),
    intent: z
      .enum(['inform', 'act'])
      .exactOptional()
      .describe('`act` if anything is going to be changed by it; `inform` if not.'),
    mode: z
      .enum(['enforce', 'report'])
      .exactOptional()
      .describe(
        '`report` only tells the verdict: nobody is asked, and its receipt allows nothing.',
      ),
  })
  .refine(({ advice, action }) => advice !== undefined || action !== undefined, {
    message: 'needs advice, an action or both',
  }) satisfies z.ZodType<VerifyRequest>

const example = {
  task: 'restart the payments service',
  action: {
    command: 'kubectl delete ns payments',
    target: { environment: 'production', resource: 'namespace/payments' },
    runAs: 'agent:deploy',
    role: 'prod-admin',
  },
  intent: 'act',
  mode: 'enforce',
}

/** POST /v1/verifications: somebody else's advice or action, judged; and verdicts given before. */
export const verifications: Routes = (app, { plumbline }, done) => {
  app.post(
    '/verifications',
    {
      config: {
        summary: 'Have advice or an action judged; a block is a 200',
        access: mayVerify,
        idempotencyKey: 'honoured',
        example,
      },
      schema: { body: toVerify, response: { 200: verification } },
    },
    (request) =>
      onceFor(request, plumbline, verification, () =>
        plumbline.verify(request.body, principalOf(request), { requestId: request.id }),
      ),
  )
  app.get(
    '/verifications/:id',
    {
      config: {
        summary: 'A verification as it was given',
        access: ['agent', 'engineer', 'operator'],
      },
      schema: { params: idParameter, response: { 200: verification } },
    },
    async (request) => {
      const { id } = request.params
      return found(await plumbline.verification(id, principalOf(request)), `verification ${id}`)
    },
  )
  done()
}
