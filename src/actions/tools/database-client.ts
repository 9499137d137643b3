import { lookUp } from '../../domain/lookup.ts'
import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, type Effect, gravest, hides, reads } from '../effect.ts'
import { destructiveWord, readsByItsWords } from '../telling-words.ts'
import { mongoEffect } from './mongo-statements.ts'
import { sqlEffect } from './sql-statements.ts'
import type { Call, Tool } from './tool.ts'

/** How a client writes its options. */
interface Client {
  /** Options whose value is a statement. */
  readonly executes: readonly string[]
  /** Options whose value is a file of statements. */
  readonly files: readonly string[]
  /** Other options that take a value. */
  readonly valued: readonly string[]
}

const client = (executes: string, files: string, valued: string): Client => ({
  executes: executes.split(' '),
  files: files.split(' '),
  valued: valued.split(' '),
})

const mysql = client(
  '-e --execute --init-command',
  '--init-file',
  '-h --host -P --port -u --user -D --database -S --socket --delimiter --default-character-set --password',
)
const mongo = client(
  '--eval',
  '-f --file',
  '-h --host --port -u --username -p --password --authenticationDatabase',
)

/** By the manual of each client: which letters of a cluster take the next word is told by nothing else. */
const clients: Readonly<Record<string, Client>> = {
  psql: client(
    '-c --command',
    '-f --file',
    '-h --host -p --port -U --username -d --dbname -o --output -L --log-file -v --set --variable -P --pset -F --field-separator -R --record-separator -T --table-attr',
  ),
  mysql,
  mariadb: mysql,
  sqlcmd: client('-Q -q', '-i', '-S -U -P -d -o -v -s -w -h -W -l -t -a -H'),
  cqlsh: client('-e --execute', '-f --file', '-u --username -p --password -k --keyspace'),
  sqlite3: client('-cmd', '-init', '-separator -newline -nullvalue'),
  'clickhouse-client': client(
    '-q --query',
    '--queries-file',
    '-h --host --port -u --user --password -d --database',
  ),
  duckdb: client('-c -cmd -s', '-init -f', '-separator -newline -nullvalue'),
  mongosh: mongo,
  mongo,
}

/** Of a client that has no row: what any of them could take. */
const anyClient = client(
  '-c --command -e --execute -Q -q --query --eval --sql -execute',
  '-f --file -i --input-file --queries-file',
  '-h --host -p --port -U --username -P -u --user -d --dbname -D --database -S --socket -v --set -o --output --url --certs-dir',
)

export const databaseClient: Tool = {
  about:
    'Databases, through the clients that run statements: psql, mysql, sqlite3, mongosh and their kin.',
  names: true,
  programs: [
    'psql',
    'mysql',
    'mariadb',
    'sqlite3',
    'sqlcmd',
    'cockroach',
    'clickhouse-client',
    'cqlsh',
    'pgcli',
    'mycli',
    'usql',
    'mongosh',
    'mongo',
    'duckdb',
    'snowsql',
    'influx',
    'sqlplus',
    'isql',
    'rman',
    'hive',
    'beeline',
    'spark-sql',
    'trino',
    'presto',
  ],
  classify,
}

function classify({ program, words, input }: Call): Effect {
  const { executes, files, valued } = lookUp(clients, program) ?? anyClient
  const given = readArguments(words, { valued: [...executes, ...files, ...valued] })
  if (asksHelp(given) || given.has('-l', '--list')) return reads('lists databases or prints help')
  if (/^(?:influx|cockroach)$/.test(program)) {
    const telling = destructiveWord(given.positionals, [])
    const reading = telling === null && readsByItsWords(given.positionals)
    const restores = /^(?:restore|node decommission|debug reset-quorum)\b/.test(
      given.positionals.join(' '),
    )
    if (telling !== null || restores || (!reading && destructiveWord([], given.options)))
      return destroys('deletes what the database holds', 'database')
    if (reading) return reads('reads')
  }
  const judge = /^mongo/.test(program) ? mongoEffect : sqlEffect
  const statements = allValues(words, executes).map((word) =>
    word.dynamic && /^\s*[$`]/.test(word.text)
      ? hides('runs statements held in a variable', 'database')
      : judge(word.text),
  )
  const inline = given.positionals
    .slice(1)
    .filter((word) => /^\s*[.\w]+\s/.test(word))
    .map(judge)
  const unseen =
    given.has(...files) || given.positionals.some((word) => /^@\S/.test(word))
      ? [hides('runs the statements of a file', 'database')]
      : []
  const effects = [...statements, ...inline, ...unseen, ...fromInput(input, judge)]
  return effects.length > 0 ? gravest(effects) : adds('opens a session', 'none')
}

/** Every value of these options: `psql -c … -c …` runs both. */
function allValues(words: Call['words'], names: readonly string[]): Call['words'] {
  return words.flatMap((word, place) => {
    const glued = names.find((name) => name.startsWith('--') && word.text.startsWith(`${name}=`))
    if (glued) return [{ ...word, text: word.text.slice(glued.length + 1) }]
    const next = words[place + 1]
    const short = names.find(
      (name) =>
        !name.startsWith('--') &&
        word.text.startsWith(name) &&
        word.text.length > 2 &&
        /\s/.test(word.text),
    )
    if (short) return [{ ...word, text: word.text.slice(2) }]
    // `psql -tAc …`: the last letter of a cluster takes the next word.
    const last =
      /^-[a-zA-Z]{2,10}$/.test(word.text) && !names.includes(word.text)
        ? `-${word.text.at(-1)}`
        : word.text
    return names.includes(last) && next ? [next] : []
  })
}

function fromInput(input: Call['input'], judge: (text: string) => Effect): readonly Effect[] {
  if (input === null) return []
  if (input.from === 'text') return [judge(input.text)]
  const [first, ...rest] = input.from === 'pipe' ? input.words : []
  const said = first?.text === 'echo' || first?.text === 'printf'
  const known = said && rest.every(({ dynamic }) => !dynamic)
  return known
    ? [judge(rest.map(({ text }) => text).join(' '))]
    : [hides('runs statements that come from elsewhere', 'database')]
}
