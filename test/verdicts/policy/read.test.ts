import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlumblineError } from '../../../src/domain/errors.ts'
import { packageRoot } from '../../../src/package-root.ts'
import { documentOf } from '../../../src/verdicts/policy/document.ts'
import { readPolicy } from '../../../src/verdicts/policy/read.ts'
import { cellFor, defaultPolicy, policyDigest } from '../../../src/verdicts/policy.ts'
import { harbour } from './harbour.ts'

const faultOf = async (text: string): Promise<string> =>
  readPolicy(text, 'harbour.yaml').then(
    () => 'it was read',
    (error: unknown) =>
      error instanceof PlumblineError && error.code === 'policy.unreadable'
        ? error.message
        : `another fault: ${error}`,
  )

describe('what is read', () => {
  test('cells replace those of the built-in table, and no others', async () => {
    const policy = await readPolicy(harbour, 'harbour.yaml')
    expect(policy.name).toBe('harbour')
    expect(cellFor(policy, 'freshness.stale', 'act')).toEqual({ decision: 'block' })
    expect(cellFor(policy, 'freshness.stale', 'inform')).toEqual({ decision: 'warn' })
    expect(cellFor(policy, 'code.moved', 'act')).toEqual({
      decision: 'escalate',
      people: { approvers: 2, senior: 0 },
    })
    expect(policy.byClass.D2).toEqual({
      code: 'action.state-changing',
      decision: 'escalate',
      people: { approvers: 1, senior: 0 },
    })
    expect(policy.byClass.D4).toEqual(defaultPolicy.byClass.D4)
  })

  test('what is tightened for acting is no milder for destroying, unless that is said', async () => {
    const policy = await readPolicy(harbour, 'harbour.yaml')
    expect(cellFor(policy, 'freshness.stale', 'destroy')).toEqual({ decision: 'block' })
    expect(cellFor(policy, 'code.moved', 'destroy').people).toEqual({ approvers: 2, senior: 0 })
    const said = '{version: 1, name: a, table: {moved: {act: block, destroy: escalate}}}'
    const { decision } = cellFor(await readPolicy(said, 'a.yaml'), 'code.moved', 'destroy')
    expect(decision).toBe('escalate')
    const looser = '{version: 1, name: a, table: {moved: {act: allow}}}'
    expect(cellFor(await readPolicy(looser, 'a.yaml'), 'code.moved', 'destroy').decision).toBe(
      'escalate',
    )
  })

  test('a class that is tightened has a reason to be told by', async () => {
    const policy = await readPolicy('{version: 1, name: a, classes: {D1: warn}}', 'a.yaml')
    expect(policy.byClass.D1).toEqual({ code: 'action.state-changing', decision: 'warn' })
  })

  test('an environment goes by its own words and by the usual ones', async () => {
    const { environments } = await readPolicy(harbour, 'harbour.yaml')
    const namesOf = (name: string) => environments.find((one) => one.name === name)?.names
    expect(namesOf('production')).toEqual(['production', 'main', 'prod', 'prd', 'live'])
    expect(namesOf('sandbox')).toEqual(['sandbox', 'playground'])
    expect(namesOf('staging')).toContain('uat')
  })

  test('a word that one environment claims is no longer a usual one of another', async () => {
    const text = '{version: 1, name: a, environments: {acceptance: {names: [uat]}}}'
    const { environments } = await readPolicy(text, 'a.yaml')
    expect(environments.find(({ name }) => name === 'staging')?.names).not.toContain('uat')
  })

  test('the canonical document is read to the same policy', async () => {
    const policy = await readPolicy(harbour, 'harbour.yaml')
    const again = await readPolicy(JSON.stringify(documentOf(policy)), 'seen')
    expect(policyDigest(again)).toBe(policyDigest(policy))
    const built = await readPolicy(JSON.stringify(documentOf(defaultPolicy)), 'seen')
    expect(policyDigest(built)).toBe(policyDigest(defaultPolicy))
  })

  test('the policy of the manual is read', async () => {
    const manual = readFileSync(join(packageRoot, 'docs/policy.md'), 'utf8')
    const policy = await readPolicy(/```yaml\n([\s\S]*?)```/.exec(manual)?.[1] ?? '', 'policy.md')
    expect(policy.rules.map(({ id }) => id)).toEqual(['ledger-is-append-only'])
    for (const { id } of defaultPolicy.rows) expect(policy.rows.map((row) => row.id)).toContain(id)
  })

  test('any cells survive the way through the canonical document', async () => {
    const people = fc
      .record({ approvers: fc.integer({ min: 1, max: 5 }), senior: fc.integer({ min: 0, max: 5 }) })
      .filter(({ approvers, senior }) => senior <= approvers)
    const cell = fc.oneof(
      fc.constantFrom('allow', 'warn', 'escalate', 'block'),
      fc.record({ decision: fc.constantFrom('escalate', 'block'), people }),
    )
    const columns = fc.dictionary(fc.constantFrom('inform', 'act', 'destroy'), cell)
    const rows = defaultPolicy.rows.map(({ id }) => id).filter((id) => id !== 'company-rule')
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...rows), columns),
        fc.dictionary(fc.constantFrom('D0', 'D1', 'D2', 'D3', 'D5', 'X2'), cell),
        async (table, classes) => {
          const text = JSON.stringify({ version: 1, name: 'any', table, classes })
          const policy = await readPolicy(text, 'any.json')
          const again = await readPolicy(JSON.stringify(documentOf(policy)), 'seen')
          expect(policyDigest(again)).toBe(policyDigest(policy))
        },
      ),
      { numRuns: 60 },
    )
  })
})

