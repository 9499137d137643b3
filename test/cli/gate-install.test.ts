import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { isHook } from '../../src/cli/gate/door.ts'
import { builtProgram, programEnvironment, programIn } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let build: string

beforeAll(async () => {
  build = await builtProgram()
})

/** Somebody's home, with settings of agents in it. */
function home(settings: Readonly<Record<string, unknown>> = {}) {
  const folder = temporaryFolder()
  const write = (file: string, value: unknown): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), typeof value === 'string' ? value : JSON.stringify(value))
  }
  for (const [file, value] of Object.entries(settings)) write(file, value)
  const gate = (...args: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [programIn(build), 'gate', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...programEnvironment(folder), SHELL: '/bin/sh' },
    })
  return {
    gate,
    write,
    read: (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')),
    path: (file: string) => join(folder, file),
  }
}

const claude = '.claude/settings.json'
const codex = '.codex/hooks.json'
const gemini = '.gemini/settings.json'

describe('installing', () => {
  test('keeps everything that is there, and is done once however often', () => {
    const lint = { matcher: 'Edit', hooks: [{ type: 'command', command: './lint.sh' }] }
    const mine = { model: 'opus', hooks: { PreToolUse: [lint], Stop: [] }, env: { SHOP: '1' } }
    const { gate, read } = home({ [claude]: mine })
    expect(gate('--install', 'claude', '--write').status).toBe(0)
    expect(gate('--install', 'claude', '--write', '--env', 'staging').status).toBe(0)
    const { hooks, ...rest } = read(claude)
    expect(rest).toEqual({ model: 'opus', env: { SHOP: '1' } })
    expect(hooks.Stop).toEqual([])
    expect(hooks.PreToolUse).toEqual([
      lint,
      {
        matcher: '*',
        hooks: [
          {
            type: 'command',
            command: expect.stringContaining('gate --defer --env staging; code=$?'),
            timeout: 15,
            onFailure: 'block',
          },
        ],
      },
    ])
  })

  test('prints unless it is to write', () => {
    const { gate, path } = home()
    const { stdout, stderr } = gate('--install', 'gemini')
    expect(JSON.parse(stdout).hooks.BeforeTool[0].hooks[0]).toMatchObject({
      name: 'plumbline-gate',
      timeout: 15_000,
    })
    expect(stderr).toContain(path(gemini))
  })

  test.each(['{', '[]', '{"hooks": []}', '{"hooks": {"PreToolUse": {}}}'])(
    'leaves settings alone that it cannot read: %s',
    (text) => {
      const { gate, path } = home({ [codex]: text })
      const { status, stderr } = gate('--install', 'codex', '--write')
      expect([status, stderr]).toEqual([2, expect.stringContaining(path(codex))])
      expect(readFileSync(path(codex), 'utf8')).toBe(text)
    },
  )

  test('says in the line what the environment says now: some agents keep it from their hooks', () => {
    const { gate } = home()
    const server = ['--server', 'https://plumbline.shop.example']
    const trust = ['--keys', '/etc/shop/keys.json', '--as', 'agent-deploy']
    const { stdout } = gate('--install', 'codex', ...server, ...trust)
    expect(JSON.parse(stdout).hooks.PreToolUse[0].hooks[0].command).toContain(
      'gate --defer --server https://plumbline.shop.example --keys /etc/shop/keys.json --as agent-deploy;',
    )
  })

  test('names the agents that it knows', () => {
    const { status, stderr } = home().gate('--install', 'copilot')
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/'copilot' is invalid.*claude, codex, gemini/),
    ])
  })
})

describe('the self-test', () => {
  test('runs the installed hook as the agent would, and proves that it blocks', () => {
    const { gate, path } = home()
    gate('--install', 'claude', '--write')
    const { status, stdout } = gate('--self-test', '--settings', path(claude))
    expect(stdout).toContain('ok   Claude Code: refuses kubectl delete namespace production')
    expect(stdout).toContain('ok   Claude Code: lets through git status')
    expect([status, stdout]).toEqual([0, expect.not.stringContaining('FAIL')])
  })

  const hook = (command: string, matcher = '*') => ({
    matcher,
    hooks: [{ type: 'command', command }],
  })
  const denying = `sh -c 'cat >/dev/null; echo no >&2; exit 2' plumbline-gate`

  test.each([
    ['nothing is installed', {}, 'no agent has the gate installed'],
    [
      'its program is gone',
      { [claude]: { hooks: { PreToolUse: [hook('/usr/bin/nodes /opt/plumbline/main.js gate')] } } },
      'refuses rm -rf /: it was let through (exit code 127)',
    ],
    [
      'its faults are waved through',
      { [gemini]: { hooks: { BeforeTool: [hook('plumbline gate || true')] } } },
      'refuses rm -rf /: it was let through (exit code 0)',
    ],
    [
      'it refuses whatever comes',
      { [codex]: { hooks: { PreToolUse: [hook(denying)] } } },
      'lets through ls -la: it was refused (exit code 2)',
    ],
    [
      'it refuses without a reason',
      { [codex]: { hooks: { PreToolUse: [hook(`sh -c 'exit 2' plumbline-gate`)] } } },
      'refused without a reason',
    ],
    [
      'it is asked for some tools alone',
      { [claude]: { hooks: { PreToolUse: [hook(denying, 'Edit|Write')] } } },
      'matcher Edit|Write leaves out Bash',
    ],
    [
      'hooks are turned off',
      { [claude]: { disableAllHooks: true, hooks: { PreToolUse: [hook(denying)] } } },
      'its settings turn hooks off',
    ],
    [
      'this hook is turned off',
      {
        [gemini]: {
          hooksConfig: { disabled: ['plumbline-gate'] },
          hooks: { BeforeTool: [hook(denying)] },
        },
      },
      'its settings turn hooks off',
    ],
  ])('fails where %s', (_, settings, why) => {
    const { status, stdout } = home(settings).gate('--self-test')
    expect([status, stdout]).toEqual([2, expect.stringContaining(why)])
  })

  test('fails for a file that is not there, or that holds no hook', () => {
    const { gate, path } = home({ [claude]: { model: 'opus' } })
    const runs = [claude, codex].map((file) => gate('--self-test', '--settings', path(file)))
    expect(runs.map(({ status }) => status)).toEqual([2, 2])
  })
})

test.each([
  [['gate'], true],
  [['gate', '--batch', '--env', 'staging'], true],
  [['gate', '--frobnicate'], true],
  [['gate', '--help'], false],
  [['gate', '--install', 'claude'], false],
  [['gate', '--self-test'], false],
  [['check'], false],
  [[], false],
])('%j is a hook: %s', (args, expected) => {
  expect(isHook(['node', 'main.js', ...args])).toBe(expected)
})
