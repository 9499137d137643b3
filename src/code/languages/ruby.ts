import type { Language } from '../extractor.ts'
import { Code } from './common/code.ts'
import { declarationRules } from './ruby/declarations.ts'
import { flagRules } from './ruby/flags.ts'
import { memberRules } from './ruby/members.ts'
import { readRules } from './ruby/reads.ts'
import { routeRules } from './ruby/routes.ts'
import { constantsOf, speech } from './ruby/speech.ts'
import { ruled } from './rules.ts'

const facts = ruled([declarationRules, memberRules, readRules, flagRules, routeRules])

/** Ruby: declarations, options, closed sets, environment variables, commands, routes, migrations, metrics and switches. */
export const ruby: Language = {
  about:
    'Ruby: declarations, options, closed sets, environment variables, commands, routes, migrations, metrics and switches.',
  states: [
    'symbol',
    'signature',
    'member',
    'option',
    'environment-variable',
    'cli-flag',
    'command',
    'route',
    'table',
    'metric',
    'feature-flag',
  ],
  files: /\.(?:rb|ru|rake|gemspec)$/,
  grammar: () => 'ruby',
  facts: (root, path) => facts(root, new Code(path, constantsOf(root), speech)),
}
