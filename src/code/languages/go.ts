import type { Language } from '../extractor.ts'
import { declarationRules } from './go/declarations.ts'
import { environmentRules } from './go/environment.ts'
import { fieldRules } from './go/fields.ts'
import { fileOf } from './go/file.ts'
import { flagRules } from './go/flags.ts'
import { kingpinRules } from './go/kingpin.ts'
import { labelKeyRules } from './go/label-keys.ts'
import { metricRules } from './go/metrics.ts'
import { routeRules } from './go/routes.ts'
import { settingRules } from './go/settings.ts'
import { urfaveRules } from './go/urfave.ts'
import { ruled } from './rules.ts'
import { withOpenLists } from './states.ts'

const facts = ruled([
  declarationRules,
  fieldRules,
  settingRules,
  environmentRules,
  flagRules,
  kingpinRules,
  urfaveRules,
  labelKeyRules,
  metricRules,
  routeRules,
])

/** Go: declarations, tags of structs, environment variables, flags, commands, metrics and routes. */
export const go: Language = {
  about:
    'Go: declarations, tags of structs, environment variables, flags, commands, metrics and routes.',
  states: [
    'symbol',
    'signature',
    'member',
    'option',
    'environment-variable',
    'cli-flag',
    'command',
    'metric',
    'route',
    'feature-flag',
  ],
  files: /\.go$/,
  grammar: () => 'go',
  facts: (root, path) => withOpenLists(facts(root, fileOf(root, path))),
}
