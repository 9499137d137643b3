import type { Language } from '../extractor.ts'
import { declarationRules } from './python/declarations.ts'
import { dictionaryRules } from './python/dictionaries.ts'
import { environmentRules } from './python/environment.ts'
import { settingsRules } from './python/fields.ts'
import { flagRules } from './python/flags.ts'
import { constantsOf } from './python/literals.ts'
import { optionRules } from './python/options.ts'
import { ruled } from './rules.ts'

const facts = ruled([
  declarationRules,
  settingsRules,
  optionRules,
  dictionaryRules,
  environmentRules,
  flagRules,
])

/** Python: declarations, parameters, fields, options, environment variables and flags. */
export const python: Language = {
  about: 'Python: declarations, parameters, fields, options, environment variables and flags.',
  states: ['symbol', 'option', 'environment-variable'],
  files: /\.pyi?$/,
  grammar: () => 'python',
  facts: (root, path) => facts(root, { path, constants: constantsOf(root) }),

  // A string that is a statement of its own is a docstring.
  isDocumentation: ({ type, parent }) =>
    type === 'string' && parent?.type === 'expression_statement',
}
