import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroys, type Effect, gravest, hides, reads } from '../effect.ts'
import { destructiveWord } from '../telling-words.ts'
import { mongoEffect } from './mongo-statements.ts'
import { sqlEffect } from './sql-statements.ts'
import type { Call, Tool } from './tool.ts'

const executes = ['-c', '--command', '-e', '--execute', '-Q', '-q', '--query', '--eval', '--sql']
const files = ['-f', '--file', '-i', '--input-file', '--queries-file']
const valued = [
  ...executes,
  ...files,
  ...'-h --host -p --port -U --username -u --user -d --dbname -D --database -P -S --socket -v --set -o --output'.split(
    ' ',
  ),
]

/** mysql reads `-p` as "ask for the password" when nothing is glued to it; the next word is not its value. */
const valuedFor = (program: string): readonly string[] =>
  /^(?:mysql|mariadb)$/.test(program)
    ? valued.filter((name) => !['-p', '-v', '-i', '-f', '-q', '-d', '-c'].includes(name))
    : valued

export const databaseClient: Tool = {
  about:
    'Databases, through the clients that run statements: psql, mysql, sqlite3, mongosh and their kin.',
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
  ],
  classify,
}

function classify({ program, words, input }: Call): Effect {
  const given = readArguments(words, { valued: valuedFor(program) })
  if (asksHelp(given) || given.has('-l', '--list')) return reads('lists databases or prints help')
  if (/^(?:influx|cockroach)$/.test(program) && destructiveWord(given.positionals, given.options))
    return destroys('deletes what the database holds', 'database')
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
    const last = /^-[a-zA-Z]{2,10}$/.test(word.text) ? `-${word.text.at(-1)}` : word.text
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
