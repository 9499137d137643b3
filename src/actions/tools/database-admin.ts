import { asksHelp, readArguments } from '../arguments.ts'
import {
  adds,
  destroys,
  destroysAll,
  disrupts,
  type Effect,
  loses,
  reads,
  widens,
} from '../effect.ts'
import type { Tool } from './tool.ts'

const byProgram: Readonly<
  Record<
    string,
    (name: string, has: (...names: readonly string[]) => boolean, verb: string) => Effect
  >
> = {
  dropdb: (name) => destroysAll(`drops the database${name} and everything in it`, 'database'),
  dropuser: (name) => loses(`drops the user${name}`, 'database'),
  createdb: (name) => adds(`creates the database${name}`),
  createuser: (name, has) =>
    has('-s', '--superuser')
      ? widens('creates an all-powerful user', 'database')
      : adds(`creates the user${name}`),
  pg_dump: () => reads('reads the database out'),
  pg_dumpall: () => reads('reads the databases out'),
  mysqldump: () => reads('reads the database out'),
  mongodump: () => reads('reads the database out'),
  pg_restore: (_, has) =>
    has('-c', '--clean')
      ? destroys('drops what is there and restores a dump', 'database')
      : has('-l', '--list')
        ? reads('lists a dump')
        : disrupts('restores a dump', 'database', 'with-effort'),
  mongorestore: (_, has) =>
    has('--drop')
      ? destroys('drops what is there and restores a dump', 'database')
      : disrupts('restores a dump', 'database', 'with-effort'),
  mysqladmin: (_, __, verb) =>
    /\bdrop\b/.test(verb)
      ? destroysAll('drops a database', 'database')
      : /status|ping|version|variables|processlist/.test(verb)
        ? reads('reads')
        : disrupts('disturbs the running database', 'database'),
  pg_ctl: (_, __, verb) =>
    /status/.test(verb) ? reads('reads') : disrupts('stops or starts the database', 'database'),
  pg_resetwal: (_, has) =>
    has('-n', '--dry-run', '-?')
      ? reads('only shows what it would do')
      : destroys('throws the write-ahead log away', 'database'),
  initdb: () => adds('prepares a folder for a database'),
  pg_isready: () => reads('asks whether the database answers'),
}

export const databaseAdmin: Tool = {
  about: 'Whole databases: creating, dropping, dumping and restoring them.',
  programs: Object.keys(byProgram),
  classify({ program, words }) {
    const given = readArguments(words, {
      valued: '-h --host -p --port -U --username -u -d --dbname -f --file -D'.split(' '),
    })
    if (asksHelp(given)) return reads('prints help')
    const name = given.positionals[0]
    const judge = byProgram[program]
    return judge
      ? judge(name === undefined ? '' : ` ${name}`, given.has, given.positionals.join(' '))
      : adds('changes something')
  },
}
