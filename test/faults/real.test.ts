import { spawnSync } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/app.ts'
import { type Config, parseConfig } from '../../src/config/config.ts'
import { openPlumbline } from '../../src/plumbline.ts'
import { gitRepository, type TestRepository } from '../support/git-repository.ts'
import { builtProgram, programEnvironment, programIn } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { makeCompany } from './company.ts'

let shop: TestRepository
let build: string

beforeAll(async () => {
  shop = await gitRepository([{ files: { 'src/warp.ts': 'export const WARP_LIMIT = 7\n' } }])
  build = await builtProgram()
})

afterAll(() => shop?.remove())

const held = 'The default of `WARP_LIMIT` is 7.'

describe('plumbline verify', () => {
  let folder: string
  let file: string
  let data: string
  beforeAll(() => {
    folder = newFolder()
    ;({ file, data } = makeCompany(folder, shop.directory))
  })
  afterAll(() => removeFolder(folder))

  /** Runs it on advice that is allowed as long as nothing is wrong; `before` stands in front of the program in a shell. */
  const verify = (input = held, before = '') => {
    const args = [programIn(build), 'verify', '--config', file, '--as', 'ops', '--intent', 'inform']
    const command = [process.execPath, ...args].map((word) => `'${word}'`).join(' ')
    return spawnSync('bash', ['-c', `${before}exec ${command}`], {
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: programEnvironment(data),
    })
  }
  const isAllowed = () => {
    const { status, stderr, stdout } = verify()
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return stdout
  }
  const isRefused = (ran: ReturnType<typeof verify>, because: RegExp) => {
    expect([1, 2]).toContain(ran.status)
    expect(`${ran.stdout}${ran.stderr}`).toMatch(because)
    expect(ran.stdout).not.toMatch(/^(?:ALLOW|WARN)/im)
  }

  test('allows what is borne out while all is well', () => {
    expect(isAllowed()).toMatch(/allow/i)
  })

  test('refuses on a full disk', () => {
    isRefused(verify(held, 'ulimit -f 4; '), /store\.unwritable|cannot be written|internal fault/)
    isAllowed()
  })

  test('refuses while another program holds the database', () => {
    const other = new SqliteDatabase(join(data, 'plumbline.sqlite'))
    other.exec('begin immediate')
    isRefused(verify(), /store\.locked/)
    other.exec('rollback')
    other.close()
    isAllowed()
  }, 60_000)

  test('refuses without its signing key, and does not make another in its place', () => {
    const key = join(data, 'keys')
    renameSync(key, `${key}-away`)
    writeFileSync(key, 'not a folder')
    isRefused(verify(), /receipt\.key-missing/)
    removeFolder(key)
    renameSync(`${key}-away`, key)
    isAllowed()
  })

  test.each([
    ['a configuration that cannot be read', 'sources: [', /config\.unreadable/],
    ['a configuration that says nothing known', 'polcy: none', /config\.unreadable/],
  ])('refuses with %s', (_, text, because) => {
    renameSync(file, `${file}.away`)
    writeFileSync(file, text)
    isRefused(verify(), because)
    renameSync(`${file}.away`, file)
  })

  test('blocks 10 MB of advice', () => {
    isRefused(verify(`${held}\n\n`.repeat(300_000)), /system\.limit|larger/i)
  }, 60_000)
})

describe('over HTTP', () => {
  /** A served shop whose clock shows this, and a way to ask it. */
  async function served(clock?: string) {
    const folder = newFolder()
    const { file, yaml, data } = makeCompany(folder, shop.directory)
    const environment = { config: null, data, port: null, color: null }
    const config = parseConfig(yaml, file, environment)
    const first = await openPlumbline(config)
    await first.index()
    const key = await first.createKey('agent-shop')
    await first.close()
    const now: Config = clock === undefined ? config : { ...config, clock }
    const plumbline = await openPlumbline(now)
    const app = buildApp(plumbline)
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    return {
      data,
      post: (payload: object | string, route = 'verifications') =>
        app.inject({ method: 'POST', url: `/v1/${route}`, headers, payload }),
      close: async () => {
        await app.close()
        await plumbline.close().catch(() => undefined)
        removeFolder(folder)
      },
    }
  }
  const advice = { advice: { text: held }, intent: 'inform' }

  test.each([
    ['is not JSON', '{"action":', 400],
    ['is no object', '[]', 400],
    [
      'holds a key twice in two spellings',
      '{"action":{"command":"ls"},"Action":{"command":"rm -rf /"}}',
      400,
    ],
    ['names what is not judged', '{"action":{"command":"ls","shell":"rm -rf /"}}', 400],
    ['has a command that is no text', '{"action":{"command":["rm","-rf","/"]}}', 400],
    ['has an empty command', '{"action":{"command":""}}', 400],
    ['would change what objects are', '{"__proto__":{"x":1},"action":{"command":"ls"}}', 400],
    ['is a 10 MB command', JSON.stringify({ action: { command: 'ls '.repeat(3_500_000) } }), 413],
  ])('a body that %s is refused', async (_, body, status) => {
    const { post, close } = await served()
    const reply = await post(body)
    expect(reply.statusCode).toBe(status)
    expect(reply.json().verdict).toBeUndefined()
    await close()
  })

  test.each([
    ['jumped back', '2019-01-01T00:00:00.000Z'],
    ['jumped back by an hour', '2026-11-01T07:59:00.000Z'],
    ['jumped far ahead', '2199-01-01T00:00:00.000Z'],
    ['cannot be read', 'the day after tomorrow'],
    ['shows a year of five digits', '+012026-11-01T09:00:00.000Z'],
  ])('a clock that %s allows nothing that rests on pages', async (_, clock) => {
    const { post, close } = await served(clock)
    for (const [body, route] of [
      [{ query: 'What is the default of WARP_LIMIT?', intent: 'inform' }, 'answers'],
      [{ advice: { text: 'Set the warp drive to 7.' } }, 'verifications'],
    ] as const) {
      const reply = await post(body, route)
      if (reply.statusCode === 200) expect(reply.json().verdict.decision).not.toBe('allow')
      else expect(reply.json().decision).toBe('block')
    }
    await close()
  })

  test('a database that another program holds is a refusal, and nothing is lost of it', async () => {
    const { data, post, close } = await served()
    expect((await post(advice)).json().verdict.decision).toBe('allow')
    const other = new SqliteDatabase(join(data, 'plumbline.sqlite'))
    other.exec('begin immediate')
    const refused = await post(advice)
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({ code: 'store.locked', decision: 'block' })
    other.exec('rollback')
    other.close()
    expect((await post(advice)).json().verdict.decision).toBe('allow')
    await close()
  }, 60_000)
})
