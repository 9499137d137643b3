import type { Aiming } from './aiming.ts'

const database = {
  '-h': 'host',
  '--host': 'host',
  '-d': 'database',
  '--dbname': 'database',
  '-D': 'database',
  '--database': 'database',
} as const

/** How database clients say where they are aimed. */
export const databases: readonly Aiming[] = [
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
]
