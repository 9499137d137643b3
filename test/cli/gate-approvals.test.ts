import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { claudeCall, codexCall, type HookRun, runHook } from '../support/gate.ts'
import { type Browser, type PeopleServer, startPeople } from '../support/people.ts'
import { builtProgram } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

let build: string
let folder: string
let server: PeopleServer
let people: readonly Browser[]
let key: string

/** Two people, one of them senior, may let an agent delete a namespace. */
const policy = `
version: 1
name: harbour-gate
base: default
classes: { D5: { decision: escalate, people: { approvers: 2, senior: 1 } } }
`

beforeAll(async () => {
  build = await builtProgram()
  folder = newFolder()
  server = await startPeople()
  // The gate has no clock but the machine's.
  server.pass((Date.now() - Date.parse(server.now())) / 60_000)
  people = [await server.signedIn('ana'), await server.signedIn('cleo')]
  key = await server.key('agent-deploy')
  const keys = await fetch(`${server.address}/.well-known/jwks.json`)
  mkdirSync(join(folder, '.plumbline'))
  writeFileSync(join(folder, '.plumbline', 'keys.json'), await keys.text())
  writeFileSync(join(folder, 'policy.yaml'), policy)
}, 120_000)

afterAll(async () => {
  await server?.stop()
  removeFolder(folder)
})

const trusting = () => [
  ...['--keys', join(folder, '.plumbline', 'keys.json'), '--as', 'agent-deploy'],
  ...['--policy', join(folder, 'policy.yaml'), '--env', 'production'],
]

const hook = (call: string, args: readonly string[] = trusting()): Promise<HookRun> =>
  runHook(build, call, {
    args: ['--server', server.address, ...args],
    environment: { PLUMBLINE_KEY: key, HOME: folder },
  })

let made = 0
/** A command that nobody has asked for before. */
const deletion = (): string => {
  made += 1
  return `kubectl delete namespace harbour-${made}`
}
const bash = (command: string): string => claudeCall('Bash', { command })

const askedFor = ({ stderr }: HookRun): string => /apr_[0-9a-f]{32}/.exec(stderr)?.[0] ?? ''

const shape = z.object({ items: z.array(z.object({ id: z.string(), state: z.string() })) })

async function stateOf(approval: string): Promise<string | undefined> {
  const headers = { authorization: `Bearer ${key}` }
  const reply = await fetch(`${server.address}/v1/approvals?mine=true`, { headers })
  return shape.parse(await reply.json()).items.find(({ id }) => id === approval)?.state
}

async function approve(approval: string): Promise<void> {
  for (const person of people) await person.decide(approval, 'approve')
  expect(await stateOf(approval)).toBe('approved')
}

test('what two people approved passes once, and is stopped again', async () => {
  const call = bash(deletion())
  const first = await hook(call)
  expect([first.status, first.stderr]).toEqual([
    2,
    expect.stringContaining(`people are asked at ${server.address}/approvals (apr_`),
  ])
  const approval = askedFor(first)
  await people[0]?.decide(approval, 'approve')
  expect((await hook(call)).status).toBe(2)
  await approve(approval)
  const passed = await hook(call)
  expect([passed.stderr, passed.status]).toEqual(['', 0])
  expect(passed.stdout).toContain(`ana and cleo approved exactly this action: ${approval}`)
  expect(await stateOf(approval)).toBe('used')
  const again = await hook(call)
  expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('approval.replayed')])
  expect(readdirSync(join(folder, '.plumbline', 'used-receipts'))).toHaveLength(1)
})

const withPolicy = () => ['--policy', join(folder, 'policy.yaml'), '--env', 'production']

/** Each: the call that is made of the command that people approved, and what the gate is told. */
const others: readonly (readonly [string, (command: string) => string, () => readonly string[]])[] =
  [
    ['another command', () => bash('kubectl delete namespace harbour'), trusting],
    [
      'the same for a tool of another server',
      (command) => claudeCall('mcp__box__run', { command }),
      trusting,
    ],
    [
      'the same typed into what runs already',
      (chars) => codexCall('write_stdin', { session_id: 1, chars: `${chars}\n` }),
      trusting,
    ],
    [
      'the same outside of the sandbox',
      (command) => claudeCall('Bash', { command, dangerouslyDisableSandbox: true }),
      trusting,
    ],
    ['a gate without pinned keys', bash, () => ['--as', 'agent-deploy', ...withPolicy()]],
    ['a gate that does not say who it is', bash, () => ['--keys', 'keys.json', ...withPolicy()]],
    ['a gate that blocks it', bash, () => trusting().filter((word) => !/policy/.test(word))],
  ]

test('whatever is not that very command, or asked by a gate that may not lift, is stopped and uses nothing up', async () => {
  const command = deletion()
  const approval = askedFor(await hook(bash(command)))
  await approve(approval)
  const stopped = await Promise.all(
    others.map(async ([name, call, args]) => [name, (await hook(call(command), args())).status]),
  )
  expect(stopped).toEqual(others.map(([name]) => [name, 2]))
  const line = JSON.stringify({ id: 1, command })
  const { stdout } = await hook(line, ['--batch', ...trusting()])
  expect(JSON.parse(stdout)).toMatchObject({ decision: 'block' })
  expect(await stateOf(approval)).toBe('approved')
  expect((await hook(bash(command))).status).toBe(0)
})

test('a receipt for somebody else lifts nothing', async () => {
  const call = bash(deletion())
  const approval = askedFor(await hook(call))
  await approve(approval)
  const args = trusting().map((word) => (word === 'agent-deploy' ? 'agent-night' : word))
  const { status, stderr } = await hook(call, args)
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('it is for agent-deploy, not for agent-night'),
  ])
})
