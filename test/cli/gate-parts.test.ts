import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerFor } from '../../src/cli/gate/answer.ts'
import { runBatch } from '../../src/cli/gate/batch.ts'
import { agents, readCall } from '../../src/cli/gate/call.ts'
import type { Outcome } from '../../src/cli/gate/outcome.ts'
import { patchedFiles } from '../../src/cli/gate/patch.ts'
import { deedOf, folderOf } from '../../src/cli/gate/tools.ts'
import { decisions } from '../../src/domain/verdict.ts'
import { claudeCall, codexCall, geminiCall } from '../support/gate.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const call = (text: string) => readCall(JSON.parse(text))
const deed = (text: string) => deedOf(call(text))
const command = (text: string) => expect.objectContaining({ is: 'command', command: text })
const writes = (path: string, does = 'writes') =>
  expect.objectContaining({
    is: 'writes',
    files: [expect.objectContaining({ does, names: expect.arrayContaining([path]) })],
  })
const patch = (...lines: readonly string[]) =>
  ['*** Begin Patch', ...lines, '*** End Patch'].join('\n')

describe('whose call it is, is told by its shape', () => {
  test.each([
    ['claude', claudeCall('Bash', { command: 'ls' })],
    ['codex', codexCall('Bash', { command: 'ls' })],
    ['gemini', geminiCall('run_shell_command', { command: 'ls' })],
  ])('%s', (agent, text) => {
    expect(call(text).agent).toBe(agent)
  })

  test('whatever else comes is thrown back, and whatever is read can be judged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (input, tool) => {
        try {
          readCall(input)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
        if (tool === '') return
        const made = deed(claudeCall(tool, input))
        expect(['command', 'writes', 'reads', 'tool', 'unseen']).toContain(made.is)
      }),
    )
  })
})

describe('what a tool does', () => {
  test.each([
    ['Bash', claudeCall('Bash', { command: 'make test' }), command('make test')],
    [
      'Codex’s shell of old',
      codexCall('shell', { command: ['bash', '-lc', "echo 'a b'"] }),
      command(String.raw`bash -lc 'echo '\''a b'\'''`),
    ],
    [
      'exec_command',
      codexCall('exec_command', { cmd: 'npm test', workdir: 'web' }),
      command('npm test'),
    ],
    [
      'typing into a shell',
      codexCall('write_stdin', { session_id: 1, chars: 'rm -rf /srv\n' }),
      command('rm -rf /srv\n'),
    ],
    [
      'Enter and interrupts in a terminal',
      codexCall('write_stdin', { session_id: 1, chars: 'ls\r\u0003rm -rf /srv\r' }),
      command('ls\n\nrm -rf /srv\n'),
    ],
    [
      'a part of a line that another call could end',
      codexCall('write_stdin', { session_id: 1, chars: 'rm -r' }),
      expect.objectContaining({ is: 'unseen' }),
    ],
    [
      'looking whether a terminal has said something',
      codexCall('write_stdin', { session_id: 1, chars: '' }),
      command(''),
    ],
    [
      'Gemini’s shell',
      geminiCall('run_shell_command', { command: 'ls', dir_path: 'web' }),
      command('ls'),
    ],
    [
      'a shell of a server',
      claudeCall('mcp__box__run', { command: 'ls' }),
      expect.objectContaining({ is: 'command', known: false }),
    ],
    [
      'a tool of a server that is handed more than a command',
      claudeCall('mcp__box__edit', { command: 'create', path: '.claude/settings.json' }),
      expect.objectContaining({ is: 'command', beside: { path: '.claude/settings.json' } }),
    ],
    [
      'a shell with two commands, of which it runs one',
      codexCall('exec_command', { command: 'ls', cmd: 'terraform destroy' }),
      expect.objectContaining({ is: 'unseen' }),
    ],
    ['Write', claudeCall('Write', { file_path: '/srv/a.txt', content: 'x' }), writes('/srv/a.txt')],
    [
      'Edit',
      claudeCall('Edit', { file_path: 'src/a.ts', old_string: 'a', new_string: 'b' }),
      writes('/home/ana/shop/src/a.ts'),
    ],
    [
      'MultiEdit',
      claudeCall('MultiEdit', {
        file_path: '/srv/a.txt',
        edits: [{ old_string: 'a', new_string: 'b' }],
      }),
      writes('/srv/a.txt'),
    ],
    [
      'NotebookEdit',
      claudeCall('NotebookEdit', { notebook_path: '/srv/a.ipynb', new_source: '1' }),
      writes('/srv/a.ipynb'),
    ],
    [
      'replace',
      geminiCall('replace', { file_path: '/srv/a.txt', old_string: 'a', new_string: 'b' }),
      writes('/srv/a.txt'),
    ],
    [
      'an editor with commands',
      claudeCall('str_replace_based_edit_tool', {
        command: 'create',
        path: '/srv/a.txt',
        file_text: 'x',
      }),
      writes('/srv/a.txt'),
    ],
    [
      'a patch',
      codexCall('apply_patch', { command: patch('*** Update File: src/a.ts', '@@', '-a', '+b') }),
      writes('/home/ana/shop/src/a.ts'),
    ],
    [
      'a patch in words',
      codexCall('apply_patch', { command: ['apply_patch', patch('*** Delete File: a.txt')] }),
      writes('a.txt', 'removes'),
    ],
    [
      'a patch of nothing',
      codexCall('apply_patch', { command: 'nonsense' }),
      expect.objectContaining({ is: 'unseen' }),
    ],
    ['Read', claudeCall('Read', { file_path: '/srv/a.txt' }), { is: 'reads', tool: 'Read' }],
    [
      'an editor that views',
      claudeCall('str_replace_editor', { command: 'view', path: '/srv/a.txt' }),
      { is: 'reads', tool: 'str_replace_editor' },
    ],
    [
      'grep_search',
      geminiCall('grep_search', { pattern: 'rm' }),
      { is: 'reads', tool: 'grep_search' },
    ],
    [
      'a reader of a server',
      claudeCall('mcp__files__read', { path: 'a' }),
      expect.objectContaining({ is: 'tool' }),
    ],
    [
      'a tool of tomorrow',
      claudeCall('Teleport', { to: 'prod' }),
      expect.objectContaining({ is: 'tool' }),
    ],
    [
      'a shell that says nothing',
      claudeCall('Bash', { description: 'x' }),
      expect.objectContaining({ is: 'unseen' }),
    ],
  ])('%s', (_, text, expected) => {
    expect(deed(text)).toEqual(expected)
  })

  test('a command runs where its own folder says', () => {
    expect(folderOf(call(codexCall('exec_command', { cmd: 'ls', workdir: 'web' })))).toBe(
      '/home/ana/shop/web',
    )
    expect(folderOf(call(codexCall('exec_command', { cmd: 'ls' })))).toBe('/home/ana/shop')
  })

  test('a link is known by what it leads to', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, '.claude'))
    writeFileSync(join(folder, '.claude', 'settings.json'), '{}')
    symlinkSync(join(folder, '.claude'), join(folder, 'notes'))
    const made = deed(claudeCall('Write', { file_path: join(folder, 'notes', 'settings.json') }))
    expect(made).toEqual(writes(join(folder, '.claude', 'settings.json')))
  })
})

