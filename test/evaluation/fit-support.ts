import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { compareReadings } from '../../src/support/compare.ts'
import { featuresOf } from '../../src/support/features.ts'
import { unmarked } from '../../src/support/marks.ts'
import { readingOf } from '../../src/support/reading.ts'

/**
 * Prints `weights` and `bias` of `src/support/likely-weights.ts`: `runCompiled` with a file of labelled pairs whose `source` names a page
 * (`page "…"`). Fits on the half of the pages whose name has an even SHA-256; the other half is left to measure on.
 */
const rowSchema = z.looseObject({
  claim: z.string(),
  evidence: z.string(),
  label: z.enum(['SUPPORTED', 'CONTRADICTED', 'NOT_ENOUGH_INFO']),
  source: z.string(),
})
const classes = ['SUPPORTED', 'CONTRADICTED', 'NOT_ENOUGH_INFO'] as const
const steps = 3000

const rows = readFileSync(process.argv[2] ?? '', 'utf8')
  .trim()
  .split('\n')
  .map((line) => rowSchema.parse(JSON.parse(line)))
  .filter(({ source }) => isEven(/page "(.*)", revision/.exec(source)?.[1] ?? source))

function isEven(page: string): boolean {
  const digest = createHash('sha256').update(page).digest()
  return (digest[digest.length - 1] ?? 0) % 2 === 0
}

const features = rows.map(({ claim, evidence }) =>
  featuresOf(compareReadings(readingOf(unmarked(claim)), readingOf(unmarked(evidence)))),
)
const names = Object.keys(features[0] ?? {})
const inputs = features.map((one) => [...names.map((name) => one[name] ?? 0), 1])
const wanted = rows.map(({ label }) => classes.indexOf(label))

/** Gradient descent with momentum on the logistic loss with half the squared weights added (the bias is free). */
function fitted(): readonly (readonly number[])[] {
  const width = names.length + 1
  const zeros = () => classes.map(() => new Array<number>(width).fill(0))
  const [weights, speed] = [zeros(), zeros()]
  for (let step = 0; step < steps; step += 1) {
    const slope = zeros()
    for (const [row, input] of inputs.entries()) {
      for (const [index, error] of errorsOf(weights, input, wanted[row] ?? 0).entries())
        for (let at = 0; at < width; at += 1) slope[index]![at]! += error * (input[at] ?? 0)
    }
    for (const [index, one] of weights.entries())
      for (let at = 0; at < width; at += 1) {
        const pull = at === width - 1 ? 0 : one[at]!
        speed[index]![at] =
          0.95 * speed[index]![at]! - (0.5 / inputs.length) * (slope[index]![at]! + pull)
        one[at]! += speed[index]![at]!
      }
  }
  return weights
}

function errorsOf(
  weights: readonly (readonly number[])[],
  input: readonly number[],
  label: number,
): readonly number[] {
  const sums = weights.map((one) =>
    one.reduce((sum, weight, at) => sum + weight * (input[at] ?? 0), 0),
  )
  const powers = sums.map((sum) => Math.exp(sum - Math.max(...sums)))
  const whole = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power, index) => power / whole - (index === label ? 1 : 0))
}

const weights = fitted()
const column = (at: number): string => weights.map((one) => one[at]?.toFixed(3)).join(', ')
console.log(`// ${rows.length} pairs`)
for (const [at, name] of names.entries()) console.log(`  ${name}: [${column(at)}],`)
console.log(`bias = [${column(names.length)}]`)
