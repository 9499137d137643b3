import { PlumblineError } from '../domain/errors.ts'

type Options = Record<string, unknown>

const isOptions = (value: unknown): value is Options =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Options with their secrets in place, as a copy; a path with dots leads inside an option. */
export function withSecrets(
  options: Readonly<Options>,
  secrets: Readonly<Record<string, string>>,
): Options {
  const whole: Options = structuredClone(options)
  for (const [path, secret] of Object.entries(secrets)) {
    const names = path.split('.')
    const last = names.pop() ?? path
    let place = whole
    for (const name of names) {
      const inner = Object.hasOwn(place, name) ? place[name] : {}
      if (!isOptions(inner))
        throw new PlumblineError(
          'model.unusable',
          `a secret belongs at ${path}, but ${name} of the options is no object`,
        )
      place[name] = inner
      place = inner
    }
    place[last] = secret
  }
  return whole
}
