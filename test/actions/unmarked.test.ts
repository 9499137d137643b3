import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyText } from '../../src/actions/text.ts'
import { unmarkedCommands } from '../../src/actions/unmarked.ts'

const classesOf = async (text: string) => (await classifyText(text)).map((each) => each.class)

describe('commands that stand in advice without any mark', () => {
  test.each([
    ['kubectl delete ns payments', 'D5'],
    ['Run kubectl delete ns payments to fix it.', 'D5'],
    ['First, terraform destroy -auto-approve.', 'D5'],
    ['rm -rf /var/lib/postgresql', 'D4'],
    ['sudo rm -rf /var/lib/postgresql', 'D4'],
    ['You can just rm -rf the data folder.', 'D4'],
    ['DROP TABLE users;', 'D4'],
    ['Then run DROP DATABASE payments; and create it again.', 'D5'],
    ['1. kubectl delete ns payments', 'D5'],
    ['- [ ] kubectl delete ns payments', 'D5'],
    ['> kubectl delete ns payments', 'D5'],
    ['**kubectl delete ns payments**', 'D5'],
    ['Step 2: helm uninstall payments', 'D3'],
    ['Then do a helm uninstall payments.', 'D3'],
    ['Use git push --force to publish.', 'D3'],
    ['| 1 | kubectl delete ns payments |', 'D5'],
    ['The fix: terraform destroy -auto-approve', 'D5'],
    ['Clean up and run docker system prune -a --volumes afterwards.', 'D4'],
    ['PGHOST=db dropdb payments', 'D5'],
    ['AWS_PROFILE=prod aws s3 rb s3://ledger --force', 'D4'],
    ['```text\nkubectl delete ns payments\n```', 'D5'],
    ['```text\n$ kubectl delete ns payments\n```', 'D5'],
    ['```\n# first\nkubectl delete ns payments\n```', 'D5'],
    ['```yaml\nrun: kubectl delete ns payments\n```', 'D5'],
    ['```json\n{"command": "rm -rf /srv/ledger"}\n```', 'D4'],
    ['```dockerfile\nRUN rm -rf /srv/ledger\n```', 'D4'],
    ['```diff\n+rm -rf /srv/ledger\n```', 'D4'],
    ['```python\nimport shutil\nshutil.rmtree("/srv/ledger")\n```', 'D3'],
    ['# rm -rf /srv/ledger', 'D4'],
    ['    rm \\\n      -rf \\\n      /srv/ledger', 'D4'],
    ['> rm \\\n>   -rf /srv/ledger', 'D4'],
    ['rm &#45;rf /srv/ledger', 'D4'],
    ['&#x72;m -rf /srv/ledger', 'D4'],
    ['r\u200Bm -rf /srv/ledger', 'D4'],
    ['rm\u00A0-rf\u00A0/srv/ledger', 'D4'],
    ['<pre><code>terraform destroy -auto-approve</code></pre>', 'D5'],
    ['<ol><li>Then</li><li><code>kubectl delete ns payments</code></li></ol>', 'D5'],
    ['If that does not help, run `redis-cli FLUSHALL`.', 'D5'],
    ['If it is not back, run kubectl delete ns payments.', 'D5'],
  ])('%s', async (text, expected) => {
    const found = await classesOf(text)
    expect(found).toContain(expected)
  })

  test.each([
    'Never run terraform destroy in production.',
    'Do not use git push --force on main.',
    'The kubectl delete command removes objects.',
    'terraform destroy is what an engineer ran last year.',
    'Instead of kubectl delete ns payments, restart the deployment.',
    'Make sure that the service is up.',
    'Kill the process if it hangs.',
    'Find the pod and read its log.',
    'Test the change on staging first.',
    'The shutdown period (default: 30, disabled) ends it.',
    'shutdown period (default: 30)',
    'Service using the scheduler of the queue.',
    'We rename dependencies in the manifest.',
    'Git is a version control system.',
    'Docker images are built nightly.',
    'Time out after 5 seconds and try again.',
    '[        ](https://docs.acme.example/) is used for access.',
    'Run the tests, then open a pull request.',
    '|--------|----------------|',
    'return HttpResponse("created")',
    'Do not, if you can, run `redis-cli FLUSHALL`.',
    '<p>Never run <code>terraform destroy</code>.</p>',
    '<pre>kubectl get pods &amp;&amp; kubectl get nodes</pre>',
    '```yaml\nrun: npm test\nreplicas: 3\n```',
    '```json\n{"name": "payments", "delete": false}\n```',
    '```python\nprint("ready")\n```',
    '```diff\n-replicas: 2\n+replicas: 3\n```',
    '# Drop tables of the past',
    'ls \\\n  -la /srv/ledger',
  ])('%s has none that changes anything', async (text) => {
    const found = await classifyText(text)
    expect(found.filter(({ class: one }) => !/^D[01]$/.test(one))).toEqual([])
  })

  test('a line of dashes, bars or spaces is read at once', async () => {
    for (const mark of ['-', '|', ' ', '> ', '*', '| ', '/*', '--\t'])
      expect(await classesOf(`${mark.repeat(5_000)}x`)).toEqual([])
  })

  test('every command stands where its span says', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              'run ',
              'kubectl ',
              'delete ',
              'ns',
              ' | ',
              '\n',
              '. ',
              'DROP TABLE ',
              '`',
              '- ',
            ),
            fc.string({ maxLength: 8 }),
          ),
        ),
        (parts) => {
          const text = parts.join('')
          for (const { text: command, span } of unmarkedCommands(text))
            expect(text.slice(...span)).toBe(command)
        },
      ),
    )
  })
})
