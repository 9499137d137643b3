import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.ts'

/** A provider that people of the tests sign in at. */
export interface OpenIdProvider {
  readonly issuer: string
  /** Signs somebody in there, as a person would by its pages, and gives the address that the browser is sent back to. */
  signIn(authorizationUrl: string, account: string): Promise<string>
  stop(): Promise<void>
}

/** Starts `oidc-provider` as a process of its own, with Plumbline as its one client. */
export async function startProvider(redirectUri: string): Promise<OpenIdProvider> {
  const script = join(packageRoot, 'test', 'support', 'openid-provider.mjs')
  const child = spawn(process.execPath, [script, redirectUri], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(child.stdout, 'data')
  return {
    issuer: String(line).trim(),
    signIn: (url, account) => throughPages(url, account, redirectUri),
    async stop() {
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}

/** A port that nothing listens at: a provider must know where it sends people back before Plumbline listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function throughPages(start: string, account: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let body: string | null = null
  for (let steps = 0; steps < 12; steps += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === null ? {} : { method: 'POST', body }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url).href
      body = null
      if (url.startsWith(redirectUri)) return url
      continue
    }
    const page = await response.text()
    const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(page) ?? []
    const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page) ?? []
    url = new URL(action, url).href
    body = new URLSearchParams({ prompt, login: account, password: 'any' }).toString()
  }
  throw new Error('the provider never sent anybody back')
}
