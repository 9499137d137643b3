import { describe, expect, it } from 'vitest'
import { contentFingerprint } from '../../src/pages/fingerprint.ts'
import { slugger } from '../../src/pages/slug.ts'
import { blocksIn, readText } from './reading.ts'

const passages = (text: string) => readText(text).passages

describe('passages', () => {
  it('are bounded by headings, and do not repeat the title', () => {
    const found = passages(
      '# Title\n\nIntro.\n\n## A\n\nText.\n\n### B `c`\n\nText.\n\n# Other\n\nText.\n',
    )
    expect(
      found.map(({ heading, anchor, line, endLine }) => [heading, anchor, line, endLine]),
    ).toEqual([
      [[], 'title', 1, 3],
      [['A'], 'a', 5, 7],
      [['A', 'B c'], 'b-c', 9, 11],
      [['Other'], 'other', 13, 15],
    ])
  })

  it('a heading with nothing of its own goes with the next', () => {
    expect(
      passages('## A\n\n### B\n\nText.\n').map(({ heading, text }) => [heading, text]),
    ).toEqual([[['B'], '## A\n\n### B\n\nText.']])
  })

  it('ids stay when other sections change, and when their own text does', () => {
    const before = passages('# T\n\n## A\n\nOne.\n\n## B\n\nTwo.\n\n## B\n\nThree.\n')
    const later = passages(
      `# T\n\n## New\n\n${'Long. '.repeat(2000)}\n\n## A\n\nOne, changed.\n\n## B\n\nTwo.\n\n## B\n\nThree.\n`,
    )
    for (const { id, heading } of before)
      if (heading.length > 0) expect(later.map((passage) => passage.id)).toContain(id)
    expect(new Set(later.map(({ id }) => id)).size).toBe(later.length)
  })

  it('are cut between blocks by size, never in a code block, and a lead-in stays with what it leads to', () => {
    const code = `\`\`\`\n${'line of code\n'.repeat(300)}\`\`\``
    const found = passages(
      `# T\n\n${'Word. '.repeat(300)}\n\n${'Word. '.repeat(150)}\n\nRun this:\n\n${code}\n\nAfter.\n`,
    )
    expect(found.map(({ blocks }) => blocks.map(({ kind }) => kind))).toEqual([
      ['heading', 'paragraph'],
      ['paragraph', 'paragraph', 'code'],
      ['paragraph'],
    ])
  })

  it('a procedure stays whole up to its own limit, and is cut only before a step', () => {
    const step = (length: number) => `1. ${'Do it. '.repeat(length)}\n   - part\n`
    expect(passages(`# T\n\n${step(70).repeat(9)}`).length).toBe(1)
    for (const { blocks } of passages(`# T\n\n${step(70).repeat(40)}`).slice(1)) {
      expect(blocks[0]?.kind).toBe('list-item')
      expect(blocks[0]?.depth).toBe(0)
    }
  })

  it('a table is cut between rows, each with its header', () => {
    const found = passages(`| a | b |\n|---|---|\n${`| ${'word '.repeat(20)}| x |\n`.repeat(60)}`)
    expect(found.length).toBeGreaterThan(1)
    for (const { blocks } of found)
      for (const { header } of blocks) expect(header).toEqual(['a', 'b'])
  })
})

describe('anchors', () => {
  it('are those of GitHub', () => {
    const slug = slugger()
    expect(
      [
        'A & B',
        'a  b',
        'Foo',
        'foo',
        'foo-1',
        'Foo',
        '`x`: y!',
        'Über uns 🎉',
        'snake_case',
        'v1.2.3',
      ].map(slug),
    ).toEqual([
      'a--b',
      'a--b-1',
      'foo',
      'foo-1',
      'foo-1-1',
      'foo-2',
      'x-y',
      'über-uns-',
      'snake_case',
      'v123',
    ])
  })

  it('are the document’s own where it has some', () => {
    expect(passages('# T\n\n## A {#own}\n\nText.\n').at(-1)).toMatchObject({
      anchor: 'own',
      heading: ['A'],
    })
    const html =
      '<main><h1>T</h1><p>x</p><section id="sec"><h2>A<a class="headerlink" href="#sec">¶</a></h2><p>x</p></section></main>'
    expect(readText(html, 'html').passages.at(-1)).toMatchObject({ anchor: 'sec', heading: ['A'] })
  })
})

describe('the fingerprint of the content', () => {
  const of = (text: string) => contentFingerprint(blocksIn(readText(text)))
  it('does not move with front matter, badges, spacing and dates of update', () => {
    const plain = of('# T\n\nSet `A`.\n')
    expect(
      of(
        '---\nstatus: green\n---\n# T\n\n[![b](c)](d) ![e](f)\n\nSet\n`A`.\n\nLast updated: 2026-01-01\n',
      ),
    ).toBe(plain)
    expect(of('# T\n\nSet `B`.\n')).not.toBe(plain)
  })
})
