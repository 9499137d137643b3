import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayReadAll } from '../../src/domain/principal.ts'
import { accessOf, type Rules, readersOf, rulesForm } from '../../src/sources/dokuwiki/access.ts'
import { type Reader, type Rule, rightOf } from './support/dokuwiki-rules.ts'

const rulesIn = (lines: readonly string[]): readonly Rule[] =>
  lines.map((line) => {
    const [scope = '', who = '', right] = line.split(' ')
    return { scope, who, right: Number(right) }
  })

/** As the wiki tells it: of two lines for one name in one scope, the later. */
const toldOf = (rules: readonly Rule[]): Rules => {
  const told = new Map<string, Map<string, number>>()
  for (const { scope, who, right } of rules)
    told.set(scope, (told.get(scope) ?? new Map()).set(who, right))
  return told
}

const isLetIn = (id: string, reader: Reader, rules: readonly Rule[]): boolean => {
  const lists = accessOf(id, { by: 'rules', rules: toldOf(rules) }, 'crawler')
  const groups = [
    'everyone',
    ...reader.groups.map((group) => `group:${group}`),
    ...(reader.user === null ? [] : [`user:${reader.user}`]),
  ]
  return mayReadAll({ id: 'somebody', groups }, [['everyone'], ...lists])
}

describe('who may read a page', () => {
  test.each([
    ['everybody', 'a:b', ['* @ALL 1'], null],
    ['everybody, however few may write', 'a:b', ['* @ALL 1', 'a:* @staff 8'], null],
    ['everybody, as whoever is shut out need not sign in', 'a:b', ['* @ALL 1', 'a:* @x 0'], null],
    ['nobody where there are no rules', 'a:b', [], []],
    ['nobody where a scope shuts all out', 'a:b', ['* @ALL 8', 'a:* @ALL 0'], []],
    ['who is let in beside all that are not', 'a:b', ['a:* @ALL 0', 'a:* @hr 1'], ['group:hr']],
    ['a user by name', 'a:b', ['* @ALL 0', 'a:b ana 1'], ['user:ana']],
    [
      'those of the scopes above',
      'a:b',
      ['* @ALL 0', '* @user 1', 'a:* @hr 1'],
      ['group:hr', 'group:user'],
    ],
    [
      'none from above where somebody is shut out',
      'a:b',
      ['* @ALL 0', '* @user 1', 'a:* @x 0', 'a:* @hr 2'],
      ['group:hr'],
    ],
    [
      'none from above a page of its own',
      'a:b',
      ['* @user 1', 'a:b @ALL 0', 'a:b ben 1'],
      ['user:ben'],
    ],
    ['a page at the root', 'start', ['* @ALL 0', '* @user 1'], ['group:user']],
    ['no rules of a namespace that begins alike', 'ab:c', ['a:* @hr 1', '* @ALL 0'], []],
  ])('%s: %s by %j', (_, id, lines, expected) =>
    expect(readersOf(id, toldOf(rulesIn(lines)))?.toSorted() ?? null).toEqual(expected),
  )

  const word = fc.constantFrom('a', 'b')
  const id = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(':'))
  const scope = fc.oneof(
    id,
    id.map((space) => `${space}:*`),
    fc.constant('*'),
  )
  const who = fc.constantFrom('@ALL', '@user', '@hr', '@sre', 'ana', 'ben')
  const rule: fc.Arbitrary<Rule> = fc.record({ scope, who, right: fc.constantFrom(0, 0, 1, 8) })
  const reader: fc.Arbitrary<Reader> = fc.record({
    user: fc.constantFrom(null, 'ana', 'ben', 'eva'),
    groups: fc.subarray(['user', 'hr', 'sre']),
  })
  const loggedOut: Reader = { user: null, groups: [] }

  test('nobody is let in whom the wiki shuts out, logged in or not', () => {
    fc.assert(
      fc.property(id, reader, fc.array(rule, { maxLength: 12 }), (page, somebody, rules) => {
        const right = Math.max(rightOf(page, somebody, rules), rightOf(page, loggedOut, rules))
        if (isLetIn(page, somebody, rules)) expect(right).toBeGreaterThan(0)
      }),
      { numRuns: 5_000 },
    )
  })

  test('whoever the wiki lets in is let in, where it takes nothing from anybody by name', () => {
    const giving = rule.filter(({ who, right }) => who === '@ALL' || right > 0)
    const once = fc.uniqueArray(giving, { selector: ({ scope, who }) => `${scope} ${who}` })
    fc.assert(
      fc.property(id, reader, once, (page, somebody, rules) => {
        if (rightOf(page, somebody, rules) > 0) expect(isLetIn(page, somebody, rules)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('what the wiki tells of its rules', () => {
  test.each([
    [[], new Map()],
    [
      { '*': { '@ALL': '1', ana: 8 } },
      new Map([
        [
          '*',
          new Map([
            ['@ALL', 1],
            ['ana', 8],
          ]),
        ],
      ]),
    ],
  ])('%j is read', (told, rules) => expect(rulesForm.parse(told)).toEqual(rules))

  test.each([[{}], [{ '*': { '@ALL': 'read' } }], [{ '*': 1 }], [['*']], ['']])(
    '%j is no list of rules',
    (told) => expect(rulesForm.safeParse(told).success).toBe(false),
  )

  test('without them, everybody reads what nobody in particular is shown, and the account the rest', () => {
    const open = { by: 'comparison', open: new Set(['start']) } as const
    expect(accessOf('start', open, 'crawler')).toEqual([])
    expect(accessOf('hr:pay', open, 'crawler')).toEqual([['user:crawler']])
    expect(accessOf('start', { by: 'comparison', open: null }, 'crawler')).toEqual([
      ['user:crawler'],
    ])
    expect(accessOf('start', { by: 'comparison', open: null }, null)).toEqual([[]])
  })
})
