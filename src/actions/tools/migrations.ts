import { asksHelp, readArguments } from '../arguments.ts'
import { adds, destroysAll, disrupts, type Effect, hides, loses, reads } from '../effect.ts'
import { destructiveName } from '../telling-words.ts'
import type { Call, Tool } from './tool.ts'

const whole = destroysAll('drops the database, or empties and rebuilds it', 'database')
const back = loses('takes migrations back, with the data in what they built', 'database')

/** What a task does, by how frameworks and migration tools call it; the first that fits decides. */
const tasks: readonly (readonly [RegExp, Effect])[] = [
  [
    /^(?:db:version|db:abort\S*|db:migrate:status|db:schema:(?:dump|cache:dump)|db:structure:dump|db:show|db:table|db:monitor|migrate:status|migrate status|migrate (?:diff|resolve|list|info|current)|showmigrations|sqlmigrate|sqlflush|check|makemigrations|make:\S+|migrate:make|migration:(?:create|generate|show)|migrations? (?:list|add|script|has-pending\S*|bundle|new|create|status)|info|validate|current|history|heads|branches|show|routes|about|stats|notes|middleware|inspectdb|diffsettings|status|status:\S+|list|test\S*|ecto\.migrations|phx\.routes|core:status|option get|post list|user list|dbcontext \S+|introspect|pull|doctor)$/,
    reads('reads, or writes a migration to be run later'),
  ],
  [
    /^(?:db:(?:drop|reset|setup|purge|wipe|recreate|rebuild|truncate_all|schema:load\S*|structure:load|seed:replant|fresh|refresh|clean|clear|nuke|migrate:reset|test:\S+)\S*|(?:migrate:)(?:fresh|refresh|reset)|migrate (?:fresh|reset|refresh|drop)|migration:(?:fresh|refresh|reset)|ecto\.(?:drop|reset)|flush|reset_db|reset_schema|sqlreset|dropall|drop-all|dropAll|drop-all-sql|clean|drop|database (?:drop|reset|setup)|ef database drop|schema:(?:drop|clean)|schema (?:clean|drop|apply)|doctrine:(?:database:drop|schema:drop|fixtures:load)|db (?:reset|drop|clean|wipe|nuke)|sql[-:]drop|site[-: ](?:install|empty|delete)|core:uninstall|setup:(?:uninstall|rollback)|remigrate|purge|fixtures:load|queue:flush|down-to 0|reset|hautelook:\S+|gitlab:(?:backup:restore|setup|cleanup:\S+|db:drop\S*))$/,
    whole,
  ],
  [
    /^(?:db:(?:rollback|migrate:(?:down|redo|undo\S*)|undo|forward|seed:undo\S*)|db:migrate:undo\S*|migrate:(?:rollback|down|undo|revert)|migrate (?:down|rollback|undo|revert|goto|force)|migration:(?:revert|rollback|run:down)|migrations? (?:revert|remove|rollback|undo)|ecto\.rollback|rollback\S*|undo|down|down-to|redo|downgrade|revert|repair|baseline|doctrine:migrations:(?:execute|rollup)|stop-\w+|model:prune|queue:(?:clear|prune\S*)|telescope:prune|horizon:clear|schedule:clear-cache|clearsessions|remove_stale_contenttypes|delete\S*|destroy)\b/,
    back,
  ],
  [
    /^(?:runner|shell|console|dbshell|tinker|eval|eval-file|db:console|dbconsole|ecto\.shell|db query|db cli|sql[-:]query|sqlq|sql[-:]cli|php:eval|execute|ssh)$/,
    hides('runs code or statements inside the application'),
  ],
  [
    /^(?:db:(?:migrate|seed|prepare|push|sync|create)\S*|migrate\S*|migration:run|migrations? (?:run|apply)|ecto\.migrate|upgrade|update|up|up-to|latest|deploy|loaddata|database update|db (?:push|execute|seed|import|upgrade|migrate)|doctrine:migrations:migrate|doctrine:schema:update|setup:upgrade|updatedb|sql-sync|sql:sync|import|search-replace|load|sync)\b/,
    disrupts('changes the shape or the content of the database', 'database', 'with-effort'),
  ],
]

const programs =
  'rails rake spring hanami mix artisan manage.py django-admin flask alembic flyway liquibase prisma drizzle-kit knex sequelize sequelize-cli mikro-orm node-pg-migrate db-migrate ' +
  'dbmate goose atlas sqitch migrate sqlx diesel sea-orm-cli sea phinx drush magento gitlab-rake gitlab-rails console cake craft symfony yii oban dotnet-ef refinery dbdeployer skeema gh-ost pt-online-schema-change bytebase rel roundhouse yoyo aerich piccolo tern'
const valued =
  '-e --env --environment -c --config -n --name -x -m --message -d --database --database-url -url -path -source -database --path --schema --schema-path --connection --context --project -p --dir -dir --url --datamodel --settings --to-schema'.split(
    ' ',
  )

/** What insists on losing data: `prisma db push --accept-data-loss`. */
const insisting = [
  '--force-reset',
  '--accept-data-loss',
  '--drop',
  '--drop-all',
  '--clean',
  '--fresh',
  '--reset',
  '--flush',
  '--purge-with-truncate',
  '--drop-database',
  '--full-database',
]

function classify({ program, words }: Call): Effect {
  const given = readArguments(words, {
    valued,
    singleDash: /^(?:flyway|migrate|goose)$/.test(program),
  })
  if (asksHelp(given) || given.has('--dry-run', '--pretend', '-dryRunOutput', '--sql', '--dryrun'))
    return reads('prints help, or shows what it would do')
  if (given.has('-T', '--tasks') && given.positionals.length === 0) return reads('lists tasks')
  if (given.dynamic.has(0)) return hides('runs a task named by a variable')
  const verbs = given.positionals.filter((word) => !/[=/]|^\d/.test(word))
  if (given.has(...insisting)) return whole
  // `python manage.py migrate shop zero`
  if (/^migrate$/.test(verbs[0] ?? '') && given.positionals.at(-1) === 'zero') return back
  const [first = '', second = ''] = verbs
  const named = [
    `${first} ${second} ${verbs[2] ?? ''}`.trim(),
    `${first} ${second}`.trim(),
    first,
    ...(/^(?:db|database|site)$/.test(first) ? [second] : []),
    ...(program === 'rake' ? verbs : []),
  ]
  for (const [pattern, effect] of tasks) if (named.some((name) => pattern.test(name))) return effect
  const telling = verbs.find((verb) => destructiveName(verb))
  if (telling !== undefined) return loses(`runs ${telling}, which by its name destroys`)
  return { ...adds(`runs the task ${first}`.trim()), unknownProgram: true }
}

export const migrations: Tool = {
  about:
    'Tasks of web frameworks and migration tools: Rails, Django, Laravel, Symfony, Prisma, Knex, Alembic, Flyway, Liquibase, Ecto, golang-migrate and their kin.',
  programs: [...new Set(programs.split(' '))],
  classify,
}
