import { describe, expect, test } from 'vitest'
import { classifyAction } from '../../src/actions/classify.ts'

const base = { command: 'kubectl delete ns payments', workingDirectory: '/srv', role: 'dev' }
const digest = async (given: Parameters<typeof classifyAction>[0]) =>
  (await classifyAction(given)).digest

describe('the digest', () => {
  test('is the same for the same action', async () => {
    expect(await digest(base)).toBe(await digest({ ...base }))
    const ordered = await digest({ ...base, target: { a: 1, b: 2 } })
    expect(await digest({ ...base, target: { b: 2, a: 1 } })).toBe(ordered)
  })

  test.each([
    ['command', { command: 'kubectl delete ns orders' }],
    ['pipe', { command: 'kubectl delete ns payments | tee log' }],
    ['redirection', { command: 'kubectl delete ns payments > log' }],
    ['folder', { workingDirectory: '/tmp' }],
    ['role', { role: 'admin' }],
    ['environment', { environment: 'production' }],
    ['target', { target: { resource: 'x' } }],
  ])('changes with the %s', async (_, other) => {
    expect(await digest({ ...base, ...other })).not.toBe(await digest(base))
  })
})

test('a command is found at its span', async () => {
  const command = 'ls && kubectl delete ns payments; ls'
  const { commands } = await classifyAction({ command })
  expect(commands.map(({ span }) => command.slice(...span))).toEqual([
    'ls',
    'kubectl delete ns payments',
    'ls',
  ])
  expect(commands[1]?.argv).toEqual(['kubectl', 'delete', 'ns', 'payments'])
})

test('what is nested is found at the outer command', async () => {
  const command = "ls; bash -c 'rm -rf data'"
  const { commands } = await classifyAction({ command })
  expect(commands.map(({ span }) => command.slice(...span))).toContain("bash -c 'rm -rf data'")
})

test('prose in place of a command is prose', async () => {
  const { commands } = await classifyAction({ command: 'delete and recreate the environment' })
  expect(commands.map((each) => each.class)).toContain('D5')
})

test.each([
  'gpg --passphrase Tr4vel-light -d orders.gpg',
  'az login --service-principal -u shop -p Tr4vel-light --tenant acme',
  'launch-ledger --password Tr4vel-light',
])('what %s does is told without its secret', async (command) => {
  const { commands } = await classifyAction({ command })
  expect(commands.map(({ effect }) => effect).join()).not.toContain('Tr4vel-light')
})
