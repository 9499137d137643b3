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
