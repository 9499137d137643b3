import type { Language } from '../extractor.ts'
import { Code } from './common/code.ts'
import { declarationRules } from './cpp/declarations.ts'
import { flagRules } from './cpp/flags.ts'
import { readRules } from './cpp/reads.ts'
import { constantsOf, speech } from './cpp/speech.ts'
import { ruled } from './rules.ts'

const facts = ruled([declarationRules, readRules, flagRules])

/** C and C++: macros, declarations, closed sets, environment variables, flags, tables of settings, routes and metrics. */
export const cpp: Language = {
  about:
    'C and C++: macros, declarations, closed sets, environment variables, flags, tables of settings, routes and metrics.',
  states: [
    'symbol',
    'signature',
    'member',
    'option',
    'environment-variable',
    'cli-flag',
    'command',
    'route',
    'metric',
  ],
  files: /\.(?:c|h|cc|hh|cpp|hpp|cxx|hxx|c\+\+|h\+\+|ipp|tpp|inl|cu|cuh|ino)$/i,
  // C is near enough to a part of C++ to be read as one.
  grammar: () => 'cpp',
  facts: (root, path) => facts(root, new Code(path, constantsOf(root), speech)),
}
