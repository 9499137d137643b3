import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { emptyConfig, parseConfig } from '../../src/config/config.ts'

const environment = { config: null, data: '/nowhere', port: null, color: null }
const read = (text: string) => parseConfig(text, '/nowhere/plumbline.yaml', environment)

beforeEach(() => {
  vi.stubEnv('ROOM', 'https://hooks.chat.example/services/T1/B1/x')
  vi.stubEnv('PLAIN_ROOM', 'http://chat.example/hooks/x')
  vi.stubEnv('NO_ROOM', 'dock')
  vi.stubEnv('MAIL_PASSWORD', 'five-plain-words')
})
afterEach(() => vi.unstubAllEnvs())

const mail = (more: string) =>
  `notices: { email: { host: mail.harbour.example, from: plumbline@harbour.example${more} } }`
const room = (more: string) => `
principals: [{ id: ana, kind: person, scopes: [owner] }, { id: bot, kind: agent, scopes: [agent] }]
notices: { slack: [{ id: dock, ${more} }] }`

test.each([
  ['an address that is none', mail('').replace('plumbline@', 'plumbline '), 'from'],
  ['two addresses', 'notices: { email: { host: m, from: "a@b.example, c@d.example" } }', 'from'],
  [
    'a header in an address',
    'notices: { email: { host: m, from: "a@b.example\\r\\nBcc: c@d.example" } }',
    'from',
  ],
  ['a host with a path', 'notices: { email: { host: "m/x", from: a@b.example } }', 'host'],
  ['a user without a password', mail(', user: plumbline'), 'both user and passwordFrom'],
  [
    'a password in the clear',
    mail(', user: p, passwordFrom: MAIL_PASSWORD, security: none'),
    'in the clear',
  ],
  [
    'a password that is not there',
    mail(', user: p, passwordFrom: NO_SUCH_SECRET'),
    'NO_SUCH_SECRET',
  ],
  ['a password itself', mail(', user: p, password: five-plain-words'), 'password'],
  ['a room that is not there', room('urlFrom: NO_SUCH_SECRET, person: ana'), 'NO_SUCH_SECRET'],
  ['a room that is no address', room('urlFrom: NO_ROOM, person: ana'), 'no address'],
  ['a room over plain HTTP', room('urlFrom: PLAIN_ROOM, person: ana'), 'https'],
  ['a room that nobody reads', room('urlFrom: ROOM'), 'either the person'],
  ['a room of a person and of groups', room('urlFrom: ROOM, person: ana, groups: [g]'), 'either'],
  ['a room of an agent', room('urlFrom: ROOM, person: bot'), 'no configured person'],
  [
    'a room that stands there twice',
    room('urlFrom: ROOM, person: ana }, { id: dock, urlFrom: ROOM, person: ana'),
    'twice',
  ],
  [
    'an agent with an address',
    'principals: [{ id: b, kind: agent, scopes: [agent], email: b@c.example }]',
    'no mail',
  ],
  ['a day that is none', 'notices: { digest: { day: someday } }', 'day'],
  ['an hour that is none', 'notices: { digest: { hour: 24 } }', 'hour'],
])('%s is refused, and what is secret is not told', (_, text, why) => {
  expect(() => read(text)).toThrow(why)
  expect(() => read(text)).not.toThrow(/five-plain-words|T1\/B1/)
})

test('nobody is told anything unless that is configured', () => {
  const nothing = { email: null, slack: [], digest: { day: 'monday', hour: 8 } }
  expect(read('').notices).toEqual(nothing)
  expect(emptyConfig().notices).toEqual(nothing)
})

test.each([
  ['starttls', 587],
  ['tls', 465],
  ['none', 25],
])('%s has the port %i unless another is given', (security, port) => {
  expect(read(mail(`, security: ${security}`)).notices.email).toMatchObject({ security, port })
  expect(read(mail(`, security: ${security}, port: 2525`)).notices.email?.port).toBe(2525)
})

test('who reads a room is the person, or whoever is in all its groups', () => {
  expect(read(room('urlFrom: ROOM, person: ana')).notices.slack[0]?.readers).toEqual({
    person: 'ana',
  })
  expect(read(room('urlFrom: ROOM, groups: [group:docs]')).notices.slack[0]?.readers).toEqual({
    groups: ['group:docs'],
  })
})
