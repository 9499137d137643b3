import { PlumblineError } from '../domain/errors.ts'
import type { ModelName } from './faults.ts'

/** The numbers of a vector as a model gave them: it is somebody else's code, whatever its types say. */
export function numbersOf(given: unknown, model: ModelName): readonly number[] {
  const numbers: readonly unknown[] | null = Array.isArray(given)
    ? given
    : given instanceof Float32Array || given instanceof Float64Array
      ? Array.from(given)
      : null
  if (numbers === null || numbers.length === 0) throw unusable(model, 'no vector')
  return numbers.map((number) => {
    if (typeof number === 'number' && Number.isFinite(number)) return number
    throw unusable(model, 'a vector with something in it that is no number')
  })
}

/** A vector of length 1 in the direction that a model gave. */
export function unitVector(given: unknown, dimensions: number, model: ModelName): Float32Array {
  const numbers = numbersOf(given, model)
  if (numbers.length !== dimensions)
    throw unusable(model, `a vector of ${numbers.length} numbers where ${dimensions} were expected`)
  // By the largest number first, so that squares neither overflow nor vanish.
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0)
  if (largest === 0) throw unusable(model, `a vector of zeros; ${hint}`)
  const scaled = numbers.map((number) => number / largest)
  const length = Math.sqrt(scaled.reduce((sum, number) => sum + number * number, 0))
  return Float32Array.from(scaled, (number) => number / length)
}

// OpenAI's client asks for base64 by itself, and reads the plain numbers of a server that ignores this as a quarter as many zeros.
const hint = "a server that only resembles OpenAI's may need `options: { encodingFormat: float }`"

const unusable = ({ name }: ModelName, what: string): PlumblineError =>
  new PlumblineError('model.failed', `${name} gave ${what}`)
