import type { Language } from '../extractor.ts'
import { ruled } from './rules.ts'
import { assignmentRules } from './typescript/assignments.ts'
import { commandsOf } from './typescript/commands.ts'
import { declarationRules } from './typescript/declarations.ts'
import { environmentRules } from './typescript/environment.ts'
import { flagRules } from './typescript/flags.ts'
import { constantsOf } from './typescript/literals.ts'
import { memberRules } from './typescript/members.ts'
import { objectRules } from './typescript/objects.ts'
import { optionRules } from './typescript/options.ts'
import { routeRules } from './typescript/routes.ts'
import { serviceRules } from './typescript/services.ts'
import { signatureRules } from './typescript/signatures.ts'
import { typeRules } from './typescript/types.ts'

const facts = ruled([
  declarationRules,
  typeRules,
  assignmentRules,
  objectRules,
  optionRules,
  environmentRules,
  flagRules,
  signatureRules,
  memberRules,
  routeRules,
  serviceRules,
])

/** TypeScript and JavaScript, modules of both kinds. */
export const typescript: Language = {
  about:
    'TypeScript and JavaScript: declarations, signatures, options, environment variables, command lines, routes and what services name.',
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
  files: /\.(?:[cm]?[jt]s|[jt]sx)$/,
  grammar: (path) =>
    /\.[cm]?js$/.test(path) ? 'javascript' : /\.[jt]sx$/.test(path) ? 'tsx' : 'typescript',

  facts: (root, path) =>
    facts(root, { path, constants: constantsOf(root), commands: commandsOf(root) }),
}
