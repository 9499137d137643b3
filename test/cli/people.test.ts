import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { builtProgram, runProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let build: string
beforeAll(async () => {
  build = await builtProgram()
})

const principals = `principals:
  - { id: agent-deploy, kind: agent, scopes: [agent] }
  - { id: ana, kind: person, scopes: [senior-approver] }
`

function company(more = '') {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'plumbline.yaml'), principals + more)
  return (...args: readonly string[]) =>
    runProgram(build, args, { cwd, data: join(cwd, '.plumbline') })
}

test('a person is invited, listed and forgotten', () => {
  const run = company('signIn: { url: "https://plumbline.harbour.example" }\n')
  const invited = run('people', 'invite', 'ana', '--minutes', '5')
  expect(invited.stderr).toBe('')
  expect(invited.stdout).toMatch(/^(?:[2-9A-Z]{5}-){3}[2-9A-Z]{5}\nGood once, until /)
  expect(invited.stdout).toContain('https://plumbline.harbour.example/sign-in/first')
  expect(run('people', 'list').stdout).toBe('ana  no password, invited, 0 open sessions\n')
  expect(run('people', 'sign-out', 'ana').stdout).toBe('0 sessions ended\n')
  expect(run('people', 'forget', 'ana').status).toBe(0)
  expect(run('people', 'list').stdout).toBe('ana  no password, 0 open sessions\n')
})

test.each([
  [['people', 'invite', 'agent-deploy'], '`plumbline keys create agent-deploy` makes it a key'],
  [['people', 'invite', 'zoe'], 'add { id: zoe, kind: person, scopes: [approver] } there'],
  [['people', 'invite', 'ana', '--minutes', 'long'], 'good for 1 to 1440 minutes'],
  [['people', 'approve', 'apr_1'], 'unknown command'],
  [['approve', 'apr_1'], 'unknown command'],
] as const)('%j does nothing', (args, why) => {
  const { status, stderr } = company()(...args)
  expect(status).not.toBe(0)
  expect(stderr).toContain(why)
})
