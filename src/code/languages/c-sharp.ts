import type { Language } from '../extractor.ts'
import { declarationRules } from './c-sharp/declarations.ts'
import { flagRules } from './c-sharp/flags.ts'
import { optionRules } from './c-sharp/options.ts'
import { readRules } from './c-sharp/reads.ts'
import { routeRules } from './c-sharp/routes.ts'
import { constantsOf, speech } from './c-sharp/speech.ts'
import { tableRules } from './c-sharp/tables.ts'
import { Code } from './common/code.ts'
import { ruled } from './rules.ts'

const facts = ruled([declarationRules, optionRules, readRules, flagRules, routeRules, tableRules])

/** C#: declarations, closed sets, configuration keys, environment variables, commands, routes, tables, metrics and switches. */
export const cSharp: Language = {
  about:
    'C#: declarations, closed sets, configuration keys, environment variables, commands, routes, tables, metrics and switches.',
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
  files: /\.cs$/,
  grammar: () => 'c-sharp',
  facts: (root, path) => facts(root, new Code(path, constantsOf(root), speech)),
}
