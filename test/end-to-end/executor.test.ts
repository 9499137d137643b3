import { type SpawnSyncReturns, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Served, serve } from '../../server/main.ts'
import { parseConfig } from '../../src/config/config.ts'
import { packageRoot } from '../../src/package-root.ts'
import { openPlumbline, type Plumbline } from '../../src/plumbline.ts'
import { builtProgram, programIn } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

let folder: string
let build: string
let plumbline: Plumbline
let server: Served
let keys: Readonly<Record<'agent' | 'executor', string>>
let environment: Readonly<Record<string, string>>

const argv = ['git', 'status', '--porcelain']
let count = 0

beforeAll(async () => {
  build = await builtProgram()
  folder = newFolder()
  const installed = join(folder, 'node_modules', 'plumbline')
  mkdirSync(installed, { recursive: true })
  copyFileSync(join(packageRoot, 'package.json'), join(installed, 'package.json'))
  symlinkSync(build, join(installed, 'dist'))
  copyFileSync(join(packageRoot, 'examples', 'executor.mjs'), join(folder, 'executor.mjs'))
  const settings = `
principals:
  - { id: agent-deploy, kind: agent, scopes: [agent] }
  - { id: executor, kind: agent, scopes: [agent] }
`
  const place = { config: null, data: join(folder, 'data'), port: null, color: null }
  plumbline = await openPlumbline(parseConfig(settings, join(folder, 'plumbline.yaml'), place))
  await plumbline.index()
  keys = {
    agent: await plumbline.createKey('agent-deploy'),
    executor: await plumbline.createKey('executor'),
  }
  server = await serve(plumbline, { port: 0, signals: new EventEmitter() })
  await pinKeys()
}, 120_000)

afterAll(async () => {
  await server?.close()
  removeFolder(folder)
})

const pinKeys = async (): Promise<void> => {
  const published = await fetch(`${server.address}/.well-known/jwks.json`)
  writeFileSync(join(folder, 'keys.json'), await published.text())
}

beforeEach(() => {
  environment = {
    PATH: process.env.PATH ?? '',
    EXECUTOR_KEYS: join(folder, 'keys.json'),
    EXECUTOR_AS: 'executor',
    EXECUTOR_ROLE: 'reader',
    EXECUTOR_ENVIRONMENT: 'staging',
    EXECUTOR_SERVER: server.address,
    EXECUTOR_KEY: keys.executor,
    EXECUTOR_NONCES: join(folder, 'nonces'),
  }
})

const verified = z.object({
  verdict: z.object({ decision: z.string() }),
  receipt: z.object({ id: z.string(), url: z.string() }),
})

const asked = (command: string) => ({
  command,
  workingDirectory: folder,
  target: { environment: 'staging' },
  runAs: 'executor',
  role: 'reader',
})

