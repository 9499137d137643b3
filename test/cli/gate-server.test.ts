import { beforeAll, describe, expect, test } from 'vitest'
import { claudeCall, runHook } from '../support/gate.ts'
import { builtProgram } from '../support/program.ts'
import { cut, json, type StubReply, silence, stubServer } from '../support/stub-server.ts'

let build: string

beforeAll(async () => {
  build = await builtProgram()
})

const bash = (command: string) => claudeCall('Bash', { command })
const verdict = (decision: string): StubReply =>
  json({
    verdict: {
      decision,
      reasons: [
        { code: 'access.environment', decision, message: 'its key is not bound to production' },
      ],
    },
  })

const ask = (call: string, url: string, args: readonly string[] = []) =>
  runHook(build, call, {
    args,
    environment: { PLUMBLINE_URL: url, PLUMBLINE_KEY: 'plk_shop_agent' },
  })

describe('the strictest of the gate and the server counts', () => {
  test.each([
    ['ls -la', 'allow', 0],
    ['ls -la', 'block', 2],
    ['ls -la', 'escalate', 2],
    ['kubectl rollout restart deploy/payments', 'warn', 0],
    ['rm -rf /srv', 'allow', 2],
  ])('%s, and the server says %s', async (command, decision, status) => {
    const server = await stubServer(() => verdict(decision))
    expect((await ask(bash(command), server.url)).status).toBe(status)
  })

  test('it is told what is to be run, where, and by whom', async () => {
    const server = await stubServer(() => verdict('block'))
    const { stderr } = await ask(bash('kubectl get pods'), `${server.url}/`, [
      '--env',
      'production',
    ])
    expect(stderr).toContain('the server: its key is not bound to production [access.environment]')
    const [sent] = server.requests
    expect([sent?.method, sent?.path, sent?.headers.authorization]).toEqual([
      'POST',
      '/v1/verifications',
      'Bearer plk_shop_agent',
    ])
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      action: {
        command: 'kubectl get pods',
        workingDirectory: '/home/ana/shop',
        target: { environment: 'production' },
      },
    })
  })
})

describe('without the server only what reads or adds is allowed', () => {
  test.each([
    ['says nothing', silence],
    ['cuts the connection', cut],
    ['does not know the key', json({ title: 'Unauthorized' }, 401)],
    ['fails', json({}, 500)],
    ['answers no JSON', { body: '<html>' }],
    ['gives no verdict', json({ verdict: null })],
    ['gives a verdict of its own', verdict('permit')],
    ['sends too much', { body: 'x'.repeat(2_000_000) }],
    ['sends it elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }],
  ] satisfies readonly (readonly [string, StubReply])[])('a server that %s', async (_, reply) => {
    const { url } = await stubServer(() => reply)
    const reads = await ask(bash('kubectl get pods'), url)
    expect(reads.status).toBe(0)
    expect(reads.stdout).toContain('the server was not heard')
    const changes = await ask(bash('kubectl rollout restart deploy/payments'), url)
    expect([changes.status, changes.stderr]).toEqual([
      2,
      expect.stringContaining('the server was not heard'),
    ])
    expect(changes.stderr).not.toContain('plk_shop_agent')
  })

  test('a server that is not there', async () => {
    expect((await ask(bash('./deploy.sh'), 'http://127.0.0.1:9')).status).toBe(2)
    expect((await ask(bash('ls'), 'no address')).status).toBe(0)
  })

  test('a batch waits for it once', async () => {
    const lines = Array.from({ length: 20 }, (_, id) =>
      JSON.stringify({ id, command: 'npm run deploy:all' }),
    )
    const server = await stubServer(() => silence)
    const { stdout } = await runHook(build, lines.join('\n'), {
      args: ['--batch'],
      environment: { PLUMBLINE_URL: server.url, PLUMBLINE_KEY: 'plk_shop_agent' },
    })
    const decisions = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).decision)
    expect(decisions).toEqual(lines.map(() => 'escalate'))
    expect(server.requests).toHaveLength(1)
  })
})
