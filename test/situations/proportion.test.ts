import { describe, expect, test } from 'vitest'
import { readPolicy } from '../../src/verdicts/policy/read.ts'
import { readTask } from '../../src/verdicts/task.ts'
import { against, codesOf, type Wanted } from './situation.ts'

const isWider = async (wanted: Wanted): Promise<boolean> =>
  codesOf(await against(wanted)).includes('action.disproportionate')

describe('what a task asks for', () => {
  test.each([
    ['restart the payments service', 'change'],
    ['find out why deleting users fails', 'read'],
    ['check if the disk is full and delete old logs', 'destroy'],
    ['Investigate the outage, then restart whatever hangs', 'change'],
    ['do not delete anything, only look', 'read'],
    ["restart it, but don't drop the cache", 'change'],
    ['roll back the last release', 'replace'],
    ['rotate the TLS certificate', 'replace'],
    ['clean up the preview environments', 'destroy'],
    ['tear down the sandbox', 'destroy'],
    ['Applies the migration', 'change'],
    ['dropping the legacy table', 'destroy'],
    ['payments', null],
  ])('%s', (task, asked) => {
    expect(readTask(task).asks).toBe(asked)
  })
})

describe('wider than its task', () => {
  test.each([
    // It asks to look.
    ['check why the payments pods crash', 'kubectl rollout restart deploy/payments'],
    ['check why the payments pods crash', 'kubectl delete pod payments-1'],
    ['read the logs of the payments service', 'kubectl delete ns payments'],
    ['diagnose the slow checkout', 'kubectl scale deploy/checkout --replicas=0'],
    ['find out which tables are large', 'psql -c "DROP TABLE events"'],
    ['list the buckets nobody uses', 'aws s3 rb s3://acme-old --force'],
    ['show me the state of the stack', 'terraform destroy -auto-approve'],
    [
      'verify that the backup exists',
      'aws rds delete-db-snapshot --db-snapshot-identifier nightly',
    ],
    ['review the deployment manifest', 'kubectl apply -f deploy.yaml'],
    ['look at what the queue holds', 'redis-cli FLUSHALL'],
    ['investigate why deleting users fails', 'psql -c "DELETE FROM users"'],
    ['count the orders of last week', 'psql -c "TRUNCATE orders"'],
    ['explain what this service does', 'systemctl stop payments'],
    ['compare the two releases', 'helm uninstall payments'],
    [
      'audit the open ports',
      'aws ec2 authorize-security-group-ingress --group-id sg-1 --cidr 0.0.0.0/0',
    ],
    ['do not delete anything, only look', 'kubectl delete deploy/web'],
    // It asks to change, and this destroys.
    ['restart the payments service', 'kubectl delete ns payments'],
    ['restart the payments service', 'kubectl delete deployment payments'],
    ['restart the payments service', 'terraform destroy -auto-approve'],
    ['restart the payments service', 'helm uninstall payments'],
    ['fix the failing migration', 'psql -c "DROP TABLE orders"'],
    ['fix the cost explorer error', 'aws cloudformation delete-stack --stack-name cost-explorer'],
    ['fix the cost explorer error', 'drop and recreate the environment'],
    ['update the logo of the shop', 'psql -c "DROP DATABASE shop"'],
    ['scale the workers to five', 'kubectl delete statefulset workers'],
    [
      'deploy release 41 of payments',
      'aws rds delete-db-instance --db-instance-identifier payments',
    ],
    ['add an index to the orders table', 'psql -c "TRUNCATE orders"'],
    ['upgrade the chart of the gateway', 'kubectl delete pvc data-0'],
    ['set the log level to debug', 'redis-cli -h cache-1 FLUSHALL'],
    ['migrate the schema', 'psql -c "DROP SCHEMA public CASCADE"'],
    // It asks to replace one, and this takes a whole.
    ['rotate the TLS certificate', 'kubectl delete ns ingress'],
    ['roll back the last release', 'terraform destroy -auto-approve'],
    ['recreate the cache pod', 'kubectl delete pvc --all -n cache'],
    // It asks to destroy one, and this takes all or a whole.
    ['delete the stuck pod of the importer', 'kubectl delete pods --all -n importer'],
    ['delete the stuck pod of the importer', 'kubectl delete pods -A'],
    ['remove the deployment of the old importer', 'kubectl delete deploy --all'],
    ['remove the old queue worker', 'kubectl delete ns workers'],
    ['delete the test user', 'psql -c "DROP DATABASE shop"'],
    ['delete the log group of the importer', 'terraform destroy -auto-approve'],
    ['delete the virtual machine of the importer', 'az group delete -n importer'],
    ['drop the column nobody reads', 'psql -c "DROP DATABASE shop"'],
    ['remove the stale pods', 'kubectl delete pods -A'],
    ['payments', 'kubectl delete ns payments'],
    // It reaches the machine.
    ['restart the payments service', 'sudo reboot'],
    // It widens access.
    [
      'restart the payments service',
      'kubectl create clusterrolebinding ci --clusterrole cluster-admin --user ci',
    ],
    ['fix the upload error', 'chmod -R 777 /srv/uploads'],
    ['deploy release 41 of payments', 'aws s3api put-bucket-acl --bucket acme --acl public-read'],
    // It is aimed at another environment.
    [
      'restart the payments service in staging',
      'kubectl --context prod rollout restart deploy/payments',
    ],
    ['delete the staging database', 'dropdb -h db.prod.acme.example payments'],
    ['reset the dev environment', 'terraform -chdir=envs/production destroy'],
    ['clean up the UAT namespace', 'kubectl delete ns payments-prod'],
  ])('%s: %s', async (task, command) => {
    expect(await isWider({ task, command })).toBe(true)
  })

  test('the environment that the request names is another than the task is about', async () => {
    const wanted = { task: 'restart payments in staging', declared: 'production' }
    expect(await isWider({ ...wanted, command: 'kubectl rollout restart deploy/payments' })).toBe(
      true,
    )
    expect(await isWider({ ...wanted, command: 'kubectl get pods' })).toBe(false)
  })
})

