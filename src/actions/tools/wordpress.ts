import { asksHelp, readArguments } from '../arguments.ts'
import {
  adds,
  destroys,
  destroysAll,
  disrupts,
  type Effect,
  hides,
  loses,
  reads,
  widens,
} from '../effect.ts'
import { codeEffect } from '../interpreters.ts'
import { sqlEffect } from './sql-statements.ts'
import type { Call, Tool } from './tool.ts'

const valued =
  '--path --url --ssh --http --user --require --exec --context --format --fields --field --role'.split(
    ' ',
  )

const rules: readonly (readonly [RegExp, Effect])[] = [
  [
    /^(?:db (?:drop|reset|clean)|site (?:empty|delete)|core uninstall)\b/,
    destroysAll('destroys the database of the site, or the site', 'database'),
  ],
  [
    /^(?:db import|search-replace|import|core (?:multisite-convert|install))\b/,
    loses('overwrites what the database holds', 'database', 'no'),
  ],
  [
    /^(?:cache|transient|rewrite|menu cache|language|cli cache) (?:flush|delete|clear|prune)\b|^(?:widget|cron event) (?:deactivate|unschedule)\b/,
    disrupts('throws away what is computed again'),
  ],
  [
    /^super-admin add\b|^(?:user (?:set-role|add-role|add-cap)|role (?:create|reset)|cap add)\b/,
    widens('gives an account more rights', 'resource'),
  ],
  [
    /^\S+(?: \S+)? (?:delete|destroy|remove|reset|uninstall|drop|empty|clean|spam|trash)\b/,
    loses('deletes: {verb}'),
  ],
  [/^(?:shell|eval-file|server|package install)\b/, hides('runs code inside the site, unseen')],
  [
    /^(?:help|cli (?:info|version|check-update)|core (?:version|check-update|verify-checksums|is-installed)|db (?:check|export|size|tables|prefix|columns|search|dump)|config (?:get|list|has|path)|maintenance-mode (?:status|is-active))\b|^\S+(?: \S+)? (?:list|get|search|status|path|info|count|exists|is-\S+|verify-\S+|type|structure|pluck|logs)\b/,
    reads('reads'),
  ],
  [
    /^(?:core (?:update|download)|plugin|theme|config|maintenance-mode|option (?:update|set|patch)|user update|cron|db (?:optimize|repair)|media regenerate|site (?:archive|deactivate|spam))\b/,
    disrupts('changes the site: {verb}'),
  ],
]

function classify({ program, words, input }: Call): Effect {
  const given = readArguments(words, { valued })
  if (asksHelp(given) || given.has('--dry-run'))
    return reads('prints help, or shows what it would do')
  if (given.has('--exec', '--require')) return hides('runs code inside the site, unseen')
  const line = given.positionals.join(' ')
  const [first = '', second = '', third = ''] = given.positionals
  if (given.dynamic.has(0)) return hides(`tells ${program} by a variable what to do`)
  if (/^db (?:query|cli)\b/.test(line)) {
    if (third !== '') return sqlEffect(third)
    return input?.from === 'text'
      ? sqlEffect(input.text)
      : hides('runs statements, unseen', 'database')
  }
  if (first === 'eval') return phpEffect(second)
  const effect =
    rules.find(([pattern]) => pattern.test(line))?.[1] ?? adds('changes the site: {verb}')
  const forced = effect.class === 'D2' && /^core download\b/.test(line) && given.has('--force')
  const told = forced ? loses('writes over the files of the site') : effect
  return { ...told, effect: told.effect.replace('{verb}', `${first} ${second}`.trim()) }
}

/** What the code does by its own calls, or by those of the application, whose names tell. */
function phpEffect(code: string): Effect {
  const calls = /\b\w*(?:delete|remove|drop|truncate|purge|destroy|unlink)\w*\s*\(/i.test(code)
  return calls ? destroys('deletes from within the site', 'database') : codeEffect(code, () => [])
}

export const wordpress: Tool = {
  about: 'WordPress, through wp.',
  programs: ['wp', 'wp-cli', 'wp-cli.phar'],
  classify,
}
