import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHook } from '../support/gate.ts'
import { builtProgram } from '../support/program.ts'
import { newFolder, removeFolder } from '../support/temporary-folder.ts'
import { harbour } from '../verdicts/policy/harbour.ts'

const folder = newFolder()
let build: string

beforeAll(async () => {
  build = await builtProgram()
  const later = harbour
    .replace('from: fri 16:00', 'from: sun 00:00')
    .replace('until: mon 08:00', 'until: sun 00:01')
    // Its rule for the night would decide otherwise by the hour at which this runs: it holds of the night of its example alone.
    .replace('now.getHours("Europe/Lisbon") < 6', 'now < timestamp("2026-11-03T06:00:00Z")')
  writeFileSync(join(folder, 'harbour.yaml'), later)
  writeFileSync(join(folder, 'report.yaml'), 'version: 1\nname: harbour\nmode: report\n')
})
afterAll(() => removeFolder(folder))

async function decided(policy: string, command: string, environment?: string) {
  const line = `${JSON.stringify({ id: 1, command, environment })}\n`
  const args = ['--batch', '--policy', join(folder, policy)]
  const { stdout } = await runHook(build, line, { args })
  const { decision, reasons }: { decision: string; reasons: readonly { code: string }[] } =
    JSON.parse(stdout)
  return [decision, ...new Set(reasons.map(({ code }) => code))]
}

test.for([
  ['reading', 'harbour.yaml', 'kubectl --context main get pods', ['allow']],
  [
    'what is critical',
    'harbour.yaml',
    'kubectl --context main rollout restart deploy/api',
    ['escalate', 'action.critical-system', 'action.state-changing'],
  ],
  [
    'a rule',
    'harbour.yaml',
    `psql -d ledger -c 'DROP TABLE ledger'`,
    ['block', 'action.destructive', 'policy.rule'],
  ],
  [
    'a profile of an environment',
    'harbour.yaml',
    'kubectl --context playground delete deploy/api',
    ['warn', 'action.destructive'],
  ],
  [
    'the strictest, where nobody can tell',
    'harbour.yaml',
    'kubectl delete deploy/api',
    ['escalate', 'action.destructive'],
  ],
  ['report mode', 'report.yaml', 'kubectl delete ns payments', ['warn', 'action.environment-wide']],
  [
    'the gate itself, in report mode',
    'report.yaml',
    'rm plumbline.yaml',
    ['block', 'action.guard-tampered'],
  ],
] as const)('a policy decides in the gate: %s', async ([, policy, command, expected]) => {
  expect(await decided(policy, command)).toEqual(expected)
})

test('what is declared and what it does differ', async () => {
  expect(await decided('report.yaml', 'kubectl --context prod get pods', 'staging')).toEqual([
    'warn',
    'action.environment-mismatch',
  ])
})