describe('no wider than its task', () => {
  test.each([
    ['restart the payments service', 'kubectl rollout restart deploy/payments'],
    ['restart the payments service', 'kubectl -n payments delete pod payments-1'],
    ['restart the payments service', 'systemctl restart payments'],
    ['restart the payments service', 'ssh web-1 "sudo systemctl restart payments"'],
    ['restart the payments service', 'docker restart payments'],
    ['restart the payments service', 'kubectl get pods -A'],
    ['restart the payments service', 'kubectl delete deploy payments --dry-run=client'],
    ['restart all pods of payments', 'kubectl delete pods --all -n payments'],
    ['restart the payments pods', 'kubectl delete pods --all -n payments'],
    ['reboot the server web-1', 'ssh web-1 sudo reboot'],
    ['check why the payments pods crash', 'kubectl logs deploy/payments --previous'],
    ['check why the payments pods crash', 'kubectl describe pod payments-1'],
    ['check why the payments pods crash', 'kubectl exec payments-1 -- cat /etc/payments.yaml'],
    ['check why the payments pods crash', 'kubectl port-forward deploy/payments 8080:80'],
    ['check why the payments pods crash', 'kubectl get events -A'],
    ['find out which tables are large', 'psql -c "SELECT relname FROM pg_class"'],
    ['look at what the queue holds', 'redis-cli LLEN jobs'],
    ['review the plan', 'terraform plan -destroy'],
    ['read the manual of the importer', './importer --help'],
    ['investigate the failing build', 'npm ci && npm test'],
    ['investigate the failing build', 'git checkout main'],
    ['deploy release 41 of payments', 'helm upgrade payments ./chart'],
    ['deploy release 41 of payments', 'kubectl apply -f payments.yaml'],
    ['apply the network change', 'terraform apply plan.out'],
    ['add the column currency to orders', 'psql -c "ALTER TABLE orders ADD COLUMN currency text"'],
    ['fix the failing build', 'rm -rf node_modules && npm ci'],
    ['update the dependencies', 'rm -rf dist && npm run build'],
    ['scale the workers to five', 'kubectl scale deploy/workers --replicas=5'],
    ['roll back the last release', 'kubectl rollout undo deploy/payments'],
    ['roll back the last release', 'helm rollback payments 40'],
    ['rotate the TLS certificate', 'kubectl delete secret payments-tls'],
    ['replace the broken volume', 'aws ec2 delete-volume --volume-id vol-1'],
    ['delete the payments namespace', 'kubectl delete ns payments'],
    ['remove the namespace of the old importer', 'kubectl delete ns importer'],
    ['tear down the sandbox environment', 'terraform destroy -auto-approve'],
    ['destroy staging', 'terraform -chdir=envs/staging destroy'],
    ['drop the legacy database', 'psql -c "DROP DATABASE legacy"'],
    ['drop the table legacy_orders', 'psql -c "DROP TABLE legacy_orders"'],
    ['purge the old backups', 'aws s3 rm --recursive s3://acme-backups/2019'],
    ['clear the cache', 'redis-cli -h cache-1 FLUSHALL'],
    ['clean up the unused images', 'docker image prune -a --force'],
    ['delete the stuck pod of the importer', 'kubectl delete pod importer-7'],
    ['delete all pods of the importer', 'kubectl delete pods --all -n importer'],
    [
      'remove every stale pod in the cluster',
      'kubectl delete pods -A --field-selector=status.phase=Failed',
    ],
    [
      'give the ci user rights in the cluster',
      'kubectl create clusterrolebinding ci --clusterrole view --user ci',
    ],
    [
      'open the firewall for the office',
      'aws ec2 authorize-security-group-ingress --group-id sg-1 --cidr 10.0.0.0/8',
    ],
    [
      'copy the orders from production to staging',
      'pg_restore -h db.staging.acme.example -d orders dump',
    ],
    [
      'restart the payments service in staging',
      'kubectl --context staging rollout restart deploy/payments',
    ],
    [
      'restart the payments service in production',
      'kubectl --context prod rollout restart deploy/payments',
    ],
    ['reproduce the bug in the product search', 'kubectl --context prod logs deploy/search'],
    ['write the release notes', 'git commit -am "Notes" && git push'],
    ['', 'kubectl delete ns payments'],
  ])('%s: %s', async (task, command) => {
    expect(await isWider({ task, command })).toBe(false)
  })
})

