import { beforeAll, describe, expect, test } from 'vitest'
import { claudeCall, codexCall, geminiCall, runHook } from '../support/gate.ts'
import { builtProgram } from '../support/program.ts'

let build: string

beforeAll(async () => {
  build = await builtProgram()
})

const bash = (command: string) => claudeCall('Bash', { command, description: 'Does it' })

describe.concurrent('each agent is answered in its own way, and by the exit code', () => {
  test.for([
    ['Claude Code', bash('kubectl delete namespace production')],
    [
      'Claude Code, a file',
      claudeCall('Write', { file_path: '/home/ana/shop/.claude/settings.json', content: '{}' }),
    ],
    ['Codex', codexCall('Bash', { command: 'terraform destroy -auto-approve' })],
    [
      'Codex, a patch',
      codexCall('apply_patch', {
        command: '*** Begin Patch\n*** Update File: .codex/hooks.json\n@@\n-a\n+b\n*** End Patch',
      }),
    ],
  ])('%s: denied', async ([, call]) => {
    const { status, stdout, stderr } = await runHook(build, call ?? '')
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'deny',
        permissionDecisionReason: stderr.trim(),
      },
    })
    expect(stderr).toMatch(/^plumbline gate: refused/)
  })

  test('Gemini CLI: denied', async () => {
    const call = geminiCall('run_shell_command', { command: 'psql -c "DROP DATABASE shop"' })
    const { status, stdout, stderr } = await runHook(build, call)
    expect(status).toBe(2)
    expect(JSON.parse(stdout)).toEqual({ decision: 'deny', reason: stderr.trim() })
  })

  test('Claude Code: allowed, granted or left to its own rules', async () => {
    const granted = await runHook(build, bash('git status'))
    expect(granted.status).toBe(0)
    expect(JSON.parse(granted.stdout)).toMatchObject({
      hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'allow' },
    })
    const deferred = await runHook(build, bash('git status'), { args: ['--defer'] })
    expect([deferred.status, deferred.stdout.trim()]).toEqual([0, '{}'])
  })

  test('Codex: allowed without a word, for it takes the word for a fault', async () => {
    const { status, stdout } = await runHook(build, codexCall('Bash', { command: 'ls -la' }))
    expect([status, stdout.trim()]).toEqual([0, '{}'])
  })

  test('Gemini CLI: allowed with a warning', async () => {
    const call = geminiCall('run_shell_command', { command: './deploy.sh', directory: 'scripts' })
    const { status, stdout } = await runHook(build, call)
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      decision: 'allow',
      systemMessage: expect.stringContaining('action.unknown-program'),
    })
  })

  test('what people must decide is asked only where that was wanted and somebody is there', async () => {
    const drop = 'git push --force origin main'
    const decisions = await Promise.all([
      runHook(build, bash(drop)),
      runHook(build, bash(drop), { args: ['--escalate', 'ask'] }),
      runHook(build, claudeCall('Bash', { command: drop }, 'bypassPermissions'), {
        args: ['--escalate', 'ask'],
      }),
      runHook(build, codexCall('Bash', { command: drop }), { args: ['--escalate', 'ask'] }),
      runHook(build, bash('terraform destroy'), { args: ['--escalate', 'ask'] }),
    ])
    expect(
      decisions.map(({ status, stdout }) => [
        status,
        JSON.parse(stdout).hookSpecificOutput.permissionDecision,
      ]),
    ).toEqual([
      [2, 'deny'],
      [0, 'ask'],
      [2, 'deny'],
      [2, 'deny'],
      [2, 'deny'],
    ])
  })
})

describe.concurrent('in batch', () => {
  test('every line is answered in its order, a bad one is blocked and the rest goes on', async () => {
    const lines = [
      '{"id": "list", "command": "ls"}',
      'no JSON',
      '{"id": 2, "command": "kubectl delete ns payments", "environment": "production"}',
      '',
      '{"id": "none"}',
      '[]',
      '{"id": "restart", "command": "kubectl rollout restart deploy/payments"}',
      `{"id": "long", "command": "echo ${'x'.repeat(1_100_000)}"}`,
      '{"id": "env", "command": "ls", "environment": 7}',
      '{"id": {"a": 1}, "command": "ls"}',
      '{"id": "last", "command": "rm -rf /srv/data"}',
    ]
    const { status, stdout } = await runHook(build, lines.join('\n'), { args: ['--batch'] })
    expect(status).toBe(0)
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers.map(({ id, decision, class: gravest }) => [id, decision, gravest])).toEqual([
      ['list', 'allow', 'D0'],
      [null, 'block', 'X2'],
      [2, 'block', 'D5'],
      ['none', 'block', 'X2'],
      [null, 'block', 'X2'],
      ['restart', 'warn', 'D2'],
      [null, 'block', 'X2'],
      ['env', 'block', 'X2'],
      [null, 'allow', 'D0'],
      ['last', 'escalate', 'D4'],
    ])
    expect(answers[2].reasons).toEqual([
      {
        code: 'action.environment-wide',
        message: expect.stringContaining('deletes the namespace'),
      },
    ])
  })

  test('nothing is lost where the reader is slow', async () => {
    const lines = Array.from({ length: 5_000 }, (_, id) => JSON.stringify({ id, command: 'ls' }))
    const slowly = `${process.execPath} ${build}/src/cli/main.js gate --batch | { sleep 1; cat; }`
    const { stdout } = await runHook(build, lines.join('\n'), { command: ['sh', '-c', slowly] })
    const ids = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    expect(ids).toEqual(lines.map((_, id) => id))
  })
})
