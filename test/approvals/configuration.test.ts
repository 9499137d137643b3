import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'

const environment = { config: null, data: '/nowhere', port: null, color: null }
const read = (text: string) => parseConfig(text, '/nowhere/plumbline.yaml', environment)
const ana = '{ id: ana, kind: person, scopes: [approver] }'

test.each([
  [
    'an owner whom nobody configured',
    `principals: [{ id: bot, kind: agent, scopes: [agent], owner: zoe }]`,
    'no configured person',
  ],
  [
    'an owner that is an agent',
    `principals: [{ id: bot, kind: agent, scopes: [agent], owner: bot }]`,
    'no configured person',
  ],
  [
    'a person with an owner',
    `principals: [${ana}, { id: bo, kind: person, scopes: [approver], owner: ana }]`,
    'has no owner',
  ],
  [
    'an agent that signs in',
    `principals: [{ id: bot, kind: agent, scopes: [agent], subject: bot }]`,
    'does not sign in',
  ],
  [
    'two people whom a provider takes for one',
    `principals: [${ana}, { id: bo, kind: person, scopes: [approver], subject: ana }]`,
    'two people sign in as ana',
  ],
  [
    'an address that anybody on the way can read',
    'signIn: { url: "http://plumbline.harbour.example" }',
    'https',
  ],
  [
    'an address with a path',
    'signIn: { url: "https://harbour.example/plumbline" }',
    'without a path',
  ],
  [
    'an issuer over plain HTTP',
    'signIn: { openId: { issuer: "http://id.harbour.example", clientId: p } }',
    'https',
  ],
  [
    'a secret that is not there',
    'signIn: { openId: { issuer: "https://id.harbour.example", clientId: p, clientSecretFrom: NO_SUCH_SECRET } }',
    'NO_SUCH_SECRET',
  ],
  ['a share that is none', 'reviews: { share: 2 }', 'share'],
  ['a request that lasts for ever', 'approvalHours: .inf', 'approvalHours'],
])('%s is refused', (_, text, why) => {
  expect(() => read(text)).toThrow(why)
})

test.each([
  ['nothing said', '', true],
  [
    'a provider',
    'signIn: { openId: { issuer: "https://id.harbour.example", clientId: p } }',
    false,
  ],
  [
    'both',
    'signIn: { local: true, openId: { issuer: "https://id.harbour.example", clientId: p } }',
    true,
  ],
])('passwords, with %s: %s', (_, text, local) => {
  expect(read(text).signIn.local).toBe(local)
})
