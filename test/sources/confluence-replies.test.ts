import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import { lozengesIn, toldByMarks } from '../../src/sources/confluence/marks.ts'
import { nextOf } from '../../src/sources/confluence/parts.ts'
import { sectionsOf } from '../../src/sources/confluence/sections.ts'
import type { PoliteFetch } from '../../src/sources/fetching/contract.ts'
import { documentsFrom } from '../../src/sources/index.ts'
import { toolsWith } from './support/tools.ts'

const text = fc.oneof(fc.string(), fc.constantFrom('1', '2', 'read', 'space', 'group', 'current'))
const id = fc.constantFrom<string | number>('1', '2', 3)
const links = fc.record({ next: fc.oneof(fc.constantFrom('/x?cursor=a', '//elsewhere/'), text) })

/** Replies that look like Confluence's in some places. */
const likely = fc.record(
  {
    results: fc.array(
      fc.record(
        {
          id,
          key: text,
          title: text,
          status: fc.constantFrom('current', 'archived', 'draft'),
          parentId: id,
          parentType: fc.constantFrom('page', 'folder', 'galaxy'),
          version: fc.record({ number: fc.integer(), createdAt: text, when: text }),
          ancestors: fc.array(fc.record({ id })),
          restrictions: fc.jsonValue(),
          principal: fc.record({ type: text, id: text }),
          operation: fc.record({ key: text, targetType: text }),
          name: text,
          accountId: text,
          username: text,
        },
        { requiredKeys: ['id', 'key', 'title', 'status', 'name'] },
      ),
      { maxLength: 4 },
    ),
    _links: links,
    restrictions: fc.jsonValue(),
    body: fc.record({ storage: fc.record({ value: text }), view: fc.jsonValue() }),
    version: fc.record({ number: fc.integer(), createdAt: text, when: text }),
    id,
    title: text,
    status: text,
  },
  { requiredKeys: [] },
)
const reply = fc.record({
  status: fc.oneof(
    { weight: 6, arbitrary: fc.constant(200) },
    { weight: 1, arbitrary: fc.constantFrom(400, 403, 404, 500) },
  ),
  body: fc.oneof(
    { weight: 3, arbitrary: likely.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string() },
  ),
})

describe('whatever a server says', () => {
  test('is read, or told in words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reply, { minLength: 1, maxLength: 20 }), async (replies) => {
        let asked = 0
        const fetching: PoliteFetch = {
          ask: async ({ url }) => {
            // Replies come round, but not for ever.
            const { status, body } = replies[asked % replies.length] ?? { status: 404, body: '' }
            asked += 1
            return {
              status: asked > 200 ? 404 : status,
              url,
              redirects: [],
              headers: {},
              body: Buffer.from(body),
              milliseconds: 0,
            }
          },
          text: ({ body }) => Buffer.from(body).toString(),
          pace: () => undefined,
          close: async () => undefined,
        }
        const entry = { id: 'wiki', type: 'confluence', url: 'https://wiki.example/wiki' }
        try {
          for await (const _ of documentsFrom(entry, toolsWith({ fetching: () => fetching })));
        } catch (error) {
          expect(error).toBeInstanceOf(PlumblineError)
          expect(error).toHaveProperty('code', expect.stringMatching(/^source\./))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('texts of any form have sections and marks', () => {
    const pieces = fc.constantFrom(
      '<h2>',
      '</h2>',
      '<h1 a="b">',
      '</h1>',
      '&amp;',
      'ac:name="status"',
      '<ac:parameter ac:name="title">',
      '</ac:parameter>',
      '</ac:structured-macro>',
      'x ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        const storage = parts.join('')
        expect(lozengesIn(storage).length).toBeLessThan(41)
        const sections = sectionsOf(storage)
        expect(sections.every(({ words }, index) => index === 0 || words === words.trim())).toBe(
          true,
        )
        expect(
          sections.map(({ text: one }) => one.length).reduce((a, b) => a + b, 0),
        ).toBeLessThanOrEqual(storage.length)
      }),
    )
  })
})

test.each([
  ['/wiki/api/v2/pages?cursor=x', '/api/v2/pages?cursor=x'],
  ['/rest/api/content?start=5', '/rest/api/content?start=5'],
  ['https://tidewater.example/wiki/rest/api/space?start=1', '/rest/api/space?start=1'],
  ['', null],
])('a part that names %s goes on at %s', (next, path) => {
  expect(nextOf('https://tidewater.example/wiki', next)).toBe(path)
})

test.each(['https://elsewhere.example/wiki/x', '//elsewhere.example/x', 'x'])(
  'a list never goes on at %s',
  (next) => {
    expect(() => nextOf('https://tidewater.example/wiki', next)).toThrow(/another address/)
  },
)

describe('marks', () => {
  const none = {
    labels: [],
    state: null,
    lozenges: [],
    isArchived: false,
    isInArchivedSpace: false,
  }
  const at = '2026-02-03T10:00:00.000Z'
  test.each([
    [{ labels: ['runbook'] }, {}],
    [{ labels: ['expire-26/03/31'] }, { reviewBy: '2026-03-31' }],
    [{ labels: ['expire-single-2026-03-31', 'expire-2026-01-02'] }, { reviewBy: '2026-01-02' }],
    [{ labels: ['expire-26/02/30'] }, {}],
    [{ labels: ['verified'] }, {}],
    [{ labels: ['verified-2026-03-01', 'verified-2025-03-01'] }, { reviewed: '2026-03-01' }],
    [{ labels: ['deprecated'] }, { supersededBy: 'labelled “deprecated”' }],
    [{ state: { name: 'Verified', at } }, { reviewed: '2026-02-03' }],
    [{ state: { name: 'Outdated', at } }, { supersededBy: 'status is “Outdated”' }],
    [{ state: { name: 'Rough draft', at } }, { problems: 'status is “Rough draft”' }],
    [{ state: { name: 'Ready for review', at } }, {}],
    [{ lozenges: ['DEPRECATED'] }, { supersededBy: 'status is “DEPRECATED”' }],
    [{ isArchived: true }, { supersededBy: 'the page is archived' }],
    [{ isInArchivedSpace: true }, { supersededBy: 'its space is archived' }],
  ])('%j tell %j', (marks, wanted: Readonly<Record<string, string>>) => {
    const told = toldByMarks({ ...none, ...marks })
    expect(Object.keys(told).toSorted()).toEqual(Object.keys(wanted).toSorted())
    for (const [key, part] of Object.entries(wanted))
      expect(JSON.stringify(told)).toMatch(new RegExp(`"${key}":.*${part}`))
  })

  test('a status counts that stands before the first heading', () => {
    const macro = (title: string) =>
      `<ac:structured-macro ac:name="status" ac:schema-version="1"><ac:parameter ac:name="colour">Red</ac:parameter><ac:parameter ac:name="title">${title}</ac:parameter></ac:structured-macro>`
    expect(lozengesIn(`<p>${macro('OUTDATED')}</p><h2>Jobs</h2><p>${macro('DONE')}</p>`)).toEqual([
      'OUTDATED',
    ])
  })
})
