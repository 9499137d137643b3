import { describe, expect, test } from 'vitest'
import { fencesIn } from '../../src/actions/fences.ts'
import { markedCommands } from '../../src/actions/marked.ts'
import { destructiveProse } from '../../src/actions/prose.ts'
import { classifyText } from '../../src/actions/text.ts'

describe('prose', () => {
  test.each([
    ['Delete and recreate the environment.', 'D5'],
    ['To fix it, just recreate production.', 'D5'],
    ['Then drop the database and re-seed.', 'D5'],
    ['Just drop and re-seed.', 'D5'],
    ['You can wipe the cluster.', 'D5'],
    ['- Tear down the staging environment', 'D5'],
    ['2. Purge the payments namespace.', 'D5'],
    ['If nothing helps, delete the namespace.', 'D5'],
    ['We should reset the prod database.', 'D5'],
    ['Please delete all backups.', 'D4'],
    ['Simply remove the volume and restart.', 'D4'],
    ['First, truncate the orders table.', 'D4'],
    ['Delete the namespace payments.', 'D5'],
    ['Wipe all of production.', 'D5'],
  ])('%s', (text, expected) => {
    const found = destructiveProse(text).map((each) => each.class)
    expect(found).toEqual([expected])
  })

  test.each([
    'Never delete the namespace.',
    'Do not wipe the cluster.',
    "Don't drop the database.",
    'Should I delete the environment?',
    'Last year somebody had to recreate production.',
    'The job deleted the database.',
    'This will drop the database.',
    'Instead of deleting the cluster, restart the pod.',
    'The command deletes the namespace.',
    'Before you delete the namespace, call the owner.',
    'Delete the line from the file.',
    'Remove the label from the page.',
    'Restart the database.',
    'Drop the connection to the database.',
    'Delete the database connection.',
    'Reset the password and restart the database.',
    'Remove the entry from the table.',
    'Remove the pod and restart the cluster.',
    'To delete the namespace ask the owner.',
    'Agents must not be able to delete the database.',
  ])('%s says nothing of the kind', (text) => {
    expect(destructiveProse(text)).toEqual([])
  })
})

describe('commands in a text', () => {
  const text = [
    'Restart it:',
    '',
    '```sh',
    'kubectl rollout restart deploy/payments',
    '```',
    '',
    '```console',
    '$ kubectl get pods',
    'payments-0  Running',
    '$ kubectl delete \\',
    '    ns payments',
    '```',
    '',
    '```yaml',
    'run: rm -rf /',
    '```',
    '',
    '```sql',
    'DROP TABLE users;',
    '```',
    '',
    'Or run `terraform destroy` now. Never run `rm -rf /srv`. See `git` and `PAYMENTS_URL`.',
    '',
    '$ git reset --hard',
  ].join('\n')

  test('are found where they stand, and nothing else is', () => {
    expect(
      markedCommands(text, fencesIn(text)).map((each) => text.slice(...each.span).trim()),
    ).toEqual([
      'kubectl rollout restart deploy/payments',
      'kubectl get pods',
      'kubectl delete \\\n    ns payments',
      'DROP TABLE users;',
      'terraform destroy',
      'git reset --hard',
    ])
  })

  test('are classed, at their place in the text', async () => {
    const classed = await classifyText(text)
    expect(classed.map((each) => each.class)).toEqual(['D2', 'D0', 'D5', 'D4', 'D4', 'D5', 'D3'])
    const [, , deletion] = classed
    expect(text.slice(...(deletion?.span ?? [0, 0]))).toBe('kubectl delete \\\n    ns payments')
  })

  test('prose beside them counts, code in it does not', async () => {
    const classed = await classifyText('Run `kubectl get ns` first. Then just recreate production.')
    expect(classed.map((each) => each.class)).toEqual(['D0', 'D5'])
    expect(classed[1]?.argv).toEqual(['Then just recreate production.'])
  })

  test('what cannot be parsed is opaque', async () => {
    const classed = await classifyText('```sh\nif then "\n```')
    expect(classed.map((each) => each.class)).toContain('X2')
  })

  test('a plain answer has none', async () => {
    expect(await classifyText('The timeout is 30 seconds. See `PAYMENT_TIMEOUT`.')).toEqual([])
  })
})
