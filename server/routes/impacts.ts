import { z } from 'zod'
import type { CodeChange } from '../../src/domain/code-change.ts'
import { factKinds, factRoles } from '../../src/domain/fact.ts'
import { impacts as impactsReply } from '../../src/wire/impact.ts'
import { principalOf } from '../authentication.ts'
import type { Routes } from '../zod.ts'
import { mayVerify } from './verifications.ts'

const path = z.string().min(1).max(4_096)
const name = z.string().min(1).max(1_000)
const commit = z.string().regex(/^[\da-f]{40,64}$/, 'a commit id in lower-case hex')

const stated = z.strictObject({
  value: z.string().max(10_000).nullable(),
  role: z.enum(factRoles),
  isDefault: z.boolean(),
  line: z.int().min(1),
  quote: z.string().max(1_000),
})

const fact = z
  .strictObject({
    kind: z.enum(factKinds),
    subject: name,
    owner: name.nullable(),
    path,
    weak: z.boolean(),
    before: stated.nullable(),
    after: stated.nullable(),
  })
  .refine(({ before, after }) => before !== null || after !== null, {
    message: 'needs what was stated before, or what is stated after, or both',
  })

/** What a change takes away, brings and alters. */
const change = z.strictObject({
  repository: name.describe(
    'Its id here, one of its names (`acme/payments`) or the address of a remote.',
  ),
  base: commit.describe('The commit that the change begins at.'),
  head: commit.describe('The commit that it ends with.'),
  facts: z
    .array(fact)
    .max(5_000)
    .readonly()
    .describe(
      'Facts of the files that differ: without `after` taken away, without `before` new, with both altered.',
    ),
  paths: z
    .array(z.strictObject({ before: path.nullable(), after: path.nullable() }))
    .max(5_000)
    .readonly()
    .describe(
      'Files and folders: without `after` taken away, without `before` new, with both moved.',
    ),
  words: z
    .array(
      z.strictObject({
        word: name,
        files: z.int().min(0),
        isTested: z.boolean(),
        isOwner: z.boolean(),
      }),
    )
    .max(20_000)
    .readonly()
    .describe(
      'For names that facts lost, in how many files of code they still stand. A name that is not told of is taken to stand as it does now.',
    ),
}) satisfies z.ZodType<CodeChange>

const statedBefore = {
  value: '30s',
  role: 'read',
  isDefault: true,
  line: 4,
  quote: "const timeout = process.env.PAYMENT_TIMEOUT ?? '30s'",
}

const example = {
  repository: 'acme/payments-api',
  base: '40c4770202821f32b6da336e22f1dfb6263e542f',
  head: 'a1f2c3d4e5f60718293a4b5c6d7e8f9012345678',
  facts: [
    {
      kind: 'environment-variable',
      subject: 'PAYMENT_TIMEOUT',
      owner: null,
      path: 'src/config.ts',
      weak: false,
      before: statedBefore,
      after: {
        ...statedBefore,
        value: '5s',
        quote: "const timeout = process.env.PAYMENT_TIMEOUT ?? '5s'",
      },
    },
  ],
  paths: [{ before: 'scripts/restart.sh', after: null }],
  words: [{ word: 'PAYMENT_TIMEOUT', files: 1, isTested: false, isOwner: false }],
}

/** POST /v1/impacts: which pages a change makes false, before it has come. It is only read. */
export const impacts: Routes = (app, { plumbline }, done) => {
  app.post(
    '/impacts',
    {
      config: {
        summary: 'Which pages outside its repository a change makes false, before it is merged',
        access: mayVerify,
        example,
      },
      schema: { body: change, response: { 200: impactsReply } },
    },
    (request) => plumbline.impacts(request.body, principalOf(request)),
  )
  done()
}
