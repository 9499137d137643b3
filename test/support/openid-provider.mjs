// A real OpenID provider for tests, as a process of its own: `node openid-provider.mjs REDIRECT_URI` prints its address.
// Whoever signs in is who they type: `unverified:NAME` has an address of mail that nobody verified.
import { createServer } from 'node:http'

console.warn = () => {}
const { default: Provider } = await import('oidc-provider')

const [redirectUri = ''] = process.argv.slice(2)
const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'plumbline',
        client_secret: 'harbour-secret',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id.replace('unverified:', ''),
        email_verified: !id.startsWith('unverified:'),
      }),
    }),
  })
  server.on('request', provider.callback())
  process.stdout.write(`${issuer}\n`)
})
