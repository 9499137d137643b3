import type { Language } from '../extractor.ts'
import { ruled } from './rules.ts'
import { assignmentRules } from './typescript/assignments.ts'
import { declarationRules } from './typescript/declarations.ts'
import { environmentRules } from './typescript/environment.ts'
import { flagRules } from './typescript/flags.ts'
import { constantsOf } from './typescript/literals.ts'
import { objectRules } from './typescript/objects.ts'
import { optionRules } from './typescript/options.ts'
import { typeRules } from './typescript/types.ts'

const facts = ruled([
  declarationRules,
  typeRules,
  assignmentRules,
  objectRules,
  optionRules,
  environmentRules,
  flagRules,
])

/** TypeScript and JavaScript, modules of both kinds. */
export const typescript: Language = {
  about:
    'TypeScript and JavaScript: declarations, members, exports, options, environment variables and flags.',
  states: ['symbol', 'option', 'environment-variable'],
  files: /\.(?:[cm]?[jt]s|[jt]sx)$/,
  grammar: (path) =>
    /\.[cm]?js$/.test(path) ? 'javascript' : /\.[jt]sx$/.test(path) ? 'tsx' : 'typescript',

  facts: (root, path) => facts(root, { path, constants: constantsOf(root) }),
}
