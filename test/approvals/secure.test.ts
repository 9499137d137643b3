import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PeopleServer, passwordOf, startPeople } from '../support/people.ts'

let server: PeopleServer
beforeAll(async () => {
  server = await startPeople('signIn: { url: "https://plumbline.harbour.example" }\n')
}, 60_000)
afterAll(() => server?.stop())

const ours = { origin: 'https://plumbline.harbour.example' }

test('behind TLS, cookies are bound to this very host and go over TLS alone', async () => {
  const { code } = await server.plumbline.invitePerson('ana')
  const browser = server.browser()
  const csrf = await browser.word('/sign-in/first')
  const password = passwordOf('ana')
  const fields = { csrf, name: 'ana', code, password, again: password, next: '' }
  expect((await browser.post('/sign-in/first', fields)).status).toBe(403)
  const reply = await browser.post('/sign-in/first', fields, ours)
  expect(reply.status).toBe(303)
  const cookie = reply.setCookies.find((one) => one.includes('-session=')) ?? ''
  expect(cookie).toMatch(
    /^__Host-plumbline-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
})

test('the name that plain HTTP uses is not taken there', async () => {
  const browser = server.browser()
  await browser.word('/sign-in')
  const csrf = await browser.word('/sign-in')
  await browser.post('/sign-in', { csrf, name: 'ana', password: passwordOf('ana'), next: '' }, ours)
  const token = browser.cookies.get('__Host-plumbline-session') ?? ''
  expect((await browser.get('/v1/session')).status).toBe(200)
  const other = server.browser()
  other.cookies.set('plumbline-session', token)
  expect((await other.get('/v1/session')).status).toBe(401)
})
