import type { Language } from '../extractor.ts'
import { Code } from './common/code.ts'
import { declarationRules } from './php/declarations.ts'
import { flagRules } from './php/flags.ts'
import { optionRules } from './php/options.ts'
import { readRules } from './php/reads.ts'
import { routeRules } from './php/routes.ts'
import { constantsOf, speech } from './php/speech.ts'
import { tableRules } from './php/tables.ts'
import { ruled } from './rules.ts'

const facts = ruled([declarationRules, optionRules, readRules, flagRules, routeRules, tableRules])

/** PHP: declarations, closed sets, configuration keys, environment variables, commands, routes, tables, metrics and switches. */
export const php: Language = {
  about:
    'PHP: declarations, closed sets, configuration keys, environment variables, commands, routes, tables, metrics and switches.',
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
  files: /\.(?:php|phtml)$/,
  grammar: () => 'php',
  facts: (root, path) => facts(root, new Code(path, constantsOf(root), speech)),
}
