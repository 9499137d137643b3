import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyAction } from '../../src/actions/classify.ts'
import { aimsOf } from '../../src/actions/targets.ts'
import {
  canonicalName,
  environmentsNamed,
  environmentsOfHost,
  usualEnvironments,
} from '../../src/domain/environment.ts'
import { readPolicy } from '../../src/verdicts/policy/read.ts'
import { environmentsRead, readingsOf } from '../../src/verdicts/readings.ts'
import { harbour } from '../verdicts/policy/harbour.ts'
import { against, codesOf } from './situation.ts'

const readIn = async (command: string, environments = usualEnvironments) => {
  const { commands } = await classifyAction({ command })
  return environmentsRead(readingsOf(await aimsOf([command], commands), commands, environments))
}

describe('words', () => {
  test.each([
    ['payments-prod', ['production']],
    ['prod_db', ['production']],
    ['prod', ['production']],
    ['PRODUCTION', ['production']],
    ['prod1', ['production']],
    ['paymentsProd', ['production']],
    ['gke_acme-prod_europe-west1_main', ['production']],
    ['eu.prd.payments', ['production']],
    ['product', []],
    ['products-db', []],
    ['reproduce', []],
    ['prodigy', []],
    ['producer', []],
    ['delivery', []],
    ['alive', []],
    ['testimony', []],
    ['circle', []],
    ['device', []],
    ['non-prod', []],
    ['nonprod', []],
    ['not-production', []],
    ['pre-prod', ['staging']],
    ['preprod-2', ['staging']],
    ['uat', ['staging']],
    ['acme-dev', ['development']],
    ['prod-to-staging', ['production', 'staging']],
  ])('%s', (text, names) => {
    expect(environmentsNamed(text, usualEnvironments)).toEqual(names)
  })

  test.each([
    ['db.prod.acme.example', ['production']],
    ['prod-db-1', ['production']],
    ['acme.dev', []],
    ['api.staging.acme.dev', ['staging']],
    ['products.acme.example', []],
    ['stream.live', []],
  ])('of the host %s', (host, names) => {
    expect(environmentsOfHost(host, usualEnvironments)).toEqual(names)
  })
})

const eu = ['eu1', 'eu2'].map((name) => ({
  ...{ name, names: [name], hosts: [], accounts: [], critical: false },
}))

describe('one name for each environment', () => {
  test.each([
    ['PROD', 'production'],
    [' Production ', 'production'],
    ['prod2', 'production'],
    ['pre prod', 'staging'],
    ['PreProd', 'staging'],
    ['eu2', 'eu2'],
    ['EU2', 'eu2'],
    ['eu3', 'eu3'],
    ['QA_East', 'qa-east'],
    ['qa east', 'qa-east'],
    ['тест', 'тест'],
    ['', ''],
  ])('%s is %s', (said, name) => {
    expect(canonicalName(said, [...usualEnvironments, ...eu])).toBe(name)
  })

  test('is its own name again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (said) => {
        const name = canonicalName(said, usualEnvironments)
        expect(canonicalName(name, usualEnvironments)).toBe(name)
      }),
    )
  })

  test('in a text a number tells one from another', () => {
    const known = [...usualEnvironments, ...eu]
    expect(environmentsNamed('payments-eu2', known)).toEqual(['eu2'])
    expect(environmentsNamed('payments-prod2', known)).toEqual(['production'])
  })
})

test.each([
  ['sandbox2', 'sandbox1', true],
  ['Sandbox 1', 'sandbox-1', false],
  ['PROD', 'production', false],
])('a request for %s by a key that is bound to %s', async (declared, bound, strays) => {
  const reasons = await against({ command: 'make deploy', declared, bound: [bound] })
  expect(codesOf(reasons).includes('access.environment')).toBe(strays)
})

