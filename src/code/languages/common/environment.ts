import { isScreaming, type Stated } from '../../extractor.ts'
import type { Call, Code } from './code.ts'
import { unknowable, variable } from './stated.ts'

/** What may be a variable's name at all. */
export const isVariableName = (name: string): boolean => /^[A-Za-z_][\w.]{0,99}$/.test(name)

/**
 * A read of the environment: by the language's own functions (`reads`), or by a wrapper whose name says `env` and whose
 * first argument is a name in capitals. A second literal is the default.
 */
export function* environmentRead(call: Call, code: Code, reads: RegExp): Iterable<Stated> {
  const [first, second] = call.given
  const own = reads.test(call.path)
  if (!own && !/env/i.test(call.path)) return
  const name = code.text(first)
  if (name === null) {
    if (own) yield unknowable(call.node, 'environment-variable')
  } else if (own ? isVariableName(name) : isScreaming(name) && wraps(call))
    yield variable(call.node, name, code.value(second) ?? code.fallback(call.node))
}

const word =
  /getenv|(?:^|[^a-z])env(?:ironment)?(?![a-z])|(?<![A-Z])Env(?:ironment)?(?![a-z])|ENV(?![A-Z])/
const asking =
  /^(?:get|fetch|read|require|lookup|look_up|find|var|str|int|float|double|bool|has|contains|opt|default|dig|key\?|value$|list|array|json|url|load)/i

/** `env`, `getEnv`, `Env.get`, `env_or`: the word stands alone in the name, or what it stands before asks for something. */
const wraps = ({ path, name }: Call): boolean =>
  word.test(name)
    ? !/^(?:set|put|unset|with|add|delete|remove|clear|reset|stub)/i.test(name)
    : word.test(path) && asking.test(name)
