import fc from 'fast-check'
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, test } from 'vitest'
import { checkAsMarkdown } from '../../src/render/check-markdown.ts'
import { codeSpan, fenced, plainText } from '../../src/render/markdown.ts'
import { told } from '../../src/render/told.ts'
import { anyShown, hostile } from '../support/any-check.ts'
import {
  commitOfShop,
  inShop,
  type MadeFinding,
  madePage,
  madeResult,
  shownOf,
} from '../support/shown-checks.ts'

const parse = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })

const nodesIn = (node: Nodes): readonly Nodes[] => [
  node,
  ...('children' in node ? node.children.flatMap(nodesIn) : []),
]

/** What a code host makes something of in text that is shown: people, issues, addresses and pictures of words. */
const callsOut = /@[\w-]|#\d|GH-\d|:\/\/|www\.|:[\w+-]+:/i

const change = (repaired: MadeFinding[] = []) => {
  const pages = [madePage('docs/old.md', 'LIMIT')]
  return {
    base: 'fedcba9876543210fedcba9876543210fedcba98',
    claims: { total: 9, holds: 6, contradicted: 1, moved: 0, unknown: 2, unknownBecause: {} },
    repaired: madeResult(pages, repaired).findings.map((finding) => ({
      path: 'docs/old.md',
      finding,
    })),
  }
}

const guide = madePage('docs/guide.md', '# Guide\nSet `LIMIT`.\nSee `PORT`.\n')
const notes = madePage('docs/notes.md', 'Set `LIMIT`.\n', 'record')
const found: readonly MadeFinding[] = [
  {
    page: 0,
    line: 2,
    quote: 'Set `LIMIT`.',
    because: 'nothing in shop has LIMIT since abc1234',
    evidence: [inShop('src/limits.ts', 3, 'const most = 5')],
    suggestion: { line: 2, old: 'Set `LIMIT`.', new: 'Set `MOST`.' },
  },
  { page: 0, line: 3, token: 'PORT', quote: 'See `PORT`.', status: 'moved' },
  { page: 1 },
]

