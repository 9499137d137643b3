import { type Effect, tampers } from './effect.ts'

const paths =
  /(?:^|[/=])(?:plumbline\.ya?ml|\.plumbline(?:\/|$)|plumbline[\w-]*\.(?:db|sqlite3?)|\.claude\/(?:settings[\w.]*\.json|hooks)|\.codex\/(?:config|hooks)|\.gemini\/settings|\.git\/hooks|\.husky(?:\/|$))/i
const self = /(?:^|[/:@.])plumbline(?:d|-gate|-server|\.service)?$/i
const setting = /^PLUMBLINE_\w*=/

/** What of a command could concern the gate. */
export interface Concern {
  readonly argv: readonly string[]
  readonly assignments: readonly string[]
  readonly written: readonly string[]
  readonly effect: Effect
}

/** The gate's own configuration, hooks, keys, log and processes are nobody's to change from within. */
export function guardEffect({ argv, assignments, written, effect }: Concern): Effect | null {
  const sets = [
    ...assignments,
    ...argv.slice(
      /^(?:export|declare|typeset|env|unset|readonly)$/.test(argv[0] ?? '') ? 1 : argv.length,
    ),
  ]
  if (sets.some((text) => setting.test(text)))
    return tampers('changes what the gate is told by its environment')
  if (written.some((path) => paths.test(path))) return tampers('writes over the gate or its hooks')
  const versioned = argv[0] === 'git' && /^(?:add|commit|push|log|diff|show)$/.test(argv[1] ?? '')
  if (effect.class === 'D0' || versioned) return null
  if (argv.slice(1).some((word) => paths.test(word)))
    return tampers('changes the gate, its policy, its keys or its log')
  const stops = effect.class !== 'D1' && argv.slice(1).some((word) => self.test(word))
  return stops ? tampers('stops or removes the gate') : null
}