const withRule = (when: string, examples = 'match: [{ intent: act }]') => `version: 1
name: harbour
rules:
  - id: some
    when: ${when}
    decision: block
    message: no
    examples: { ${examples} }
`

describe('what is refused, with its line', () => {
  test.each([
    ['an empty file', '', 'harbour.yaml:1: the policy is empty; an empty file says nothing'],
    [
      'only a comment',
      '# nothing\n',
      'harbour.yaml:1: the policy is empty; an empty file says nothing',
    ],
    ['broken YAML', 'version: 1\nname: [a\n', 'harbour.yaml:3: '],
    ['a key twice', 'version: 1\nname: a\nname: b\n', 'harbour.yaml:3: Map keys must be unique'],
    ['an alias', 'version: 1\nname: &n a\nbase: *n\n', 'harbour.yaml:3: write it out'],
    ['a list', '- 1\n', 'harbour.yaml:1: the policy is a list, not a mapping'],
    ['another version', 'version: 2\nname: a\n', 'harbour.yaml:1: version is 2: it is one of 1'],
    ['no name', 'version: 1\n', 'harbour.yaml:1: name is missing'],
    [
      'an unknown key',
      'version: 1\nname: a\ntabel: {}\n',
      'harbour.yaml:3: the policy has no tabel; did you mean table?',
    ],
    [
      'an unknown row',
      'version: 1\nname: a\ntable:\n  contradictd: {}\n',
      'harbour.yaml:4: table has no contradictd; did you mean contradicted?',
    ],
    [
      'an unknown column',
      'version: 1\nname: a\ntable:\n  moved: { acts: block }\n',
      'harbour.yaml:4: table: moved has no acts; did you mean act?',
    ],
    [
      'an unknown decision',
      'version: 1\nname: a\nclasses:\n  D1: deny\n',
      'harbour.yaml:4: classes: D1 is deny: it is one of allow, warn, escalate, block',
    ],
    [
      'people where nobody is needed',
      'version: 1\nname: a\nclasses: { D1: { decision: warn, people: 1 } }\n',
      'harbour.yaml:3: classes: D1: nobody needs to approve',
    ],
    [
      'more senior than all',
      'version: 1\nname: a\nclasses: { D3: { decision: block, people: { approvers: 1, senior: 2 } } }\n',
      'harbour.yaml:3: classes: D3: people: 2 senior are more than the 1 who approve',
    ],
    [
      'the cell of a rule',
      'version: 1\nname: a\ntable:\n  company-rule: { act: allow }\n',
      'harbour.yaml:4: table: what a rule of your own decides',
    ],
    [
      'a freeze without an end',
      'version: 1\nname: a\nfreezes:\n  - { reason: r, from: 2026-01-01 }\n',
      'harbour.yaml:4: freezes: 1: until is missing',
    ],
    [
      'a freeze that ends first',
      'version: 1\nname: a\nfreezes:\n  - { reason: r, from: 2026-01-02, until: 2026-01-01 }\n',
      'harbour.yaml:4: freezes: 1: it ends before it begins',
    ],
    [
      'a day that is none',
      'version: 1\nname: a\nfreezes:\n  - { reason: r, from: 2026-02-30, until: 2026-03-01 }\n',
      'harbour.yaml:4: freezes: 1: “2026-02-30” is no time',
    ],
    [
      'a time zone that is none',
      'version: 1\nname: a\nfreezes:\n  - { reason: r, from: mon 00:00, until: tue 00:00, timeZone: Atlantis/Port }\n',
      'harbour.yaml:4: freezes: 1: Atlantis/Port is no time zone',
    ],
    [
      'a freeze of nowhere',
      'version: 1\nname: a\nfreezes:\n  - { reason: r, from: mon 00:00, until: tue 00:00, environments: [moon] }\n',
      'harbour.yaml:4: freezes: 1: there is no environment moon',
    ],
    [
      'two environments of one word',
      'version: 1\nname: a\nenvironments:\n  one: { names: [blue] }\n  two: { names: [Blue] }\n',
      'environments: one and two go by the same word',
    ],
    [
      'a host that is none',
      'version: 1\nname: a\nenvironments:\n  one: { hosts: ["http://x"] }\n',
      'harbour.yaml:4: environments: one: “http://x” is no host',
    ],
    [
      'a profile for everybody',
      'version: 1\nname: a\nprofiles:\n  - { id: p, mode: report }\n',
      'harbour.yaml:4: profile p is for everybody and everywhere',
    ],
    [
      'a rule that loosens',
      withRule('intent == "act"').replace('block', 'allow'),
      'rule some: decision is allow: it is one of warn, escalate, block',
    ],
    [
      'a rule without examples',
      withRule('intent == "act"', ''),
      'harbour.yaml:8: rule some: examples: match holds at least one case',
    ],
    ['a field that is none', withRule('action.clases == []'), 'harbour.yaml:5: rule some: when: '],
    [
      'a variable that is none',
      withRule('user == "ana"'),
      'harbour.yaml:5: rule some: when: Unknown variable: user',
    ],
    [
      'an expression that ends early',
      withRule('intent =='),
      'harbour.yaml:5: rule some: when: Unexpected token',
    ],
    [
      'neither yes nor no',
      withRule('intent'),
      'harbour.yaml:5: rule some: when: it comes to a string, not to yes or no',
    ],
    ['a comparison of unlike things', withRule('intent == 1'), 'harbour.yaml:5: rule some: when: '],
    [
      'a regular expression',
      withRule(`'intent.matches("(a+)+$")'`),
      'harbour.yaml:5: rule some: when: matches() is not offered',
    ],
    [
      'loops in loops in loops',
      withRule(
        `'action.classes.exists(a, action.classes.exists(b, action.classes.exists(c, a == c && b == c)))'`,
      ),
      'more than two loops',
    ],
    [
      'an example that does not match',
      withRule('intent == "destroy"'),
      'harbour.yaml:8: rule some does not match an example that it must match: {"intent":"act"}',
    ],
    [
      'an example that matches',
      withRule('intent == "act"', 'match: [{ intent: act }], noMatch: [{ task: x }]'),
      'harbour.yaml:8: rule some matches an example that it must not match: {"task":"x"}',
    ],
    [
      'an example that cannot be evaluated',
      withRule('reasons[3] == "x"'),
      'harbour.yaml:8: rule some cannot be evaluated on an example',
    ],
    [
      'a key of an example that is none',
      withRule('size(task) >= 0', 'match: [{ envrionment: x }]'),
      'rule some: an example has no envrionment; did you mean environment?',
    ],
    [
      'two rules of one name',
      `${withRule('size(task) >= 0')}${withRule('size(task) >= 0').split('rules:\n')[1]}`,
      'two rules are called some',
    ],
    [
      'much too much',
      `version: 1\nname: ${'a'.repeat(300_000)}`,
      'harbour.yaml: it is larger than 262144 bytes',
    ],
    [
      'an expression without end',
      withRule(`'${'intent == "act" && '.repeat(200)}true'`),
      'rule some: when is longer than 2000 characters',
    ],
    ['nested without end', `version: 1\nname: ${'['.repeat(5000)}`, 'harbour.yaml:'],
  ])('%s', async (_, text, message) => {
    expect(await faultOf(text)).toContain(message)
  })

  test('whatever stands in a file, it is read or refused with its name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: 200 }),
          fc.json({ maxDepth: 4 }),
          fc
            .tuple(fc.nat({ max: harbour.length }), fc.string({ maxLength: 8 }))
            .map(([at, text]) => harbour.slice(0, at) + text + harbour.slice(at + text.length)),
        ),
        async (text) => {
          expect(await faultOf(text)).toMatch(/^(?:it was read$|harbour\.yaml(?::\d+)?: )/)
        },
      ),
      { numRuns: 300 },
    )
  })
})
