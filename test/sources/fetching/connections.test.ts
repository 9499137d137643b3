import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { needs } from '../../support/needs.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fetching, hourglass, rules, site } from './sites.ts'

/** A certificate that nobody vouches for. */
const selfSigned = (): { readonly key: Buffer; readonly cert: Buffer } => {
  const folder = temporaryFolder()
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const asked = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const names = ['-subj', '/CN=wiki.acme.example', '-days', '2', '-keyout', key, '-out', cert]
  execFileSync('openssl', [...asked, ...names], { stdio: 'ignore' })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}

describe('connections', () => {
  test('a name with several addresses is reached by the one that answers', async () => {
    const wiki = await site((_, reply) => reply.end('page'))
    const port = wiki.host.split(':')[1]
    const { tools, slept } = hourglass({
      lookup: async () => [
        { address: '127.0.0.2', family: 4 },
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
    })
    const fetch = fetching(rules([`wiki.corp:${port}`]), tools)
    expect((await fetch.ask({ url: `http://wiki.corp:${port}/` })).status).toBe(200)
    expect(slept).toEqual([])
  })

  test.skipIf(!needs('openssl'))(
    'nothing is sent over a certificate that does not hold (needs openssl)',
    async () => {
      let asked = 0
      let connections = 0
      const server = createServer(selfSigned(), (_, reply) => {
        asked++
        reply.end('page')
      })
      server.on('connection', () => connections++)
      await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
      onTestFinished(() => {
        server.closeAllConnections()
        server.close()
      })
      const { port } = server.address() as AddressInfo
      const origin = `https://wiki.acme.example:${port}`
      const credentials = { origin, authorization: 'Bearer hunter2' }
      const fetch = fetching(rules([`wiki.acme.example:${port}`], { credentials }))
      await expect(fetch.ask({ url: `${origin}/page` })).rejects.toMatchObject({
        code: 'source.unreachable',
        message: expect.stringMatching(/its certificate does not hold \(self-signed certificate\)/),
      })
      expect([asked, connections]).toEqual([0, 1])
    },
  )

  test('a server that speaks no TLS is not asked again', async () => {
    const wiki = await site((_, reply) => reply.end('page'))
    const { tools, slept } = hourglass()
    const fetch = fetching(rules([wiki.host]), tools)
    await expect(fetch.ask({ url: wiki.origin.replace('http:', 'https:') })).rejects.toMatchObject({
      code: 'source.unreachable',
    })
    expect(slept).toEqual([])
  })
})
