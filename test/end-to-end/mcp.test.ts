import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { packageRoot } from '../../src/package-root.ts'
import { builtProgram, programEnvironment, programIn, runProgram } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { type DemonstrationServer, startDemonstration } from './demonstration-server.ts'
import { sentencesOf, textsIn } from './words.ts'

const data = newFolder()
const clients = new Map<string, Client>()
let server: DemonstrationServer
let build: string
let program: string
let operator: string

const environment = (more: Readonly<Record<string, string>> = {}): Record<string, string> => {
  const { PATH = '', ...rest } = { ...programEnvironment(data), ...more }
  return { PATH, ...Object.fromEntries(Object.entries(rest).map(([name, of]) => [name, of ?? ''])) }
}

const overHttp = async (key: string): Promise<Client> => {
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  const transport = new StreamableHTTPClientTransport(new URL(`${server.address}/mcp`), {
    requestInit,
  })
  const client = new Client({ name: 'plumbline-tests', version: '1.0.0' })
  // Under exactOptionalPropertyTypes the SDK's transport is none of its own Transports.
  const connecting: { connect(transport: unknown): Promise<void> } = client
  await connecting.connect(transport)
  return client
}

beforeAll(async () => {
  server = await startDemonstration(data)
  build = await builtProgram()
  program = programIn(build)
  operator = server.keyFor('priya.raman')
  const local = new Client({ name: 'plumbline-tests', version: '1.0.0' })
  const args = [program, 'mcp', '--demo']
  await local.connect(
    new StdioClientTransport({ command: process.execPath, args, env: environment() }),
  )
  clients.set('standard input and output', local)
  clients.set('HTTP', await overHttp(/agent key: (\S+)/.exec(server.welcome)?.[1] ?? ''))
}, 300_000)

afterAll(async () => {
  for (const client of clients.values()) await client.close()
  await server?.stop()
  removeFolder(data)
})

const result = z.object({
  isError: z.boolean().default(false),
  structuredContent: z.looseObject({}).optional(),
  content: z.array(
    z.looseObject({
      type: z.string(),
      text: z.string().optional(),
      uri: z.string().optional(),
      annotations: z.looseObject({ lastModified: z.string().optional() }).optional(),
    }),
  ),
})
const judged = z.looseObject({
  id: z.string(),
  verdict: z.object({
    decision: z.string(),
    reasons: z.array(
      z.looseObject({ code: z.string(), evidence: z.array(z.unknown()).optional() }),
    ),
  }),
  receipt: z.object({ id: z.string() }),
  escalation: z.looseObject({ approval: z.string() }).nullish(),
})

async function callOn(client: Client | undefined, name: string, args: Record<string, unknown>) {
  // The client holds structured content to the tool's output schema.
  await client?.listTools()
  const reply = result.parse(await client?.callTool({ name, arguments: args }))
  const said: unknown = JSON.parse(reply.content[0]?.text ?? 'null')
  return { ...reply, said, links: reply.content.filter(({ type }) => type === 'resource_link') }
}

