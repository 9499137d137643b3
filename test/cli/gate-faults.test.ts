import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hookLine, unpreloaded } from '../../src/cli/gate/hooks.ts'
import { within } from '../../src/cli/gate/within.ts'
import { packageRoot } from '../../src/package-root.ts'
import { claudeCall, type HookRun, runHook } from '../support/gate.ts'
import { builtProgram, programIn } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'

let build: string

beforeAll(async () => {
  build = await builtProgram()
})

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) removeFolder(folder)
})

/** Tests that run at once clean up together. */
function folderForAll(): string {
  const folder = newFolder()
  folders.push(folder)
  return folder
}

const harmless = claudeCall('Bash', { command: 'ls -la' })

/** A refusal that no agent could take for anything else. */
function expectRefusal({ status, stderr, stdout }: HookRun): void {
  expect(status).toBe(2)
  expect(stderr.trim()).not.toBe('')
  if (stdout.trim() !== '')
    expect(JSON.parse(stdout).hookSpecificOutput.permissionDecision).toBe('deny')
}

describe.concurrent('what cannot be read is refused', () => {
  test.for([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['half an object', '{"hook_event_name": "PreToolUse", "tool_name": "Bash"'],
    ['a list', '[]'],
    ['null', 'null'],
    ['text', 'ls -la'],
    ['a shape of nobody', '{"tool": "bash", "args": {"command": "ls"}}'],
    ['another event', claudeCall('Bash', { command: 'ls' }).replace('PreToolUse', 'PostToolUse')],
    ['no tool', '{"hook_event_name": "PreToolUse", "tool_input": {}}'],
    ['no input', '{"hook_event_name": "PreToolUse", "tool_name": "Bash"}'],
    ['a shell without a command', claudeCall('Bash', {})],
    ['a command that is no text', claudeCall('Bash', { command: 7 })],
    ['an editor without a file', claudeCall('Write', { content: 'x' })],
    ['what is no valid shell', claudeCall('Bash', { command: 'if then "' })],
    ['10 MB', claudeCall('Bash', { command: `echo ${'x'.repeat(10_000_000)}` })],
    ['2 MB', claudeCall('Bash', { command: `echo ${'x'.repeat(2_000_000)}` })],
    [
      'arguments nested a million deep',
      `{"hook_event_name":"PreToolUse","tool_name":"x","tool_input":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`,
    ],
  ])('%s', async ([, input]) => {
    expectRefusal(await runHook(build, input ?? ''))
  })

  test('what is not UTF-8', async () => {
    const bytes = 'printf "%b" "\\xff\\xfe{}"'
    const command = ['sh', '-c', `${bytes} | ${process.execPath} ${programIn(build)} gate`]
    expectRefusal(await runHook(build, '', { command }))
  })

  test('input that never ends', async () => {
    expectRefusal(await runHook(build, harmless, { open: true }))
  })

  test.for([['--escalate', 'allow'], ['--frobnicate'], ['--env'], ['production']])(
    'arguments %s',
    async (args) => {
      expectRefusal(await runHook(build, harmless, { args }))
    },
  )
})

describe.concurrent('where the gate is set up wrong, everything is refused', () => {
  test.for(['missing.yaml', '', '{{{', 'rules: [{ id: 7 }]', '\0\0'])('policy %j', async (text) => {
    const file = join(folderForAll(), 'policy.yaml')
    if (text !== 'missing.yaml') writeFileSync(file, text)
    const environment = { PLUMBLINE_POLICY: file }
    expectRefusal(await runHook(build, harmless, { args: ['--policy', file] }))
    expectRefusal(await runHook(build, harmless, { environment }))
    const { stdout } = await runHook(build, '{"id": 1, "command": "ls"}\n', {
      args: ['--batch'],
      environment,
    })
    expect(JSON.parse(stdout)).toMatchObject({ id: 1, decision: 'block' })
  })

  test('a server without a key', async () => {
    expectRefusal(await runHook(build, harmless, { args: ['--server', 'http://127.0.0.1:9'] }))
    expectRefusal(
      await runHook(build, harmless, { environment: { PLUMBLINE_URL: 'http://127.0.0.1:9' } }),
    )
  })
})

