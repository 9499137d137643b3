import { describe, expect, it } from 'vitest'
import { expectedOf } from './conservation/expected.ts'
import { savedPages } from './conservation/saved.ts'
import { shownIn } from './conservation/shown.ts'
import { written } from './conservation/token.ts'
import { readText } from './reading.ts'

const pages = savedPages()

describe('what a saved page holds comes out of it', () => {
  it.each(pages.map((page) => [page.name, page] as const))(
    'corpus/pages/%s: code, rows, items, headings, admonitions and words, in order, once',
    (_, { source, about }) => {
      const read = readText(source, 'html')
      expect(written(shownIn(read))).toEqual(written(expectedOf(source, about)))
      expect(
        about.chrome.filter((words) => !source.includes(words)),
        'chrome that is not in the source proves nothing',
      ).toEqual([])
      expect(about.chrome.filter((words) => read.page.text.includes(words))).toEqual([])
    },
  )
})

/** Ways to lose or mangle a part of a page, each with what it does to the source. */
const losses: readonly (readonly [string, string, RegExp, string])[] = [
  ['a table row', 'mkdocs-material-configuration', /<tr>\s*<td><code>upstream[\s\S]*?<\/tr>/, ''],
  ['a cell', 'github-wiki', /<td align="right">16 MB<\/td>/, ''],
  [
    'a list item',
    'dokuwiki-page',
    /<li class="level2"><div class="li"> from the cabinet<\/div>\s*<\/li>/,
    '',
  ],
  ['the tick of a task', 'gitea-wiki', / checked=""/, ''],
  ['a code block', 'bookstack-page', /<pre id="bkmrk-conf">[\s\S]*?<\/pre>/, ''],
  ['a line break in code', 'gitlab-wiki', /<\/span>\n(?=<span id="LC2")/, '</span> '],
  ['a heading', 'sphinx-furo-russian', /<h2>[\s\S]*?<\/h2>/, ''],
  ['the level of a heading', 'notion-export', /<h2 id="h1">Steps<\/h2>/, '<h3>Steps</h3>'],
  ['an admonition', 'docmost-share', / data-type="callout" data-callout-type="warning"/, ''],
  ['a macro', 'confluence-storage-deprecated', /ac:name="panel"/, 'ac:name="section"'],
  ['a word', 'mediawiki-parse-runbook', / duty /, ' '],
  ['nothing, but sets a paragraph twice', 'wikijs-page', /<p>Two people\.<\/p>/, '$&$&'],
  [
    'nothing, but turns two items round',
    'sharepoint-page',
    /(<li>hall A[\s\S]*?<\/li>)(<li>hall C[\s\S]*?<\/li>)/,
    '$2$1',
  ],
]

describe('the count sees', () => {
  it.each(losses)('a reading that loses %s (corpus/pages/%s)', (_, name, part, instead) => {
    const page = pages.find((each) => each.name === name)
    if (!page) throw new Error(`there is no corpus/pages/${name}`)
    const worse = page.source.replace(part, instead)
    expect(worse).not.toBe(page.source)
    const expected = written(expectedOf(page.source, page.about))
    expect(written(shownIn(readText(worse, 'html')))).not.toEqual(expected)
  })

  it('at least 36 pages', () => {
    expect(pages.length).toBeGreaterThanOrEqual(36)
  })
})
