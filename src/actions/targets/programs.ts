import type { TargetKind } from '../../domain/target.ts'

/** How a family of programs says where it is aimed. */
export interface Aiming {
  readonly family: string
  readonly programs: readonly string[]
  /** Options that take a value, beside those below. */
  readonly valued?: string
  readonly singleDash?: true
  readonly options: Readonly<Record<string, TargetKind>>
  /** Variables of the environment that say the same. */
  readonly variables?: Readonly<Record<string, TargetKind>>
  /** Options by which a command takes on another role. */
  readonly roles?: readonly string[]
  /** What its words without options are; nothing where they say nothing of where. */
  readonly words?: TargetKind
  /** It acts beyond this machine only where it is told so. */
  readonly here?: true
}

const database = {
  '-h': 'host',
  '--host': 'host',
  '-d': 'database',
  '--dbname': 'database',
  '-D': 'database',
  '--database': 'database',
} as const

/** One entry a family; an option that is not here says nothing of where. */
export const aimings: readonly Aiming[] = [
  {
    family: 'kube',
    programs: ['kubectl', 'k', 'oc', 'kubecolor', 'microk8s.kubectl', 'k9s', 'stern', 'kustomize'],
    valued:
      '-l --selector -o --output --user -c --container --field-selector --grace-period --timeout -p --patch --type --replicas --tail --since --image --token',
    options: {
      '--context': 'context',
      '--cluster': 'context',
      '--kubeconfig': 'context',
      '-s': 'host',
      '--server': 'host',
      '-n': 'namespace',
      '--namespace': 'namespace',
      '-f': 'file',
      '--filename': 'file',
      '-k': 'file',
      '--kustomize': 'file',
    },
    variables: { KUBECONFIG: 'context', KUBE_CONTEXT: 'context' },
    roles: ['--as', '--as-group'],
    words: 'name',
  },
  {
    family: 'kube',
    programs: ['helm', 'helmfile', 'argocd', 'flux'],
    valued: '--set --set-string --version --timeout --repo -o --output',
    options: {
      '--kube-context': 'context',
      '--kubeconfig': 'context',
      '--kube-apiserver': 'host',
      '--server': 'host',
      '--context': 'context',
      '-n': 'namespace',
      '--namespace': 'namespace',
      '-e': 'workspace',
      '--environment': 'workspace',
      '-f': 'file',
      '--values': 'file',
    },
    variables: { KUBECONFIG: 'context', HELM_KUBECONTEXT: 'context', HELM_NAMESPACE: 'namespace' },
    roles: ['--kube-as-user', '--kube-as-group'],
    words: 'name',
  },
  {
    family: 'infrastructure',
    programs: ['terraform', 'tofu', 'opentofu', 'terragrunt', 'pulumi', 'cdk', 'sls'],
    singleDash: true,
    valued: '-target --target -var -out -lock',
    options: {
      '-var-file': 'file',
      '--var-file': 'file',
      '-chdir': 'file',
      '--chdir': 'file',
      '--terragrunt-working-dir': 'file',
      '-state': 'file',
      '-backend-config': 'file',
      '-var': 'file',
      '-s': 'workspace',
      '--stack': 'workspace',
      '--stage': 'workspace',
      '--profile': 'account',
    },
    variables: {
      TF_WORKSPACE: 'workspace',
      AWS_PROFILE: 'account',
      TF_VAR_environment: 'workspace',
    },
    words: 'name',
  },
  {
    family: 'infrastructure',
    programs: ['ansible', 'ansible-playbook'],
    valued: '-e --extra-vars -t --tags -m -a -u --user',
    options: { '-i': 'file', '--inventory': 'file', '-l': 'host', '--limit': 'host' },
    roles: ['--become-user'],
    words: 'file',
  },
  {
    family: 'aws',
    programs: ['aws', 'awslocal', 'eksctl', 'sam', 'copilot', 'eb'],
    valued:
      '--output --query --include --exclude --cli-input-json --queue-url --service --desired-count --filters --acl --policy',
    options: {
      '--profile': 'account',
      '--region': 'region',
      '--cluster': 'name',
      '--name': 'name',
      '--stack-name': 'name',
      '--cluster-name': 'name',
      '--env': 'workspace',
      '--config-env': 'workspace',
      '--db-instance-identifier': 'name',
      '--db-cluster-identifier': 'name',
      '--table-name': 'name',
      '--bucket': 'name',
      '--function-name': 'name',
      '--environment-name': 'name',
      '--endpoint-url': 'host',
    },
    variables: { AWS_PROFILE: 'account', AWS_DEFAULT_PROFILE: 'account', AWS_REGION: 'region' },
    roles: ['--role-arn'],
    words: 'name',
  },
  {
    family: 'gcloud',
    programs: ['gcloud', 'gsutil', 'bq'],
    valued: '--zone --format --filter',
    options: {
      '--project': 'account',
      '--configuration': 'account',
      '--account': 'account',
      '--cluster': 'name',
      '--region': 'region',
      '--project_id': 'account',
    },
    variables: { CLOUDSDK_CORE_PROJECT: 'account', CLOUDSDK_ACTIVE_CONFIG_NAME: 'account' },
    roles: ['--impersonate-service-account'],
    words: 'name',
  },
  {
    family: 'azure',
    programs: ['az', 'azd'],
    valued: '-o --output --query --location -l',
    options: {
      '--subscription': 'account',
      '-s': 'account',
      '-g': 'namespace',
      '--resource-group': 'namespace',
      '-n': 'name',
      '--name': 'name',
      '-e': 'workspace',
      '--environment': 'workspace',
    },
    variables: { AZURE_SUBSCRIPTION_ID: 'account' },
    words: 'name',
  },
  {
    family: 'postgres',
    programs: [
      'psql',
      'pg_dump',
      'pg_restore',
      'createdb',
      'dropdb',
      'pg_ctl',
      'vacuumdb',
      'pgbench',
    ],
    valued: '-c --command -f --file -p --port -U --username -v -o',
    options: { ...database, '--service': 'account' },
    variables: { PGHOST: 'host', PGDATABASE: 'database', PGSERVICE: 'account' },
    words: 'database',
  },
  {
    family: 'mysql',
    programs: ['mysql', 'mariadb', 'mysqldump', 'mysqladmin', 'mariadb-dump'],
    valued: '-e --execute -P --port -u --user -p',
    options: { ...database, '--defaults-group-suffix': 'account', '--login-path': 'account' },
    variables: { MYSQL_HOST: 'host' },
    words: 'database',
  },
  {
    family: 'mongo',
    programs: ['mongosh', 'mongo', 'mongodump', 'mongorestore'],
    valued: '--eval -u -p --username --password --port',
    options: {
      '--host': 'host',
      '-h': 'host',
      '--uri': 'host',
      '--db': 'database',
      '-d': 'database',
    },
    variables: { MONGODB_URI: 'host', MONGO_URL: 'host' },
    words: 'database',
  },
  {
    family: 'redis',
    programs: ['redis-cli', 'valkey-cli'],
    valued: '-p -a -n --pass --user',
    options: { '-h': 'host', '-u': 'host' },
    variables: { REDIS_URL: 'host' },
  },
  {
    family: 'docker',
    programs: ['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose'],
    valued: '-e --env -v --volume -p --publish --name -u --user -w --workdir',
    options: {
      '-H': 'host',
      '--host': 'host',
      '-c': 'context',
      '--context': 'context',
      '--connection': 'context',
      '--url': 'host',
    },
    variables: { DOCKER_HOST: 'host', DOCKER_CONTEXT: 'context' },
    here: true,
  },
  {
    family: 'remote',
    programs: ['ssh', 'mosh', 'scp', 'rsync', 'sftp'],
    valued: '-b -c -D -E -e -F -I -i -J -L -m -O -o -p -P -Q -R -S -W -w',
    options: {},
    words: 'host',
  },
  {
    family: 'web',
    programs: ['curl', 'wget', 'http', 'https', 'xh'],
    valued:
      '-X --request -H --header -d --data --data-raw --data-binary -o --output -F --form -u --user -A -e -b -c --max-time -m',
    options: { '--url': 'host' },
    words: 'host',
  },
  {
    family: 'platform',
    programs: ['heroku', 'fly', 'flyctl', 'netlify', 'railway', 'render', 'wrangler', 'dokku'],
    valued: '-t --type',
    options: {
      '-a': 'app',
      '--app': 'app',
      '-s': 'app',
      '--site': 'app',
      '-e': 'workspace',
      '--env': 'workspace',
      '--environment': 'workspace',
    },
    variables: { HEROKU_APP: 'app', FLY_APP: 'app' },
    words: 'name',
  },
  {
    family: 'platform',
    programs: ['vercel', 'now'],
    valued: '-t --token -S --scope',
    options: { '--target': 'workspace', '-e': 'workspace', '--environment': 'workspace' },
    words: 'name',
  },
  {
    family: 'vault',
    programs: ['vault', 'consul', 'nomad'],
    valued: '-namespace',
    singleDash: true,
    options: { '-address': 'host', '-namespace': 'namespace', '-http-addr': 'host' },
    variables: { VAULT_ADDR: 'host', VAULT_NAMESPACE: 'namespace', NOMAD_ADDR: 'host' },
    words: 'name',
  },
]

/** Variables by which programs of any kind are told in which environment they are. */
export const modes: ReadonlySet<string> = new Set([
  ...['RAILS_ENV', 'RACK_ENV', 'NODE_ENV', 'APP_ENV', 'APP_ENVIRONMENT', 'MIX_ENV', 'FLASK_ENV'],
  ...[
    'DJANGO_SETTINGS_MODULE',
    'DJANGO_CONFIGURATION',
    'ASPNETCORE_ENVIRONMENT',
    'DOTNET_ENVIRONMENT',
  ],
  ...[
    'SPRING_PROFILES_ACTIVE',
    'ENV',
    'ENVIRONMENT',
    'STAGE',
    'DEPLOY_ENV',
    'TARGET_ENV',
    'RUN_ENV',
  ],
])

/** Variables that hold the address of a database, whatever program reads them. */
export const addresses: ReadonlySet<string> = new Set([
  ...['DATABASE_URL', 'DB_URL', 'DB_HOST', 'DATABASE_HOST', 'POSTGRES_URL', 'MYSQL_URL'],
])

export const aimingOf = (program: string): Aiming | null =>
  aimings.find(({ programs }) => programs.includes(program)) ?? null