describe.each(['standard input and output', 'HTTP'])('over %s', (way) => {
  const call = (name: string, args: Record<string, unknown>) => callOn(clients.get(way), name, args)

  test('an agent is told what Plumbline is for, and which tools there are', async () => {
    const client = clients.get(way)
    expect(client?.getServerVersion()).toMatchObject({ name: 'plumbline' })
    expect(client?.getInstructions()).toContain('check_action')
    const { tools } = (await client?.listTools()) ?? { tools: [] }
    expect(tools.map(({ name }) => name)).toEqual([
      'ask',
      'check_action',
      'verify',
      'request_approval',
      'approval',
      'receipt',
      'report_stale',
    ])
  })

  test('a question is answered, with links to its pages and when these changed', async () => {
    const query = 'How many days do merchants have to refund a payment?'
    const { structuredContent, said, links } = await call('ask', { query, intent: 'inform' })
    expect(said).toEqual(structuredContent)
    expect(structuredContent).toMatchObject({
      verdict: { decision: 'allow', reasons: [] },
      text: expect.stringContaining('180'),
    })
    expect(links.length).toBeGreaterThan(0)
    for (const { uri, annotations } of links) {
      expect(uri).toMatch(/^https:\/\/\w+\.acme\.example\//)
      expect(Date.parse(annotations?.lastModified ?? '')).toBeLessThan(Date.parse('2026-11-01'))
    }
  })

  test("what code contradicts is blocked, with the code's words and none of the page's", async () => {
    const asked = await call('ask', { query: 'What is the default of MAX_RETRIES?', intent: 'act' })
    const { verdict } = judged.parse(asked.structuredContent)
    expect([asked.isError, verdict.decision, asked.links]).toEqual([false, 'block', []])
    const differs = verdict.reasons.find(({ code }) => code === 'code.value-differs')
    expect(JSON.stringify(differs?.evidence)).toContain('export const MAX_RETRIES = 3;')
    expect(asked.structuredContent).not.toHaveProperty('text')
    const rest = textsIn(asked.said, new Set(['because', 'claimed', 'evidence', 'query', 'title']))
    for (const sentence of sentencesOf('The default of `MAX_RETRIES` is 5.'))
      expect(rest.join('\n')).not.toContain(sentence)
  })

  test('advice that code contradicts is blocked', async () => {
    const advice = { text: 'The default of `MAX_RETRIES` is 5.' }
    const { structuredContent } = await call('verify', { advice, intent: 'act' })
    const { verdict } = judged.parse(structuredContent)
    expect(verdict.decision).toBe('block')
    expect(verdict.reasons.map(({ code }) => code)).toContain('code.value-differs')
  })

  test('a destructive command waits for people, who are asked once, and nobody else decides', async () => {
    const checked = await call('check_action', {
      task: 'clean up after the load test',
      command: 'kubectl delete namespace payments',
      environment: 'production',
    })
    const { id, verdict, escalation, receipt } = judged.parse(checked.structuredContent)
    expect(['escalate', 'block']).toContain(verdict.decision)
    expect(verdict.reasons.map(({ code }) => code)).toContain('action.environment-wide')
    expect(escalation).toMatchObject({ approvers: 2, senior: 1 })

    for (const more of [{}, { note: 'it is over' }, { idempotencyKey: `${way.length}-k` }]) {
      const { structuredContent } = await call('request_approval', { verification: id, ...more })
      expect(structuredContent).toMatchObject({ id: escalation?.approval, state: 'waiting' })
    }
    const asked = await call('approval', { id: escalation?.approval })
    expect(asked.structuredContent).toMatchObject({ state: 'waiting', decisions: [] })
    expect((await call('receipt', { id: receipt.id })).structuredContent).toMatchObject({
      status: { status: 'valid' },
      receipt: { content: { aboutId: id, decision: verdict.decision } },
    })
    const approving = clients.get(way)?.callTool({ name: 'approve', arguments: {} })
    await expect(approving).rejects.toThrow('no such tool')
  })

  test('a harmless command is allowed', async () => {
    const { structuredContent } = await call('check_action', { command: 'kubectl get pods' })
    expect(structuredContent).toMatchObject({ verdict: { decision: 'allow' } })
  })

  test('a page that seems stale is reported, and what was said stands in the audit log', async () => {
    const query = 'What is the default of MAX_RETRIES?'
    const { structuredContent } = await call('ask', { query, intent: 'act' })
    const [aside] = z
      .object({
        withheld: z.array(
          z.object({
            citation: z.object({ page: z.object({ id: z.string() }), passage: z.string() }),
          }),
        ),
      })
      .parse(structuredContent).withheld
    const page = aside?.citation.page.id ?? ''
    const note = `backoff.ts says 3; seen over ${way} with --token ghp_${'a1B2'.repeat(9)}`
    const reported = await call('report_stale', { page, passage: aside?.citation.passage, note })
    expect(reported.structuredContent).toMatchObject({ page, passage: aside?.citation.passage })
    const elsewhere = await call('report_stale', { page, passage: 'psg_nowhere', note })
    expect(elsewhere.isError).toBe(true)

    const reply = await fetch(`${server.address}/v1/audit?kind=stale-reported`, {
      headers: { authorization: `Bearer ${operator}` },
    })
    const { items } = z.object({ items: z.array(z.looseObject({})) }).parse(await reply.json())
    expect(items.at(-1)).toMatchObject({
      principal: 'agent-demo',
      subject: page,
      details: { passage: aside?.citation.passage, note: expect.stringContaining('[redacted:') },
    })
    expect(JSON.stringify(items)).not.toContain('ghp_')
  })

  test('what does not fit is refused, and it is said how it would', async () => {
    const refused = await call('check_action', { command: 'ls', target: 'production' })
    expect(refused.isError).toBe(true)
    expect(refused.said).toMatchObject({
      code: 'input.invalid',
      decision: 'block',
      detail: expect.stringContaining('target'),
      next: 'correct the field that the message names',
    })
  })
})

describe('over HTTP', () => {
  test.each(['', 'plk_unknown'])('key %j: learns nothing', async (key) => {
    await expect(overHttp(key)).rejects.toThrow(/401|auth\./)
  })

  test('whoever may not read a page can neither be told of it nor report it', async () => {
    const support = await overHttp(server.keyFor('agent-support'))
    const page = 'runbooks:offboard-a-merchant.md'
    const query = 'How many days do merchants have to refund a payment?'
    const asked = await callOn(support, 'ask', { query })
    expect(JSON.stringify(asked.content)).not.toContain(page)
    const reported = await callOn(support, 'report_stale', { page, note: 'is it there?' })
    const nowhere = { page: 'runbooks:nowhere.md', note: 'is it there?' }
    const { said } = await callOn(support, 'report_stale', nowhere)
    const shape = (told: unknown) => {
      const { code, status, next, detail } = z
        .object({ code: z.string(), status: z.number(), next: z.string(), detail: z.string() })
        .parse(told)
      return [code, status, next, detail.replace(/ runbooks:\S+/, '')]
    }
    expect(shape(reported.said)).toEqual(shape(said))
    await support.close()
  })
})

describe('plumbline mcp', () => {
  const started = async (
    args: readonly string[],
    input: string | Uint8Array,
    more?: Readonly<Record<string, string>>,
  ) => {
    const child = spawn(process.execPath, [program, 'mcp', ...args], {
      cwd: join(packageRoot, 'corpus', 'acme'),
      env: environment(more),
    })
    child.stdin.end(input)
    const exit = once(child, 'exit')
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
    const [status] = await exit
    return { stdout, stderr, status }
  }
  const line = (method: string, params: object) =>
    `${JSON.stringify({ jsonrpc: '2.0', id: method, method, params })}\n`
  const check = line('tools/call', { name: 'check_action', arguments: { command: 'ls' } })

  test('answers what it was sent before its input ended, and writes nothing else', async () => {
    const { stdout, stderr, status } = await started(['--demo'], check)
    expect(stdout.split('\n').filter((one) => one !== '')).toHaveLength(1)
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'tools/call',
      result: { structuredContent: { verdict: { decision: 'allow' } } },
    })
    expect([stderr, status]).toEqual(['', 0])
  })

  test.each([
    ['several may ask and nobody says who', [], {}, 'say who asks with --as'],
    ['the key is unknown', [], { PLUMBLINE_KEY: 'plk_unknown' }, 'auth.unknown-key'],
  ])('%s: it does not start', async (_, args, more, words) => {
    const { stdout, stderr, status } = await started(args, check, more)
    expect(stderr).toContain(words)
    expect([stdout, status]).toEqual(['', 2])
  })

  test('a key says who asks, and what it may do', async () => {
    const folder = join(data, 'of-two')
    const config = join(data, 'two.yaml')
    const two = [
      '{ id: ana, kind: person, scopes: [approver] }',
      '{ id: bo, kind: agent, scopes: [agent] }',
    ]
    writeFileSync(config, `principals: [${two.join(', ')}]\n`)
    const namesFor = async (holder: string) => {
      const made = runProgram(build, ['keys', 'create', holder, '--config', config], {
        data: folder,
      })
      const more = { PLUMBLINE_DATA: folder, PLUMBLINE_KEY: made.stdout.trim() }
      const { stdout } = await started(['--config', config], line('tools/list', {}), more)
      const { tools } = z
        .object({ tools: z.array(z.object({ name: z.string() })) })
        .parse(JSON.parse(stdout).result)
      return tools.map(({ name }) => name)
    }
    expect(await namesFor('ana')).toEqual(['request_approval', 'approval', 'receipt'])
    expect(await namesFor('bo')).toContain('ask')
  })

  test('bytes that are no UTF-8 are not judged as if they were other words', async () => {
    const bytes = Buffer.from(check.replace('ls', 'rm -rf /srv/XX'))
    bytes[bytes.indexOf('XX')] = 0xff
    const { stdout, stderr, status } = await started(['--demo'], bytes)
    expect(stderr).toContain('not valid UTF-8')
    expect([stdout, status]).toEqual(['', 2])
  })
})
