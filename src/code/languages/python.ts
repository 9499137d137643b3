import type { Language } from '../extractor.ts'
import { commandsOf } from './python/commands.ts'
import { declarationRules } from './python/declarations.ts'
import { dictionaryRules } from './python/dictionaries.ts'
import { environmentReaders, environmentRules } from './python/environment.ts'
import { settingsRules } from './python/fields.ts'
import { flagRules } from './python/flags.ts'
import { constantsOf } from './python/literals.ts'
import { memberRules } from './python/members.ts'
import { namespaceRules } from './python/namespaces.ts'
import { optionRules } from './python/options.ts'
import { routeRules } from './python/routes.ts'
import { serviceRules } from './python/services.ts'
import { signatureRules } from './python/signatures.ts'
import { ruled } from './rules.ts'

const facts = ruled([
  declarationRules,
  settingsRules,
  optionRules,
  namespaceRules,
  dictionaryRules,
  environmentRules,
  flagRules,
  signatureRules,
  memberRules,
  routeRules,
  serviceRules,
])

/** Python: declarations, signatures, options, environment variables, command lines, routes and what services name. */
export const python: Language = {
  about:
    'Python: declarations, signatures, options, environment variables, command lines, routes and what services name.',
  states: [
    'symbol',
    'option',
    'environment-variable',
    'cli-flag',
    'command',
    'member',
    'signature',
    'route',
    'metric',
    'feature-flag',
    'table',
  ],
  files: /\.pyi?$/,
  grammar: () => 'python',
  facts: (root, path) =>
    facts(root, {
      path,
      constants: constantsOf(root),
      commands: commandsOf(root),
      readers: environmentReaders(root),
    }),

  // A string that is a statement of its own is a docstring.
  isDocumentation: ({ type, parent }) =>
    type === 'string' && parent?.type === 'expression_statement',
}
