import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtProgram, runProgram } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { harbour } from '../verdicts/policy/harbour.ts'

const folder = newFolder()
let build: string

beforeAll(async () => {
  build = await builtProgram()
  writeFileSync(join(folder, 'harbour.yaml'), harbour)
  writeFileSync(
    join(folder, 'plumbline.yaml'),
    'policy: harbour.yaml\nprincipals: [{ id: rui, kind: agent, scopes: [agent], groups: [group:newcomers] }]\n',
  )
})
afterAll(() => removeFolder(folder))

const policy = (...args: readonly string[]) =>
  runProgram(build, ['policy', ...args], { cwd: folder, data: join(folder, 'data') })
const failing = harbour.replace(
  '{ intent: act, now: 2026-11-03T13:00:00Z }',
  '{ intent: act, now: 2026-11-03T02:00:00Z }',
)

describe('plumbline policy test', () => {
  test.each([
    ['every example holds', harbour, 0, 'harbour: 3 rules, 7 examples, all hold'],
    ['one does not', failing, 1, 'the rule matches an example that it must not match'],
    [
      'a class that is another',
      harbour.replace('class: D2 }]', 'class: D3 }]'),
      1,
      'kubectl delete pod web-1 is stated to be D3, and is D2',
    ],
    [
      'a policy that cannot be read',
      'version: 1\nnam: x\n',
      2,
      'the policy has no nam; did you mean name?',
    ],
  ])('%s', (_, text, status, said) => {
    writeFileSync(join(folder, 'tried.yaml'), text)
    const run = policy('test', 'tried.yaml')
    expect([run.status, run.stdout + run.stderr]).toEqual([status, expect.stringContaining(said)])
  })

  test('without a file it tries the configured one', () => {
    expect(policy('test').stdout).toContain('harbour: 3 rules')
  })
})

describe('plumbline policy show', () => {
  test('tells what holds for whom, and where', () => {
    const anywhere = policy('show').stdout
    expect(anywhere).toContain(
      'harbour for whoever no profile names in an environment that cannot be told',
    )
    expect(anywhere).toMatch(/^ {2}D3 {2}escalate \(2, 1 senior\)$/m)
    const sandbox = policy('show', '--env', 'playground', '--as', 'rui').stdout
    expect(sandbox).toMatch(/^ {2}D3 {2}warn$/m)
    expect(sandbox).toContain('newcomers-ask: warn')
    expect(sandbox).toContain(
      'fri 16:00 to mon 08:00 (Europe/Lisbon), everywhere: nobody is here at the weekend',
    )
  })

  test('as JSON', () => {
    expect(JSON.parse(policy('show', '--json').stdout)).toMatchObject({
      name: 'harbour',
      mode: 'enforce',
    })
  })

  test('somebody who is not configured', () => {
    const run = policy('show', '--as', 'nobody')
    expect([run.status, run.stderr]).toEqual([
      2,
      expect.stringContaining('no principal nobody is configured; there are rui'),
    ])
  })
})
