import { isComment } from '../../syntax/node.ts'
import type { Language, Stated } from '../extractor.ts'
import { ruled } from './rules.ts'
import { argumentRules } from './rust/arguments.ts'
import { clapBuilderRules } from './rust/clap-builder.ts'
import { clapDeriveRules } from './rust/clap-derive.ts'
import { declarationRules } from './rust/declarations.ts'
import { environmentRules } from './rust/environment.ts'
import { type File, fileOf } from './rust/file.ts'
import { metricRules } from './rust/metrics.ts'
import { routeRules } from './rust/routes.ts'
import { serdeRules } from './rust/serde.ts'
import { withOpenLists } from './states.ts'

const facts = ruled([
  declarationRules,
  serdeRules,
  environmentRules,
  clapDeriveRules,
  clapBuilderRules,
  argumentRules,
  metricRules,
  routeRules,
])

/** Rust: declarations, serde's keys, environment variables, flags, commands, metrics and routes. */
export const rust: Language = {
  about:
    "Rust: declarations, serde's keys, environment variables, flags, commands, metrics and routes.",
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
  ],
  files: /\.rs$/,
  grammar: () => 'rust',
  facts(root, path) {
    const file = fileOf(root, path)
    return withOpenLists(outsideTests(facts(root, file), file))
  },

  isDocumentation: isComment,
}

/** A file's own tests keep names alive, but prove no value and no list. */
function* outsideTests(stated: Iterable<Stated>, file: File): Iterable<Stated> {
  for (const fact of stated)
    if (!file.isTest(fact.at)) yield fact
    else if (fact.kind === 'symbol' && (fact.owner ?? null) === null) yield { ...fact, value: null }
}
