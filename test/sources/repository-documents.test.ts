import { describe, expect, it } from 'vitest'
import { formatOf } from '../../src/sources/documents.ts'
import { isBuilt, isPage, isTranslation } from '../../src/sources/repository-documents.ts'

describe('which texts of a repository are pages', () => {
  it.each([
    'README',
    'README.rst',
    'docs/guide.adoc',
    'docs/notes.txt',
    'INSTALL.txt',
    'test/README.md',
    'examples/test/README.md',
    'test/e2e/quays/README.md',
    'docs/spec/resources/users.md',
    'src/test/resources/README.md',
    'test/examples/README.md',
    'docs/testing/unit.md',
    'docs/generated/cli.md',
    'packages/api/docs/errors.mdx',
  ])('%s', (path) => {
    expect(formatOf(path)).not.toBeNull()
    expect(isPage(path)).toBe(true)
  })

  it.each([
    'requirements.txt',
    'requirements/dev.txt',
    'docs/requirements.txt',
    'CMakeLists.txt',
    'robots.txt',
    'LICENSE.md',
    'src/words.txt',
    'test/fixtures/page.md',
    'tests/testdata/a.rst',
    'packages/dicts/test-samples/markdown.md',
    'test/cases/list.md',
    'test/benchmark/examples/primer/intro/README.md',
    'versioned_docs/version-1.0/start.md',
    'docs/v1.2/start.md',
    'docs/spelling_wordlist.txt',
    'doc/assets/report.html',
    'src/index.html',
    'docs/_sources/usage.txt',
    'docs/api-generated/pool.html',
  ])('not %s', (path) => expect(isPage(path)).toBe(false))

  it('not a page of a site that was built and is kept', () => {
    const paths = new Set([
      'docs',
      'docs/.nojekyll',
      'docs/old/_static',
      'manual/en/searchindex.js',
    ])
    expect(isBuilt('docs/old/pool.html', paths)).toBe(true)
    expect(isBuilt('manual/en/articles/pool.html', paths)).toBe(true)
    expect(isBuilt('manual/pool.html', paths)).toBe(false)
    // Markup that people write by hand for a host of pages.
    expect(isBuilt('docs/pool.html', paths)).toBe(false)
    expect(isBuilt('docs/old/pool.md', paths)).toBe(false)
    expect(isBuilt('pool.html', new Set(['objects.inv']))).toBe(true)
    const reference = new Set(['docs/api/index.html', 'docs/api/package-list'])
    expect(isBuilt('docs/api/ledger/-table/columns.html', reference)).toBe(true)
    expect(isBuilt('docs/guide.html', reference)).toBe(false)
    expect(isBuilt('docs/api/guide.md', reference)).toBe(false)
    expect(isBuilt('docs/guide.html', new Set(['docs/doxygen.css', 'package-list']))).toBe(false)
    expect(isBuilt('site/guide/a.html', new Set(['site/search/search_index.json']))).toBe(true)
  })

  it('not a translation of a page that is there', () => {
    const paths = new Set(['README.md', 'docs/en', 'docs/en/a.md', 'docs/start.md'])
    expect(isTranslation('README.zh-CN.md', paths)).toBe(true)
    expect(isTranslation('README_de.md', paths)).toBe(true)
    expect(isTranslation('docs/ja/a.md', paths)).toBe(true)
    expect(isTranslation('docs/fr/start.md', paths)).toBe(true)
    expect(isTranslation('website/i18n/ko/start.md', paths)).toBe(true)
    expect(isTranslation('docs/en/a.md', paths)).toBe(false)
    expect(isTranslation('docs/it/only.md', new Set(['docs/it/only.md']))).toBe(false)
    expect(isTranslation('docs/start.md', paths)).toBe(false)
  })
})
