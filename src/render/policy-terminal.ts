import pc from 'picocolors'
import type { CellView, EffectivePolicy, ExampleResult } from '../domain/policy-view.ts'
import { intents } from '../domain/verdict.ts'

interface Tried {
  readonly name: string
  readonly rules: number
  readonly examples: readonly ExampleResult[]
}

/** What came of a policy's examples, one line each. */
export function examplesForTerminal(
  { name, rules, examples: results }: Tried,
  color: boolean,
): string {
  const paint = pc.createColors(color)
  const width = Math.max(4, ...results.map(({ rule }) => rule.length))
  const lines = results.flatMap(({ rule, expected, example, problem }) => [
    `  ${problem === null ? paint.green('ok  ') : paint.red('fail')}  ${rule.padEnd(width)}  ${expected.padEnd(8)}  ${paint.dim(example.slice(0, 160))}`,
    ...(problem === null ? [] : [`        ${paint.red(problem)}`]),
  ])
  const failed = results.filter(({ problem }) => problem !== null).length
  const sum = `${name}: ${counted(rules, 'rule')}, ${counted(results.length, 'example')}, ${failed === 0 ? 'all hold' : `${failed} do not hold`}`
  return `${[...lines, sum].join('\n')}\n`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** A policy as it holds for somebody somewhere. */
export function policyForTerminal(policy: EffectivePolicy, color: boolean): string {
  const paint = pc.createColors(color)
  const width = Math.max(...policy.rows.map(({ id }) => id.length))
  const columns = intents.map((column) =>
    Math.max(column.length, ...policy.rows.map(({ cells }) => worded(cells[column]).length)),
  )
  const row = (id: string, cells: readonly string[]) =>
    `  ${id.padEnd(width)}  ${cells.map((cell, at) => cell.padEnd(columns[at] ?? 0)).join('  ')}`.trimEnd()
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines]
  return `${[
    `${paint.bold(policy.name)} for ${policy.holdsFor}`,
    paint.dim(`mode ${policy.mode}, sha256 ${policy.sha256}`),
    ...section('Table', [
      paint.dim(row('', [...intents])),
      ...policy.rows.map(({ id, cells }) =>
        row(
          id,
          intents.map((column) => worded(cells[column])),
        ),
      ),
    ]),
    ...section(
      'An action alone, by its class',
      Object.entries(policy.classes).map(([name, cell]) => `  ${name}  ${worded(cell)}`),
    ),
    ...section(
      'Rules',
      policy.rules.flatMap(({ id, when, message, cell }) => [
        `  ${id}: ${worded(cell)}`,
        `    ${paint.dim(when.replace(/\s+/g, ' '))}`,
        `    ${message}`,
      ]),
    ),
    ...section(
      'Environments',
      policy.environments.map(({ name, says }) => `  ${name}: ${paint.dim(says)}`),
    ),
    ...section(
      'Freezes',
      policy.freezes.map((freeze) => `  ${freeze}`),
    ),
  ].join('\n')}\n`
}

const worded = ({ decision, people }: CellView): string => {
  if (people === null) return decision
  const senior = people.senior === 0 ? '' : `, ${people.senior} senior`
  return `${decision} (${people.approvers}${senior})`
}
