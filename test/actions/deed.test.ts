import { beforeAll, describe, expect, test } from 'vitest'
import { classifier } from '../../src/actions/classify.ts'
import { type Classify, classifyDeed } from '../../src/actions/deed.ts'
import type { Deed } from '../../src/domain/deed.ts'
import { verdictOf } from '../../src/domain/verdict.ts'
import { reasonsForAction } from '../../src/verdicts/action-reasons.ts'

let classify: Classify

beforeAll(async () => {
  classify = await classifier()
})

const decide = (deed: Deed) =>
  verdictOf(reasonsForAction(classifyDeed(deed, {}, classify), { bare: true })).decision

const write = (path: string, content: string | null = null): Deed => ({
  is: 'writes',
  tool: 'Write',
  files: [{ names: [path], does: 'writes', content }],
})
const remove = (path: string): Deed => ({
  is: 'writes',
  tool: 'apply_patch',
  files: [{ names: [path], does: 'removes', content: null }],
})
const beside = (beside: unknown): Deed => ({
  ...({ is: 'command', tool: 'mcp__box__edit', command: 'ls', known: false } as const),
  beside,
})
const foreign = (tool: string, input: unknown): Deed => ({ is: 'tool', tool, input })

describe('an editor is judged as the shell would be', () => {
  test.each<[Deed, string]>([
    [write('/home/ana/shop/src/pool.ts', 'export const POOL = 20'), 'allow'],
    [write("/home/ana/it's here.md"), 'allow'],
    [write('/home/ana/shop/.claude/settings.json', '{}'), 'block'],
    [write('.codex/hooks.json'), 'block'],
    [write('/home/ana/.gemini/settings.json'), 'block'],
    [write('/srv/shop/plumbline.yaml'), 'block'],
    [write('/srv/shop/.plumbline/keys/signing.pem'), 'block'],
    [write('/home/ana/.claude/agents/reviewer.md'), 'allow'],
    [write('/etc/hosts'), 'escalate'],
    [write('/home/ana/.ssh/authorized_keys'), 'escalate'],
    [write('deploy.sh', '#!/bin/sh\nkubectl apply -f shop.yaml\n'), 'allow'],
    [write('deploy.sh', '#!/bin/sh\nterraform destroy -auto-approve\n'), 'warn'],
    [write('tools/clean', '#!/usr/bin/env bash\nrm -rf /srv/data\n'), 'warn'],
    [write('docs/clean.md', 'Never run `rm -rf /srv/data`.'), 'allow'],
    [remove('src/pool.ts'), 'warn'],
    [remove('/srv/backups/orders.dump'), 'escalate'],
    [remove('.claude/settings.json'), 'block'],
  ])('%j: %s', (deed, expected) => {
    expect(decide(deed)).toBe(expected)
  })
})

describe('a tool that nobody knows is judged like an unknown program', () => {
  test.each<[Deed, string]>([
    [foreign('mcp__tickets__get_issue', { id: 12 }), 'warn'],
    [
      foreign('mcp__tickets__create_issue', { title: 'Restart', body: 'We ran `rm -rf /srv`.' }),
      'warn',
    ],
    [foreign('mcp__github__delete_repository', { name: 'shop' }), 'escalate'],
    [foreign('mcp__k8s__resources_delete', { kind: 'Namespace', name: 'shop' }), 'escalate'],
    [foreign('mcp__db__execute', { sql: 'DROP TABLE orders' }), 'escalate'],
    [foreign('mcp__db__execute', { sql: 'SELECT * FROM orders' }), 'warn'],
    [foreign('mcp__db__execute', { queries: ['SELECT 1', 'TRUNCATE orders'] }), 'escalate'],
    [foreign('mcp__db__execute', { query: { text: ['DROP TABLE orders'] } }), 'escalate'],
    [foreign('mcp__k8s__kubectl', { args: ['delete', 'ns', 'shop'] }), 'block'],
    [foreign('mcp__k8s__kubectl', { args: ['get', 'ns', 'shop'] }), 'warn'],
    [foreign('mcp__infra__run', { steps: [{ script: 'terraform destroy' }] }), 'block'],
    [
      foreign('mcp__http__send', { method: 'DELETE', url: 'https://shop.example/orders' }),
      'escalate',
    ],
    [foreign('mcp__http__send', { method: 'GET', url: 'https://shop.example/orders' }), 'warn'],
    [foreign('mcp__files__write_file', { path: '.claude/settings.json', content: '{}' }), 'block'],
    [foreign('mcp__files__read_file', { path: '.claude/settings.json' }), 'warn'],
    [{ is: 'command', tool: 'mcp__box__run', command: 'ls', known: false }, 'allow'],
    [{ is: 'command', tool: 'mcp__box__reset', command: 'ls', known: false }, 'escalate'],
    [beside({ path: '.claude/settings.json', file_text: '{}' }), 'block'],
    [beside({ script: 'terraform destroy' }), 'block'],
    [beside({ cwd: '/home/ana/shop', timeout: 10 }), 'allow'],
    [{ is: 'reads', tool: 'Read' }, 'allow'],
    [{ is: 'unseen', tool: 'Bash', why: 'Bash was given no command to read' }, 'escalate'],
  ])('%j: %s', (deed, expected) => {
    expect(decide(deed)).toBe(expected)
  })
})