describe('where commands are aimed', () => {
  test.each([
    ['kubectl --context prod-eu delete pod web-1', ['production']],
    ['kubectl --context=acme-staging get pods', ['staging']],
    ['kubectl -n payments-prod rollout restart deploy/api', ['production']],
    ['kubectl --cluster prod delete pvc data-0', ['production']],
    ['kubectl --kubeconfig ~/.kube/prod.yaml delete pod web-1', ['production']],
    ['KUBECONFIG=$HOME/.kube/prod kubectl delete pod web-1', ['production']],
    ['kubectl config use-context prod && kubectl delete pod web-1', ['production']],
    ['kubectx staging; kubectl delete pod web-1', ['staging']],
    ['kubectl delete ns payments-prod', ['production']],
    ['kubectl delete ns payments', []],
    ['kubectl rollout restart deploy/live-view', []],
    ['kubectl --context staging -n test delete pod web-1', ['staging']],
    ['kubectl --context staging delete ns payments-prod', ['production', 'staging']],
    ['kubectl --context prod exec web-1 -- rm -rf /data', ['production']],
    ['helm --kube-context prod uninstall api', ['production']],
    ['helm upgrade api ./chart -f values-prod.yaml', ['production']],
    ['terraform -chdir=envs/production destroy', ['production']],
    ['terraform destroy -var-file=staging.tfvars', ['staging']],
    ['terraform workspace select prod && terraform destroy', ['production']],
    ['TF_WORKSPACE=prod terraform destroy', ['production']],
    ['cd infra/prod && terraform apply', ['production']],
    ['pulumi destroy --stack prod', ['production']],
    ['ansible-playbook -i inventories/production site.yml', ['production']],
    ['aws --profile prod s3 rb s3://acme-logs', ['production']],
    ['AWS_PROFILE=acme-prod aws ec2 terminate-instances --instance-ids i-1', ['production']],
    ['aws s3 rm --recursive s3://acme-prod-invoices', ['production']],
    ['aws rds delete-db-instance --db-instance-identifier payments-prod', ['production']],
    ['gcloud --project acme-prod compute instances delete web-1', ['production']],
    ['gcloud config set project acme-staging && gcloud sql instances delete main', ['staging']],
    ['az group delete -g payments-prod', ['production']],
    ['az account set -s acme-prod && az vm delete -n web-1', ['production']],
    ['psql -h db.prod.acme.example -d payments -c "drop table orders"', ['production']],
    [
      'psql postgresql://admin@db.prod.acme.example:5432/payments -c "drop table orders"',
      ['production'],
    ],
    ['psql "host=prod-db dbname=payments" -c "drop table orders"', ['production']],
    ['PGHOST=db.staging.acme.example psql -c "drop table orders"', ['staging']],
    ['dropdb payments_prod', ['production']],
    ['mysql -h prod-mysql -e "drop table orders"', ['production']],
    ['mongosh mongodb://prod-mongo/payments --eval "db.dropDatabase()"', ['production']],
    ['redis-cli -h cache.prod.acme.example FLUSHALL', ['production']],
    ['ssh deploy@web-1.prod.acme.example "sudo systemctl restart payments"', ['production']],
    ['ssh staging-db "rm -rf /var/lib/postgresql"', ['staging']],
    ['docker -H tcp://prod-1:2375 rm -f web', ['production']],
    ['docker --context prod rm -f web', ['production']],
    ['curl -X DELETE https://api.prod.acme.example/v1/users/1', ['production']],
    ['curl -X DELETE https://api.acme.example/v1/products/1', []],
    ['heroku pg:reset -a payments-prod', ['production']],
    ['fly apps destroy -a payments-staging', ['staging']],
    ['vercel --prod', ['production']],
    ['RAILS_ENV=production rails db:drop', ['production']],
    ['env RAILS_ENV=staging bundle exec rails db:drop', ['staging']],
    ['export RAILS_ENV=production; rails db:drop', ['production']],
    ['NODE_ENV=production npm run migrate', ['production']],
    ['NODE_ENV=production npm run build', []],
    ['NODE_ENV=test npm test', []],
    ['sudo RAILS_ENV=production rails db:drop', ['production']],
    ["bash -c 'kubectl --context prod delete pod web-1'", ['production']],
    ['echo web-1 | xargs kubectl --context prod delete pod', ['production']],
    ['DROP DATABASE payments_prod;', ['production']],
    ['DROP DATABASE products;', []],
    ['drop and recreate the production environment', ['production']],
    ['git push origin prod', []],
    ['rm -rf build/production', []],
    ['grep prod config.yaml', []],
  ])('%s', async (command, names) => {
    expect(await readIn(command)).toEqual(names)
  })

  test('what is configured is told by its words, hosts and accounts', async () => {
    const { environments } = await readPolicy(harbour, 'harbour.yaml')
    const production = ['production']
    expect(await readIn('ssh db-1.main.harbour.example reboot', environments)).toEqual(production)
    const role = 'aws --profile arn:aws:iam::481516234200:role/ci s3 ls'
    expect(await readIn(role, environments)).toEqual(production)
    expect(await readIn('kubectl delete ns main', environments)).toEqual(production)
    expect(await readIn('kubectl --context playground delete ns x', environments)).toEqual([
      'sandbox',
    ])
  })

  test('a folder that the request names counts', async () => {
    const reasons = await against({
      command: 'terraform apply',
      folder: 'infra/envs/production',
      bound: ['staging'],
    })
    expect(codesOf(reasons)).toEqual(['access.environment'])
  })

  test('any text is read, and every command has its aim', async () => {
    const piece = fc.constantFrom(
      ...['kubectl', '--context', '$CTX', '"prod', 'delete', '&&', ';', 'ssh', '`', '$(', ')', '|'],
      ...['sudo', 'AWS_PROFILE=x', 'export', '\n', 'bash -c', "'", 'xargs', '--', 'psql', '-h'],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
        const command = pieces.join(' ')
        const { commands } = await classifyAction({ command })
        const aims = await aimsOf([command], commands)
        expect(aims.map((aim) => aim.command)).toEqual(commands.map((_, at) => at))
      }),
      { numRuns: 200 },
    )
  })
})

