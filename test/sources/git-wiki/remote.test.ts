import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlumblineError } from '../../../src/domain/errors.ts'
import type { PoliteFetch, Reply } from '../../../src/sources/fetching/contract.ts'
import { readAdvertisement } from '../../../src/sources/git-wiki/advertisement.ts'
import { askRemote, doorOf } from '../../../src/sources/git-wiki/remote.ts'

const id = '0123456789abcdef0123456789abcdef01234567'
const packet = (line: string) => `${(line.length + 4).toString(16).padStart(4, '0')}${line}`
const announced = packet('# service=git-upload-pack\n')
const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('what a server announces', () => {
  it.each([
    [
      `${announced}0000${packet(`${id} HEAD\0multi_ack symref=HEAD:refs/heads/master\n`)}0000`,
      { head: id },
    ],
    [
      `${announced}0000${packet(`${'0'.repeat(40)} capabilities^{}\0multi_ack\n`)}0000`,
      { head: null },
    ],
    [`${announced}0000${packet(`${id} refs/heads/master\0multi_ack\n`)}0000`, { head: null }],
    [`${packet('# service=git-receive-pack\n')}0000${packet(`${id} HEAD\0\n`)}`, null],
    [`${id}\trefs/heads/master\n`, null],
    ['<!doctype html>', null],
    ['0001', null],
    ['', null],
  ])('%j', (body, expected) => expect(readAdvertisement(bytes(body))).toEqual(expected))

  it('is read or refused, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (body, isAfter) => {
        const all = isAfter ? Buffer.concat([bytes(announced), body]) : body
        const read = readAdvertisement(all)
        expect(read === null || read.head === null || read.head.length >= 40).toBe(true)
      }),
    )
  })
})

describe('who asks', () => {
  const entry = { id: 'wiki', type: 'git-wiki' }
  it.each([
    ['ssh://git@host.example/r.git', /ssh:\/\/ is not fetched/],
    ['file:///srv/r.git', /file:\/\/ is not fetched/],
    ['https://ana:s3cret@host.example/r.git', /take the user and the password out of the url/],
    ['nothing', /the url is no address/],
  ])('%s is refused in words', (url, words) => {
    expect(() => doorOf({ ...entry, url })).toThrow(words)
    expect(() => doorOf({ ...entry, url })).not.toThrow(/s3cret/)
  })

  it.each([
    [{ token: 't0ken' }, 'token:t0ken'],
    [{ user: 'ana', token: 't0ken' }, 'ana:t0ken'],
    [{ user: 'ana', password: 'pass' }, 'ana:pass'],
  ])('%j', (credentials, basic) => {
    const door = doorOf({ ...entry, url: 'https://host.example:8443/r.git', credentials })
    expect(door.origin).toBe('https://host.example:8443')
    expect(Buffer.from(door.authorization?.slice(6) ?? '', 'base64').toString()).toBe(basic)
  })
})

describe('what a server answers', () => {
  const entry = { id: 'wiki', type: 'git-wiki', url: 'https://host.example/r.wiki.git/' }
  const fetching = (reply: Partial<Reply>): PoliteFetch => ({
    ask: async ({ url }) => ({
      status: 200,
      url,
      redirects: [],
      headers: {},
      body: bytes(''),
      milliseconds: 1,
      ...reply,
    }),
    text: () => '',
    pace: () => undefined,
    close: async () => undefined,
  })
  it.each([
    [401, 'source.refused', 'set tokenFrom, or user and passwordFrom, on source wiki'],
    [404, 'source.unreachable', 'there is no repository at https://host.example/r.wiki.git'],
    [500, 'source.unreachable', 'answered 500'],
    [200, 'source.malformed', 'does not answer as a git server does'],
  ])('%s', async (status, code, words) => {
    const fault = await askRemote(entry, fetching({ status })).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(PlumblineError)
    expect(fault).toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it('is taken from where it was redirected to', async () => {
    const body = bytes(`${announced}0000${packet(`${id} HEAD\0\n`)}`)
    const url = 'https://host.example/new.wiki.git/info/refs?service=git-upload-pack'
    expect(await askRemote(entry, fetching({ body, url }))).toEqual({
      url: 'https://host.example/new.wiki.git',
      head: id,
    })
  })
})
