import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlumblineError } from '../../../src/domain/errors.ts'
import { readHosts } from '../../../src/sources/fetching/hosts.ts'

const hosts = readHosts([
  'wiki.acme.example',
  'Docs.Acme.example:8443',
  'intranet.acme.example:443',
  'plain.acme.example:80',
  '127.0.0.1:8080',
  '[fd00::7]:9000',
  'bücher.example.',
])

describe('hosts', () => {
  test.each([
    ['https://wiki.acme.example/a', 'https://wiki.acme.example/a'],
    ['http://WIKI.acme.example:80/a#part', 'http://wiki.acme.example/a'],
    ['https://wiki.acme.example./a', 'https://wiki.acme.example/a'],
    ['https://docs.acme.example:8443/', 'https://docs.acme.example:8443/'],
    ['https://intranet.acme.example/', 'https://intranet.acme.example/'],
    ['http://plain.acme.example/', 'http://plain.acme.example/'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
    ['http://0x7f.1:8080/', 'http://127.0.0.1:8080/'],
    ['http://[FD00:0::7]:9000/', 'http://[fd00::7]:9000/'],
    ['https://xn--bcher-kva.example/', 'https://xn--bcher-kva.example/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('%s may be asked', (url, expected) => {
    expect(hosts.permitted(url).href).toBe(expected)
  })

  test.each([
    ['ftp://wiki.acme.example/', /neither http nor https/],
    ['file:///etc/passwd', /neither http nor https/],
    ['javascript:alert(1)', /neither http nor https/],
    ['data:text/html,hello', /neither http nor https/],
    ['https://reader:secret@wiki.acme.example/', /a user name or a password/],
    ['https://reader@wiki.acme.example/', /a user name or a password/],
    ['https://wiki.acme.example:8443/', /not on a host of the source/],
    ['https://docs.acme.example/', /not on a host of the source/],
    ['http://intranet.acme.example/', /not on a host of the source/],
    ['https://plain.acme.example/', /not on a host of the source/],
    ['https://wiki.acme.example.evil.example/', /not on a host of the source/],
    ['https://evil.example/?wiki.acme.example', /not on a host of the source/],
    ['https://wiki.acme.example@evil.example/', /a user name or a password/],
    ['https://wiki.acme.example\\@evil.example/', null],
    ['http://127.0.0.1/', /not on a host of the source/],
    ['http://2130706433/', /not on a host of the source/],
    ['http://0177.0.0.1/', /not on a host of the source/],
    ['http://0x7f000001/', /not on a host of the source/],
    ['http://127.1/', /not on a host of the source/],
    ['http://127.0.0.1./', /not on a host of the source/],
    ['http://[::ffff:127.0.0.1]/', /not on a host of the source/],
    ['http://[::]/', /not on a host of the source/],
    ['http://①②⑦.⓪.⓪.①/', /not on a host of the source/],
    ['http://localhost/', /not on a host of the source/],
    ['//evil.example/', /cannot be read/],
    ['', /cannot be read/],
    ['http://', /cannot be read/],
    ['http://256.256.256.256/', /cannot be read/],
    ['http://[fe80::1%25eth0]/', /cannot be read/],
  ])('%s', (url, message) => {
    if (message === null) expect(hosts.permitted(url).hostname).toBe('wiki.acme.example')
    else expect(() => hosts.permitted(url)).toThrow(message)
  })

  test('a password is not repeated', () => {
    try {
      hosts.permitted('https://reader:hunter2@wiki.acme.example/page?token=hunter2#hunter2')
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toContain('hunter2')
    }
  })

  test.each([
    'https://wiki.example',
    'wiki.example/path',
    'a b',
    '',
    'user@wiki.example',
    'wiki.example:port',
    'wiki.example:99999',
    '*.example?',
  ])("'%s' is no host", (host) => {
    expect(() => readHosts([host])).toThrow(/is not a host/)
  })

  test('whatever comes is permitted on a host of the source, or refused in words', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.ipV4().map((ip) => `http://${ip}`),
        ),
        (url) => {
          try {
            expect(hosts.permitted(url).hostname).toMatch(
              /acme\.example$|^127\.0\.0\.1$|fd00::7|xn--bcher/,
            )
          } catch (error) {
            expect(error).toBeInstanceOf(PlumblineError)
          }
        },
      ),
    )
  })
})
