import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { packageRoot } from '../../src/package-root.ts'
import { readAction } from '../support/composite-action.ts'
import { blocksOf } from '../support/fenced.ts'
import { jobIn, templateIn } from '../support/gitlab-template.ts'

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8')

/** Rows of the tables under a heading whose first cell is code: that, and the last cell. */
const rowsUnder = (page: string, heading: string): readonly (readonly [string, string])[] => {
  const [, section = ''] = read(page).split(`\n## ${heading}\n`)
  const [inside = ''] = section.split('\n## ')
  return Array.from(
    inside.matchAll(/^\| `([^`]+)` \|(?:.*\|)? ([^|]*) \|$/gm),
    ([, name = '', last = '']) => [name, last],
  )
}

/** Defaults of a table, as a file has them; what is said in words is none. */
const defaultsIn = (rows: ReturnType<typeof rowsUnder>): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.map(([name, last]) => [name, /^`([^`]+)`$/.exec(last)?.[1] ?? '']))

describe('docs/github.md', () => {
  const action = readAction(join(packageRoot, 'action.yml'))
  const spoken = new Set(['working-directory'])

  test('has every input of the action with its default, and no other', () => {
    const expected = Object.entries(action.inputs).map(([name, input]) => [
      name,
      spoken.has(name) ? '' : input.default,
    ])
    expect(defaultsIn(rowsUnder('docs/github.md', 'Inputs'))).toEqual(Object.fromEntries(expected))
  })

  test('has every output of the action, and no other', () => {
    const named = rowsUnder('docs/github.md', 'Outputs').map(([name]) => name)
    expect(named.toSorted()).toEqual(Object.keys(action.outputs).toSorted())
  })

  test('shows workflows that name inputs and outputs that there are, and others pinned to a commit', () => {
    const [whole = '', steps = ''] = blocksOf('docs/github.md', 'yaml')
    const workflow = parse(whole)
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' })
    const ours = [...workflow.jobs.plumbline.steps, ...parse(steps)].filter(({ uses }) =>
      /\/plumbline@/.test(uses),
    )
    expect(ours).toHaveLength(2)
    for (const { with: given = {} } of ours)
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
    const outputs = Array.from(steps.matchAll(/outputs\.([\w-]+)/g), ([, name]) => name)
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(outputs))
    for (const [, uses = ''] of `${whole}${steps}`.matchAll(/uses: (.*)$/gm))
      expect(uses).toMatch(/^(?:example\/plumbline@v|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/)
  })
})

describe('docs/gitlab.md', () => {
  const file = join(packageRoot, 'templates', 'plumbline.yml')

  test('has every input of the template with its default, and no other', () => {
    const expected = Object.entries(templateIn(file).inputs).map(([name, input]) => [
      name,
      String(input.default ?? ''),
    ])
    expect(defaultsIn(rowsUnder('docs/gitlab.md', 'Inputs'))).toEqual(Object.fromEntries(expected))
  })

  test('shows an include that the template takes, and names what the job leaves behind', () => {
    const [shown = ''] = blocksOf('docs/gitlab.md', 'yaml')
    const [include] = parse(shown).include
    expect(existsSync(join(packageRoot, include.file))).toBe(true)
    const { artifacts } = jobIn(file, 'plumbline', include.inputs)
    expect(read('docs/gitlab.md')).toContain(`\`${artifacts.reports.junit}\``)
  })
})

test.each(['github', 'gitlab', 'pre-commit'])('the README leads to docs/%s.md', (page) => {
  expect(read('README.md')).toContain(`(docs/${page}.md)`)
})