test('a patch names its files, in either form', () => {
  const own = patch(
    '*** Add File: docs/new page.md',
    '+x',
    '*** Update File: a.ts',
    '*** Move to: b.ts',
    '*** Delete File: c.ts',
  )
  expect(patchedFiles(own)).toEqual([
    { path: 'docs/new page.md', does: 'writes' },
    { path: 'a.ts', does: 'writes' },
    { path: 'c.ts', does: 'removes' },
    { path: 'b.ts', does: 'writes' },
  ])
  const unified =
    '--- a/plumbline.yaml\n+++ b/plumbline.yaml\n@@ -1 +1 @@\n-a\n+b\n--- /dev/null\n+++ b/new.ts\n'
  expect(patchedFiles(unified).map(({ path }) => path)).toEqual([
    'plumbline.yaml',
    'plumbline.yaml',
    'new.ts',
  ])
})

describe('whatever is not allowed is denied by both, output and exit code', () => {
  const outcome = (decision: Outcome['decision']): Outcome => ({
    decision,
    class: 'D3',
    reasons: [],
  })
  const modes = ['default', 'acceptEdits', 'plan', 'bypassPermissions', 'dontAsk', 'auto', null]

  test.each(
    decisions.flatMap((decision) =>
      agents.flatMap((agent) => modes.map((mode) => [decision, agent, mode] as const)),
    ),
  )('%s for %s in mode %s', (decision, agent, mode) => {
    for (const escalate of ['deny', 'ask'] as const)
      for (const defer of [true, false]) {
        const { exitCode, json, reason } = answerFor(
          agent,
          outcome(decision),
          { escalate, defer },
          mode,
        )
        const text = JSON.stringify(json)
        const asks =
          decision === 'escalate' &&
          escalate === 'ask' &&
          agent === 'claude' &&
          ['default', 'acceptEdits', 'plan'].includes(mode ?? '')
        const passes = decision === 'allow' || decision === 'warn'
        expect(exitCode).toBe(passes || asks ? 0 : 2)
        expect(text.includes('"deny"')).toBe(!passes && !asks)
        expect(text.includes('"ask"')).toBe(asks)
        expect(text.includes('"allow"')).toBe(passes && !defer && agent !== 'codex')
        if (exitCode === 2) expect(reason).toMatch(/^plumbline gate: refused/)
      }
  })
})

test('in batch every line that says anything gets one answer, in its order, however it is cut', async () => {
  const line = fc.oneof(
    fc.record({ id: fc.integer(), command: fc.string() }).map((row) => JSON.stringify(row)),
    fc.string().map((text) => text.replaceAll('\n', ' ')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 40 }), async (lines, size) => {
      const bytes = Buffer.from(lines.join('\n'))
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      )
      const output = new PassThrough({ highWaterMark: 1_000_000 })
      await runBatch(Readable.from(chunks, { objectMode: true }), output, null, async () => ({
        decision: 'allow',
        class: 'D0',
        reasons: [],
      }))
      output.end()
      const answers = (await output.toArray())
        .join('')
        .split('\n')
        .filter((text) => text !== '')
      const written = lines.filter((text) => /[^ \t\r]/.test(text))
      const ids = written.map((text) => {
        try {
          const row = JSON.parse(text)
          return typeof row?.id === 'number' ? row.id : null
        } catch {
          return null
        }
      })
      expect(answers.map((text) => JSON.parse(text).id)).toEqual(ids)
    }),
  )
})
