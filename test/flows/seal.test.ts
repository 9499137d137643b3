import { expect, test } from 'vitest'
import type { Principal } from '../../src/domain/principal.ts'
import { verdictOf } from '../../src/domain/verdict.ts'
import { record } from '../../src/flows/record.ts'
import { openStore } from '../../src/store/store.ts'
import { createKeyPair, signingKeyFrom } from '../../src/verdicts/keys.ts'
import { defaultPolicy, type Policy } from '../../src/verdicts/policy.ts'

const now = '2026-11-23T08:30:00.000Z'
const agent: Principal = {
  id: 'agent-deploy',
  kind: 'agent',
  scopes: ['agent'],
  groups: [],
  environments: [],
}

/** Seals what was judged by the built-in policy while another is in force at the end. */
async function sealedUnder(inForce: Policy) {
  const store = await openStore(':memory:')
  const desk = {
    store,
    key: async () => signingKeyFrom(createKeyPair().privateKey),
    accessOf: () => [],
    vouch: async () => undefined,
    policyFor: async () => inForce,
  }
  const of = { now, reader: agent, environments: null }
  const id = await record(desk, of, async (_, seal) => {
    const sealed = await seal({
      ...({ about: 'verification', aboutId: 'ver_1', mode: 'enforce' } as const),
      verdict: verdictOf([]),
      subjects: {},
      ...{ citations: [], findings: [], grounds: [] },
      policy: defaultPolicy,
      asked: { of: {}, request: null },
    })
    return { result: sealed.content.id, sealed }
  })
  return store.recalls.of(id)
}

test('what was decided by a policy that holds no longer when it is sealed is recalled at once', async () => {
  expect(await sealedUnder({ ...defaultPolicy, name: 'harbour' })).toMatchObject({
    because: expect.stringContaining('policy changed'),
  })
})

test('what was decided by the policy in force stands', async () => {
  expect(await sealedUnder({ ...defaultPolicy })).toBeNull()
})
