import type { Language } from '../extractor.ts'
import { Code } from './common/code.ts'
import { commandRules } from './java/commands.ts'
import { declarationRules } from './java/declarations.ts'
import { optionRules } from './java/options.ts'
import { readRules } from './java/reads.ts'
import { routeRules } from './java/routes.ts'
import { constantsOf, speech } from './java/speech.ts'
import { tableRules } from './java/tables.ts'
import { ruled } from './rules.ts'

const facts = ruled([
  declarationRules,
  optionRules,
  readRules,
  commandRules,
  routeRules,
  tableRules,
])

/** Java: declarations, configuration keys, environment variables, commands, routes, tables, metrics and switches. */
export const java: Language = {
  about:
    'Java: declarations, configuration keys, environment variables, commands, routes, tables, metrics and switches.',
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
    'schedule',
    'metric',
    'feature-flag',
  ],
  files: /\.java$/,
  grammar: () => 'java',
  facts: (root, path) => facts(root, new Code(path, constantsOf(root), speech)),

  // The grammar's types of comments are two.
  isDocumentation: ({ type }) => type === 'line_comment' || type === 'block_comment',
}