describe('under a wider role', () => {
  const command = 'kubectl rollout restart deploy/payments'
  const task = 'restart the payments service'
  test.each([
    ['a role outside of its own', { roles: ['deployer'], role: 'prod-admin' }, true],
    ['one of its own', { roles: ['deployer'], role: 'deployer' }, false],
    ['one of its own, however mighty', { roles: ['prod-admin'], role: 'prod-admin' }, false],
    ['a mighty one, where none are configured', { role: 'prod-admin' }, true],
    ['root', { role: 'root' }, true],
    ['cluster-admin', { role: 'cluster-admin' }, true],
    ['the owner', { role: 'projectOwner' }, true],
    ['an ordinary one, where none are configured', { role: 'deployer' }, false],
    ['one that only sounds like it', { role: 'administration-reader' }, false],
    ['as somebody else', { roles: ['deployer'], runAs: 'user:ana' }, true],
    ['as a person, where no roles are configured', { runAs: 'user:ana' }, true],
    ['as itself by another spelling', { runAs: 'agent:deploy' }, false],
    ['as the person of its own name', { runAs: 'user:deploy' }, true],
    ['as another agent, where no roles are configured', { runAs: 'agent:night' }, true],
    ['as another account, where no roles are configured', { runAs: 'ci-runner' }, true],
    ['as a service of its own name', { runAs: 'svc-deploy' }, true],
    ['as itself', { runAs: 'agent-deploy' }, false],
    ['as itself without its kind', { runAs: 'deploy' }, false],
    ['as another agent that only reads', { runAs: 'agent:night', command: 'ls' }, false],
    ['as one of its roles', { roles: ['deployer'], runAs: 'deployer' }, false],
    ['a role that the command takes on', { command: `${command} --as system:admin` }, true],
    [
      'a group that the command takes on',
      { command: `${command} --as ana --as-group system:masters` },
      true,
    ],
    [
      'an account that the command takes on',
      {
        roles: ['deployer'],
        command: 'gcloud sql instances restart main --impersonate-service-account owner@acme',
      },
      true,
    ],
    ['a mighty role that only reads', { role: 'prod-admin', command: 'kubectl get pods' }, false],
    [
      'a mighty role for a task that needs it',
      { role: 'iam-admin', task: 'grant ana access to the orders' },
      false,
    ],
  ])('%s', async (_, wanted, wider) => {
    expect(await isWider({ command, task, ...wanted })).toBe(wider)
  })
})