/** Has an action judged, and gives the file that its receipt was written to. */
async function receiptFor(
  action: object = asked(argv.join(' ')),
  more: object = {},
): Promise<{ readonly file: string; readonly id: string; readonly decision: string }> {
  const headers = { authorization: `Bearer ${keys.agent}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ action, ...more })
  const reply = await fetch(`${server.address}/v1/verifications`, { method: 'POST', headers, body })
  const { verdict, receipt } = verified.parse(await reply.json())
  const file = join(folder, `receipt-${count++}.json`)
  writeFileSync(file, await (await fetch(server.address + receipt.url, { headers })).text())
  return { file, id: receipt.id, decision: verdict.decision }
}

type Run = Pick<SpawnSyncReturns<string>, 'status' | 'stdout' | 'stderr'>

/** Beside this process, because the server that it asks is in here. */
async function program(
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...environment, ...more } })
  const closed = new Promise<number | null>((resolve) => {
    child.on('close', resolve)
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await closed, stdout, stderr }
}

const execute = (
  file: string,
  command: readonly string[] = argv,
  more: Readonly<Record<string, string>> = {},
) => program(['executor.mjs', file, '--', ...command], more)

test('with a receipt it runs that command, once', async () => {
  const { file, decision } = await receiptFor(asked('git --version'))
  expect(decision).toBe('allow')
  const [first, second] = [
    await execute(file, ['git', '--version']),
    await execute(file, ['git', '--version']),
  ]
  expect([first.status, first.stderr]).toEqual([0, ''])
  expect(first.stdout).toContain('git version')
  expect([second.status, second.stdout]).toEqual([77, ''])
  expect(second.stderr).toContain('it was used before')
})

test('of two that come at once, one runs', async () => {
  const { file } = await receiptFor(asked('git --version'))
  const runs = await Promise.all([1, 2].map(() => execute(file, ['git', '--version'])))
  expect(runs.map(({ status }) => status).toSorted()).toEqual([0, 77])
})

test('words with blanks and quotes are the same to both', async () => {
  const command = ['git', 'log', '--format=%h it’s "quoted" $HOME', '-0']
  const { commandOf } = await import('../../src/offline-receipts.ts')
  const { file } = await receiptFor(asked(commandOf(command)))
  expect((await execute(file, command)).stderr).not.toContain('refused')
})

/** Each names what differs from the receipt's own command, and what is said of it. */
const refusals: readonly (readonly [
  string,
  { readonly command?: readonly string[]; readonly env?: Readonly<Record<string, string>> },
  string,
])[] = [
  ['another command', { command: ['git', 'status'] }, 'it is about another action'],
  ['one word more', { command: [...argv, '.'] }, 'it is about another action'],
  ['another role', { env: { EXECUTOR_ROLE: 'admin' } }, 'it is for the role reader, not admin'],
  [
    'another environment',
    { env: { EXECUTOR_ENVIRONMENT: 'production' } },
    'it is for the environment staging',
  ],
  [
    'another executor',
    { env: { EXECUTOR_AS: 'somebody' } },
    'it is for executor, not for somebody',
  ],
  [
    'a key that may not ask',
    { env: { EXECUTOR_KEY: 'plk_unknown' } },
    'its status cannot be had (401)',
  ],
  ['a server that is down', { env: { EXECUTOR_SERVER: 'http://127.0.0.1:9' } }, 'fetch failed'],
  ['no pinned keys', { env: { EXECUTOR_KEYS: 'nowhere.json' } }, 'ENOENT'],
  ['no environment', { env: { EXECUTOR_ENVIRONMENT: '' } }, 'EXECUTOR_ENVIRONMENT is not set'],
]

test.each(refusals)('with %s nothing runs', async (_, { command = argv, env = {} }, words) => {
  const { file } = await receiptFor()
  const run = await execute(file, command, env)
  expect([run.status, run.stdout]).toEqual([77, ''])
  expect(run.stderr).toContain(words)
})

test.each([
  ['a report', asked(argv.join(' ')), { mode: 'report' }, 'report mode'],
  ['a verdict that is no allow', asked('kubectl delete namespace payments'), {}, 'not allow'],
  ['no role', { ...asked(argv.join(' ')), role: undefined }, {}, 'another action'],
])('with a receipt for %s nothing runs', async (_, action, more, words) => {
  const { file } = await receiptFor(action, more)
  const run = await execute(file, action.command.split(' '))
  expect([run.status, run.stdout]).toEqual([77, ''])
  expect(run.stderr).toContain(words)
})

test('with a receipt of its own making nothing runs', async () => {
  const { file } = await receiptFor(asked('kubectl delete namespace payments'))
  const receipt = z
    .looseObject({ envelope: z.looseObject({ payload: z.string() }) })
    .parse(JSON.parse(readFileSync(file, 'utf8')))
  const payload = Buffer.from(receipt.envelope.payload, 'base64').toString()
  const forged = Buffer.from(
    payload.replaceAll('"escalate"', '"allow"').replaceAll('"block"', '"allow"'),
  )
  const envelope = { ...receipt.envelope, payload: forged.toString('base64') }
  for (const body of [{ envelope }, envelope, {}, null, []]) {
    writeFileSync(join(folder, 'forged.json'), JSON.stringify(body))
    expect(
      (await execute('forged.json', ['kubectl', 'delete', 'namespace', 'payments'])).status,
    ).toBe(77)
  }
})

test('the command line says the same, and why', async () => {
  const { file } = await receiptFor()
  const verify = (...args: readonly string[]) =>
    program([programIn(build), 'receipt', 'verify', file, ...args], { HOME: folder, NO_COLOR: '1' })
  const pinned = ['--keys', 'keys.json']
  const action = [
    '--action',
    argv.join(' '),
    '--cwd',
    folder,
    '--role',
    'reader',
    '--env',
    'staging',
  ]
  const plain = await verify(...pinned)
  expect([plain.status, plain.stderr]).toEqual([0, ''])
  expect(plain.stdout).toMatch(
    /^holds\n[\s\S]*decision +allow \(enforce\)[\s\S]*runs as +executor, role reader/,
  )
  expect((await verify(...pinned, ...action)).status).toBe(0)
  expect(
    (await verify('--keys', `${server.address}/.well-known/jwks.json`, ...action)).status,
  ).toBe(0)
  const other = await verify(...pinned, ...action, '--role', 'admin')
  expect([other.status, other.stdout]).toEqual([1, expect.stringContaining('not admin')])
  const late = await verify(...pinned, '--at', '2100-01-01T00:00:00Z')
  expect([late.status, late.stdout]).toEqual([1, expect.stringContaining('expired')])
  for (const odd of [[], ['--keys', 'nowhere.json'], [...pinned, '--at', 'soon'], ['--keys', file]])
    expect((await verify(...odd)).status).toBe(2)
})

test('after a rotation old receipts are good; after a compromise they are recalled, and pinned keys stay as they were', async () => {
  const before = await receiptFor()
  await plumbline.rotateSigningKey()
  expect((await plumbline.jwks()).keys).toHaveLength(2)
  expect((await execute(before.file, argv)).stderr).not.toContain('refused')
  const after = await receiptFor()
  expect((await execute(after.file)).stderr).toContain('no signature by a known key')
  await pinKeys()
  await plumbline.rotateSigningKey({ compromised: true })
  const refused = await execute(after.file)
  expect([refused.status, refused.stderr]).toEqual([
    77,
    expect.stringContaining('it is recalled: the key that signed it was revoked'),
  ])
  await pinKeys()
  expect((await execute(after.file)).stderr).toContain('no signature by a known key')
  expect((await plumbline.signingKeys()).map(({ is }) => is)).toEqual([
    'signing',
    'revoked',
    'published',
  ])
})
