import { classifyAction } from '../actions/classify.ts'
import type { CellView, EffectivePolicy, ExampleResult } from '../domain/policy-view.ts'
import type { Principal } from '../domain/principal.ts'
import { quotedWord } from '../domain/shell-word.ts'
import { documentOf } from '../verdicts/policy/document.ts'
import type { Cell, Policy, PolicyRule } from '../verdicts/policy/model.ts'
import type { ExampleFault } from '../verdicts/policy/reader.ts'
import { policyIn } from '../verdicts/policy/resolve.ts'
import { defaultPolicy, policyDigest } from '../verdicts/policy.ts'
import { loadPolicy } from './following.ts'

export { defaultPolicy as builtInPolicy }

/** Reads a policy's file and tries every example in it. Throws `policy.unreadable` where anything else is wrong with it. */
export async function tryPolicy(file: string): Promise<{
  readonly name: string
  readonly rules: number
  readonly examples: readonly ExampleResult[]
}> {
  const faults: ExampleFault[] = []
  const policy = await loadPolicy(file, faults)
  const rules = policy.rules.length + policy.profiles.flatMap((one) => one.rules).length
  return { name: policy.name, rules, examples: await tryExamples(policy, faults) }
}

/**
 * Every example of every rule with what came of it: whether the rule holds to it, and whether the classes that it states are
 * those that such commands get.
 */
async function tryExamples(
  policy: Policy,
  faults: readonly ExampleFault[],
): Promise<readonly ExampleResult[]> {
  const rules = [...policy.rules, ...policy.profiles.flatMap((profile) => profile.rules)]
  const results: ExampleResult[] = []
  for (const rule of rules) {
    for (const given of rule.examples.match)
      results.push(await result(rule, 'match', given, faults))
    for (const given of rule.examples.noMatch)
      results.push(await result(rule, 'no match', given, faults))
  }
  return results
}

async function result(
  { id }: PolicyRule,
  expected: ExampleResult['expected'],
  given: unknown,
  faults: readonly ExampleFault[],
): Promise<ExampleResult> {
  const fault = faults.find((one) => one.given === given)
  const problems = await Promise.all(commandsOf(given).map(misclassed))
  return {
    rule: id,
    expected,
    example: JSON.stringify(given),
    problem: fault
      ? `line ${fault.line}: the rule ${fault.problem}`
      : (problems.find((problem) => problem !== null) ?? null),
  }
}

interface Stated {
  readonly text: string
  readonly stated: string
}

function commandsOf(given: unknown): readonly Stated[] {
  if (typeof given !== 'object' || given === null || !('commands' in given)) return []
  const { commands } = given
  if (!Array.isArray(commands)) return []
  return commands.flatMap((command: unknown): readonly Stated[] => {
    if (typeof command !== 'object' || command === null) return []
    if (!('argv' in command) || !('class' in command)) return []
    const { argv, class: stated } = command
    const text = Array.isArray(argv)
      ? argv.map((word) => quotedWord(String(word))).join(' ')
      : String(argv)
    return [{ text, stated: String(stated) }]
  })
}

async function misclassed({ text, stated }: Stated): Promise<string | null> {
  const { commands } = await classifyAction({ command: text })
  const classes = [...new Set(commands.map((command) => command.class))]
  return classes.some((one) => one === stated)
    ? null
    : `${text} is stated to be ${stated}, and is ${classes.join(' and ') || 'nothing'}`
}

/** The policy as it holds for somebody in an environment; the strictest where none is named. */
export function effectivePolicy(
  policy: Policy,
  principal: Principal | null,
  environment: string | null,
): EffectivePolicy {
  const who = principal ?? { id: '', groups: [] }
  const effective = policyIn(policy, who, environment === null ? null : [environment])
  const { freezes } = documentOf(effective)
  return {
    name: effective.name,
    sha256: policyDigest(effective),
    mode: effective.mode,
    holdsFor: `${principal?.id ?? 'whoever no profile names'} in ${environment ?? 'an environment that cannot be told'}`,
    // What a rule decides is told at the rule.
    rows: effective.rows
      .filter(({ id }) => id !== 'company-rule')
      .map(({ id, condition, cells: { inform, act, destroy } }) => ({
        id,
        condition,
        cells: { inform: viewOf(inform), act: viewOf(act), destroy: viewOf(destroy) },
      })),
    classes: Object.fromEntries(
      Object.entries(effective.byClass).map(([name, cell]) => [name, viewOf(cell)]),
    ),
    rules: effective.rules.map(({ id, when, message, decision, people }) => ({
      ...{ id, when, message },
      cell: { decision, people: people ?? null },
    })),
    environments: effective.environments.map(({ name, names, hosts, accounts, critical }) => ({
      name,
      says: [...names, ...hosts, ...accounts, ...(critical ? ['(critical)'] : [])].join(', '),
    })),
    freezes: freezes.map(
      ({ reason, environments, from, until, timeZone }) =>
        `${from} to ${until} (${timeZone}), ${environments?.join(', ') ?? 'everywhere'}: ${reason}`,
    ),
  }
}

const viewOf = ({ decision, people }: Cell): CellView => ({ decision, people: people ?? null })