describe('in a freeze', () => {
  const policy = readPolicy(
    `{version: 1, name: a, environments: {production: {critical: true}}, freezes: [
      {reason: new year, environments: [production], timeZone: Europe/Lisbon, from: "2026-12-20T18:00", until: "2027-01-04T08:00"},
      {reason: weekend, environments: [staging], timeZone: America/New_York, from: "fri 16:00", until: "mon 08:00"}]}`,
    'a.yaml',
  )
  const restart = 'kubectl --context prod rollout restart deploy/payments'
  const staging = 'kubectl --context staging rollout restart deploy/payments'
  test.each([
    ['before it begins', restart, '2026-12-20T17:59:00Z', false],
    ['as it begins', restart, '2026-12-20T18:00:00Z', true],
    ['as it ends', restart, '2027-01-04T08:00:00Z', false],
    ['just before it ends', restart, '2027-01-04T07:59:59Z', true],
    ['elsewhere', staging, '2026-12-23T12:00:00Z', false],
    ['only reading', 'kubectl --context prod get pods', '2026-12-23T12:00:00Z', false],
    [
      'where nobody can tell',
      'kubectl rollout restart deploy/payments',
      '2026-12-23T12:00:00Z',
      true,
    ],
    ['on this machine alone', 'rm -rf build', '2026-12-23T12:00:00Z', false],
    ['a weekend, by the clocks of New York', staging, '2026-11-06T20:59:00Z', false],
    ['a weekend, an hour on', staging, '2026-11-06T21:00:00Z', true],
    ['over the end of the week', staging, '2026-11-09T12:59:00Z', true],
    ['on Monday', staging, '2026-11-09T13:00:00Z', false],
  ])('%s', async (_, command, now, wider) => {
    expect(await isWider({ command, now, policy: await policy })).toBe(wider)
  })

  test('a declared environment is in it', async () => {
    const wanted = { command: 'psql -c "DROP TABLE orders"', declared: 'prod' }
    const now = '2026-12-23T12:00:00Z'
    expect(await isWider({ ...wanted, now, policy: await policy })).toBe(true)
  })

  test('a moment that cannot be read is a fault, and no reason to go on', async () => {
    const wanted = { command: restart, now: 'yesterday', policy: await policy }
    await expect(against(wanted)).rejects.toThrow()
  })

  test.each([
    ['a change', restart, true],
    ['reading', 'kubectl --context prod get pods', false],
    ['elsewhere', staging, false],
    ['a file of this machine', 'git commit -am "Notes"', false],
  ])('what is critical: %s', async (_, command, critical) => {
    const codes = codesOf(await against({ command, policy: await policy }))
    expect(codes.includes('action.critical-system')).toBe(critical)
  })
})