describe('the comment', () => {
  test('says what a change does, by document, with the code and the edits', () => {
    const result = madeResult([guide, notes], found, [{ path: 'docs/x.md', because: 'no UTF-8' }])
    const baseline = { known: 2, outdated: [] }
    expect(
      checkAsMarkdown(shownOf(result, { change: change([{ page: 0 }]), baseline })),
    ).toBe(`<!-- plumbline -->

### This change makes 2 statements in 2 documents false, and 1 more names what has moved

#### \`docs/guide.md\`

Line 2:

> Set \\\`LIMIT\\\`.

- **\`LIMIT\` is false**: nothing in shop has LIMIT since abc1234\\
  Code: \`src/limits.ts:3\` at \`0123456\`: \`const most = 5\`

Line 3:

> See \\\`PORT\\\`.

- **\`PORT\` has moved**: nothing in shop has PORT

What would mend it:

\`\`\`diff
--- a/docs/guide.md
+++ b/docs/guide.md
@@ -1,3 +1,3 @@
 # Guide
-Set \`LIMIT\`.
+Set \`MOST\`.
 See \`PORT\`.
\`\`\`

#### \`docs/notes.md\`

Line 1:

> Set LIMIT.

- **\`LIMIT\` is false**: nothing in shop has LIMIT

It makes 1 statement right that was wrong before: \`LIMIT\` in \`docs/old.md\`.

The baseline knows 2 findings, which are not listed.

Compared \`shop\` at \`fedcba9\` and \`0123456\`: 9 claims on the pages it has to do with, of which 2 could not be judged. Not read: \`docs/x.md\` (no UTF-8).
`)
  })

  test.each<[string, readonly MadeFinding[], boolean]>([
    ['This change makes nothing wrong that documents say', [], true],
    ['The code contradicts nothing that documents say', [], false],
    ['This change makes 1 statement in 1 document false', [{ page: 0 }], true],
    ['1 statement in 1 document is contradicted by the code', [{ page: 0 }], false],
    ['2 statements in 2 documents are contradicted by the code', [{ page: 0 }, { page: 1 }], false],
    [
      'This change moves what 1 statement in 1 document names',
      [{ page: 0, status: 'moved' }],
      true,
    ],
    ['1 statement in 1 document names what has moved', [{ page: 0, status: 'moved' }], false],
    [
      'This change makes 1 statement in 1 document false, and 2 more name what has moved',
      [{ page: 0 }, { page: 0, status: 'moved' }, { page: 0, status: 'moved' }],
      true,
    ],
  ])('begins with: %s', (headline, findings, isChange) => {
    const shown = shownOf(
      madeResult([guide, notes], findings),
      isChange ? { change: change() } : {},
    )
    const lines = checkAsMarkdown(shown).replace('<!-- nothing to tell -->\n', '').split('\n')
    expect(lines.slice(0, 3)).toEqual(['<!-- plumbline -->', '', `### ${headline}`])
  })

  const nothing = '<!-- plumbline -->\n<!-- nothing to tell -->\n'

  test('is short where nothing is found, and says for whoever posts it that nobody needs it', () => {
    const text = checkAsMarkdown(shownOf(madeResult([guide], []), { change: change() }))
    expect(text.startsWith(nothing)).toBe(true)
    expect(text.split('\n').filter((line) => line !== '')).toHaveLength(4)
  })

  test.each([
    ['something is found', found.slice(0, 1), [], null, null],
    ['something has moved', found.slice(1, 2), [], null, null],
    ['something is repaired', [], [{ page: 0 }], null, null],
    ['something is risky', [], [], '#### Look twice', null],
    ['a page elsewhere becomes false', [], [], null, '#### Elsewhere'],
  ])('is needed where %s', (_, findings, repaired, risk, elsewhere) => {
    const shown = shownOf(madeResult([guide], findings), { change: change(repaired) })
    expect(checkAsMarkdown(shown, { risk, elsewhere })).not.toContain('nothing to tell')
  })

  test('has what others wrote of it: the risk first, other pages behind', () => {
    const shown = shownOf(madeResult([guide], found.slice(0, 1)))
    const text = checkAsMarkdown(shown, { risk: '#### Look twice', elsewhere: '#### Elsewhere' })
    const order = [
      '### ',
      '#### Look twice',
      '#### `docs/guide.md`',
      '#### Elsewhere',
      'Judged against',
    ]
    expect(
      order
        .map((part) => text.indexOf(`\n${part}`))
        .every((at, index, all) => at > (all[index - 1] ?? 0)),
    ).toBe(true)
    expect(checkAsMarkdown(shown, { risk: 'x'.repeat(20_000), elsewhere: null })).toContain(
      'is left out',
    )
  })

  test('is cut where a code host takes no more, and says what is missing', () => {
    const lines = Array.from(
      { length: 900 },
      (_, index) => `Set \`LIMIT\` ${index} ${'`'.repeat(index % 5)}`,
    )
    const page = madePage('docs/long.md', `${lines.join('\n')}\n`)
    const findings = lines.map((line, index) => ({
      page: 0,
      line: index + 1,
      because: `nothing has LIMIT ${'*'.repeat(index % 90)}`,
      quote: line,
      suggestion: { line: index + 1, old: line, new: `${line} mended` },
    }))
    const text = checkAsMarkdown(shownOf(madeResult([page, notes], [...findings, { page: 1 }])))
    expect(text.length).toBeLessThanOrEqual(65_536)
    expect(text.length).toBeGreaterThan(60_000)
    const shown = text.match(/^- \*\*/gm)?.length ?? 0
    expect(text).toContain(`${901 - shown} findings more and the suggested edits of 1 document.**`)
    expect(text).toContain('Judged against')
  })

  test('lets nothing out that pages and code say: no HTML, no link, nobody called, and the same bytes again', () => {
    fc.assert(
      fc.property(anyShown(), (shown) => {
        const text = checkAsMarkdown(shown)
        expect(checkAsMarkdown(shown)).toBe(text)
        expect(text.length).toBeLessThanOrEqual(65_536)
        expect(text.startsWith('<!-- plumbline -->\n')).toBe(true)
        const nodes = nodesIn(parse(text))
        const html = nodes.filter(({ type }) => type === 'html')
        const markers = ['<!-- plumbline -->', '<!-- nothing to tell -->']
        expect(html.map((node) => 'value' in node && node.value)).toEqual(
          markers.slice(0, text.startsWith(nothing) ? 2 : 1),
        )
        const types = new Set(nodes.map(({ type }) => type))
        const plain = [
          'root',
          'html',
          'heading',
          'text',
          'paragraph',
          'strong',
          'inlineCode',
          'blockquote',
          'code',
          'list',
          'listItem',
          'break',
        ]
        expect([...types].filter((type) => !plain.includes(type))).toEqual([])
        for (const node of nodes) if (node.type === 'text') expect(node.value).not.toMatch(callsOut)
        for (const node of nodes)
          if (node.type === 'heading')
            expect(node.depth).toBe(node.children[0]?.type === 'text' ? 3 : 4)
      }),
      { numRuns: 200 },
    )
  })

  test('names the commit by which it was compared', () => {
    const text = checkAsMarkdown(shownOf(madeResult([guide], [])))
    expect(text).toContain(`Judged against \`shop\` at \`${commitOfShop.slice(0, 7)}\``)
  })
})

/** As people read it: what was put between its letters shows nothing. */
const read = (text: string): string => text.replaceAll('\u200B', '')

describe('text of others', () => {
  test('comes out as it is, and as nothing else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const nodes = nodesIn(parse(`It says ${plainText(text)}`))
        expect(nodes.map(({ type }) => type)).toEqual(['root', 'paragraph', 'text'])
        const [, , only] = nodes
        expect(only?.type === 'text' && read(only.value)).toBe(`It says ${told(text)}`.trim())
      }),
      { numRuns: 500 },
    )
  })

  test('begins no list, heading or quote', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const types = nodesIn(parse(`> ${plainText(text)}`)).map(({ type }) => type)
        expect(['root', 'blockquote', 'paragraph', 'text']).toEqual(expect.arrayContaining(types))
      }),
      { numRuns: 500 },
    )
  })

  test('as code is code, whatever ticks are in it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const span = codeSpan(text)
        const nodes = nodesIn(parse(`It is ${span}.`))
        if (span === '') return
        expect(nodes.find(({ type }) => type === 'inlineCode')).toMatchObject({ value: told(text) })
        expect(nodes).toHaveLength(5)
      }),
      { numRuns: 500 },
    )
  })

  test('as a block is one block', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const nodes = nodesIn(parse(`${fenced(text, 'diff')}\n\nbehind`))
        expect(nodes.map(({ type }) => type)).toEqual(['root', 'code', 'paragraph', 'text'])
      }),
      { numRuns: 500 },
    )
  })
})