describe('environments are kept apart by the key and the target', () => {
  const unknown = 'access.environment-unknown'
  const mismatch = 'action.environment-mismatch'
  test.each([
    [
      'a key of another environment',
      { bound: ['staging'], command: 'kubectl --context prod delete pod web-1' },
      ['access.environment'],
    ],
    [
      'even for reading',
      { bound: ['staging'], command: 'kubectl --context prod get pods' },
      ['access.environment'],
    ],
    [
      'its own environment',
      { bound: ['staging'], command: 'kubectl --context staging delete pod web-1' },
      [],
    ],
    [
      'its own environment by another word',
      {
        bound: ['prod'],
        command: 'kubectl --context production delete pod web-1',
        declared: 'production',
      },
      [],
    ],
    [
      'what it says of itself does not count',
      {
        bound: ['staging'],
        declared: 'staging',
        command: 'kubectl --context prod delete pod web-1',
      },
      ['access.environment', mismatch],
    ],
    [
      'it says of itself what it may not',
      { bound: ['staging'], declared: 'production', command: 'ls' },
      ['access.environment'],
    ],
    [
      'said and done differ, whoever asks',
      { declared: 'staging', command: 'kubectl --context prod delete pod web-1' },
      [mismatch],
    ],
    [
      'said and done differ in a name alone',
      { declared: 'staging', command: 'dropdb payments_prod' },
      [mismatch],
    ],
    [
      'said and done agree',
      { declared: 'production', command: 'kubectl --context prod delete pod web-1' },
      [],
    ],
    [
      'an environment of its own name',
      { declared: 'blue', command: 'kubectl --context blue delete pod web-1' },
      [],
    ],
    [
      'one in a cluster of both',
      { declared: 'staging', command: 'kubectl --context staging delete ns payments-prod' },
      [mismatch],
    ],
    [
      'a namespace inside of it',
      { declared: 'production', command: 'kubectl --context prod -n dev delete pod web-1' },
      [],
    ],
    [
      'nobody can tell where',
      { bound: ['staging'], command: 'kubectl delete pod web-1' },
      [unknown],
    ],
    [
      'nobody can tell where, by a variable',
      {
        bound: ['staging'],
        declared: 'staging',
        command: 'kubectl --context $CTX delete pod web-1',
      },
      [unknown],
    ],
    [
      'nobody can tell where, and it only reads',
      { bound: ['staging'], command: 'kubectl get pods' },
      [],
    ],
    [
      'it says where, and nothing speaks against it',
      { bound: ['staging'], declared: 'staging', command: 'kubectl delete pod web-1' },
      [],
    ],
    ['a key that is bound to nothing', { command: 'kubectl delete pod web-1' }, []],
    ['files of this machine', { bound: ['staging'], command: 'rm -rf build' }, []],
    [
      'a build in the mode of production',
      { bound: ['development'], command: 'NODE_ENV=production npm run build' },
      [],
    ],
  ] as const)('%s', async (_, wanted, codes) => {
    expect(codesOf(await against(wanted))).toEqual(codes)
  })

  test('both are told where they differ', async () => {
    const [reason] = await against({
      declared: 'staging',
      command: 'kubectl --context prod delete pod web-1',
    })
    expect(reason?.message).toBe(
      'the request says staging, and “kubectl --context prod delete pod web-1” aims at production (--context: prod)',
    )
    expect(reason?.decision).toBe('block')
  })
})
