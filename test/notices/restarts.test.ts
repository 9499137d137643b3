import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { makeNotices } from '../../src/flows/make-notices.ts'
import { openPlumbline } from '../../src/plumbline.ts'
import { openStore } from '../../src/store/store.ts'
import { person } from '../support/approvals.ts'
import { contradictedFolder } from '../support/notices.ts'

/** A company that can be opened again and again. */
async function company() {
  const { mail, repository, folder: data } = await contradictedFolder()
  const text = `
sources: [{ id: runbooks, type: markdown-folder, path: runbooks, history: false }]
repositories: [{ id: quay, path: ${JSON.stringify(repository.directory)} }]
principals: [{ id: ana, kind: person, scopes: [owner], email: ana@harbour.example }]
notices:
  email: { host: 127.0.0.1, port: ${mail.port}, security: none, from: plumbline@harbour.example }
`
  const environment = { config: null, data, port: null, color: null }
  const open = () => openPlumbline(parseConfig(text, join(data, 'plumbline.yaml'), environment))
  const first = await open()
  await first.index()
  return { mail, first, open }
}

test('what was made before a stop is sent after it', async () => {
  const { mail, first, open } = await company()
  expect(await first.makeDigest('ana')).toBe('made')
  await first.close()
  expect(mail.mails).toHaveLength(0)
  const second = await open()
  expect(await second.makeDigest('ana')).toBe('nothing')
  expect(await second.deliver()).toEqual({ delivered: 1, failed: 0, dead: 0 })
  expect(mail.mails).toHaveLength(1)
  await second.close()
})

test('what is under way at a stop is waited for, so that it is not sent again', async () => {
  const { mail, first, open } = await company()
  await first.makeDigest('ana')
  const sending = first.deliver()
  await first.close()
  expect(await sending).toEqual({ delivered: 1, failed: 0, dead: 0 })
  const second = await open()
  expect(await second.deliver()).toEqual({ delivered: 0, failed: 0, dead: 0 })
  expect(mail.mails).toHaveLength(1)
  await second.close()
})

test('a fault with one person keeps no other from being told', async () => {
  const store = await openStore(':memory:')
  onTestFinished(() => store.close())
  const people = [person('ana', { scopes: ['owner'] }), person('hal', { scopes: ['owner'] })]
  const now = '2026-11-23T09:00:00.000Z'
  const making = makeNotices({
    ...{ store, now: () => now, accessOf: () => [], sourceOwner: () => null },
    schedule: { day: 'monday', hour: 8 },
    people: async () => people,
    readersOf: (one) => {
      if (one.id === 'ana') throw new Error('ana cannot be told')
      return [one]
    },
  })
  await expect(making).rejects.toThrow('ana cannot be told')
  expect((await store.notices.record('hal')).digestAt).toBe(now)
})