describe.concurrent('where the gate itself breaks, everything is refused', () => {
  const preloaded = (code: string): NodeJS.ProcessEnv => ({
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
  })

  test.for([
    ['an exception beside the work', 'setTimeout(() => { throw new Error("crash") }, 250)'],
    [
      'a promise that nobody caught',
      'setTimeout(() => { Promise.reject(new Error("crash")) }, 250)',
    ],
    [
      'a broken engine',
      'JSON.parse = () => { throw new RangeError("Maximum call stack size exceeded") }',
    ],
    [
      'a grammar that cannot be compiled',
      'WebAssembly.instantiate = WebAssembly.compile = WebAssembly.instantiateStreaming = () => Promise.reject(new Error("no memory")); WebAssembly.Module = WebAssembly.Instance = class { constructor() { throw new Error("no memory") } }',
    ],
  ])('%s', async ([, code]) => {
    // The input comes late, so that the fault is there first.
    const late = `sleep 1; printf '%s' '${harmless}'`
    const command = ['sh', '-c', `{ ${late}; } | ${process.execPath} ${programIn(build)} gate`]
    expectRefusal(await runHook(build, '', { command, environment: preloaded(code ?? '') }))
  })

  test.for([
    ['the year 1970', 'Date.now = () => 0'],
    ['the year 9999', 'Date.now = () => 253402300799000'],
    ['no number', 'Date.now = () => NaN'],
  ])('a clock that says %s changes nothing', async ([, code]) => {
    const environment = preloaded(code ?? '')
    expectRefusal(
      await runHook(build, claudeCall('Bash', { command: 'rm -rf /srv' }), { environment }),
    )
    expect((await runHook(build, harmless, { environment })).status).toBe(0)
  })

  test.for([
    ['the bundle is empty', (folder: string) => writeFileSync(join(folder, 'gate.mjs'), '')],
    [
      'the bundle is cut off',
      (folder: string) => writeFileSync(join(folder, 'gate.mjs'), 'import { x'),
    ],
    ['the parser is not installed', (folder: string) => emptied(folder, 'web-tree-sitter')],
    [
      'the grammar is not installed',
      (folder: string) => emptied(folder, '@vscode/tree-sitter-wasm'),
    ],
    [
      'the grammar is cut off',
      (folder: string) => {
        const grammar = join('wasm', 'tree-sitter-bash.wasm')
        const whole = readFileSync(join(packageRoot, 'node_modules', wasm, grammar))
        const cut = emptied(folder, wasm, { './wasm/*': './wasm/*' })
        mkdirSync(join(cut, 'wasm'))
        writeFileSync(join(cut, grammar), whole.subarray(0, 1_000))
      },
    ],
  ] as const)('%s', async ([, breaks]) => {
    const folder = copyOf(build)
    breaks(folder)
    expectRefusal(await runHook(folder, harmless))
  })

  test('a disk that is full', async () => {
    const full = `${process.execPath} ${programIn(build)} gate >/dev/full`
    expectRefusal(await runHook(build, harmless, { command: ['sh', '-c', full] }))
    const batch = await runHook(build, '{"id": 1, "command": "ls"}\n', {
      command: ['sh', '-c', full.replace('gate >', 'gate --batch >')],
    })
    expect(batch.status).toBe(2)
  })

  test('a reader who has gone', async () => {
    const code = `'${process.execPath}' '${programIn(build)}' gate; echo "$?" >&2`
    const { stderr } = await runHook(build, harmless, {
      command: ['sh', '-c', `{ sleep 0.2; cat; } | { ${code}; } | true`],
    })
    expect(stderr.trim().endsWith('2')).toBe(true)
  })

  test('work that never ends is stopped', () => {
    expect(() =>
      within(50, () => {
        for (;;);
      }),
    ).toThrow(/timed out/)
    expect(within(1_000, () => 'done')).toBe('done')
  })
})

const wasm = '@vscode/tree-sitter-wasm'

/** Leaves nothing of a package that could be loaded, nor looked for further up; gives its folder. */
function emptied(folder: string, name: string, exports: object = {}): string {
  const place = join(folder, 'node_modules', name)
  rmSync(place)
  mkdirSync(place)
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name, exports }))
  return place
}

/** What the gate needs of a build, where it can be broken. */
function copyOf(from: string): string {
  const folder = folderForAll()
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  cpSync(join(from, 'gate.mjs'), join(folder, 'gate.mjs'))
  cpSync(join(from, 'src', 'cli'), join(folder, 'src', 'cli'), { recursive: true })
  mkdirSync(join(folder, 'node_modules', '@vscode'), { recursive: true })
  for (const name of ['web-tree-sitter', join('@vscode', 'tree-sitter-wasm')])
    symlinkSync(join(packageRoot, 'node_modules', name), join(folder, 'node_modules', name))
  return folder
}

test('a copy of a build works as long as nothing is broken', async () => {
  expect((await runHook(copyOf(build), harmless)).status).toBe(0)
})

describe.concurrent('the shell around the gate refuses what the gate no longer can', () => {
  const line = (program: string) =>
    hookLine({})
      .replace(/[^ ]*main\.[jt]s/, programIn(build))
      .replace(process.execPath, program)
  /** The line as it is, but for what keeps a fault from being put in. */
  const openLine = () => line(process.execPath).replace(unpreloaded, '')

  test.for([
    ['a missing interpreter', '/usr/lib/node-that-is-gone'],
    ['an interpreter that may not be run', '/etc/hostname'],
    ['an interpreter that fails', '/bin/false'],
  ])('%s', async ([, program]) => {
    expectRefusal(await runHook(build, harmless, { command: ['sh', '-c', line(program ?? '')] }))
  })

  test.for([
    ['is killed', 'process.kill(process.pid, "SIGKILL")'],
    ['crashes before it begins', 'throw new Error("crash")'],
    ['ends with another code', 'process.exit(1)'],
    ['ends with the code of a signal', 'process.exit(139)'],
  ])('a gate that %s', async ([, code]) => {
    const environment = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code ?? '')}`,
    }
    const command = ['sh', '-c', openLine()]
    expectRefusal(await runHook(build, harmless, { command, environment }))
  })

  test('too little memory', async () => {
    const environment = { NODE_OPTIONS: '--max-old-space-size=1 --max-semi-space-size=1' }
    const big = claudeCall('Bash', { command: `echo ${'x'.repeat(3_000_000)}` })
    expectRefusal(await runHook(build, big, { command: ['sh', '-c', openLine()], environment }))
  })

  test('what Node would load first is left out', async () => {
    const environment = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent('process.exit(0)')}`,
    }
    const call = claudeCall('Bash', { command: 'rm -rf /' })
    const command = ['sh', '-c', line(process.execPath)]
    expectRefusal(await runHook(build, call, { command, environment }))
  })

  test('and lets through what the gate lets through', async () => {
    const command = ['sh', '-c', line(process.execPath)]
    expect((await runHook(build, harmless, { command })).status).toBe(0)
    expectRefusal(await runHook(build, claudeCall('Bash', { command: 'rm -rf /' }), { command }))
  })
})
