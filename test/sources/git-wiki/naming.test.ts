import { describe, expect, it } from 'vitest'
import { namingOf } from '../../../src/sources/git-wiki/flavour.ts'

describe('where pages are opened, and what they are called', () => {
  const hub = 'https://github.com/acme/pay.wiki.git'
  const lab = 'https://gitlab.com/acme/money/pay.wiki.git'
  const tea = 'https://gitea.acme.example/acme/pay.wiki.git'
  it.each([
    [hub, 'Home.md', 'Home', 'https://github.com/acme/pay/wiki'],
    [hub, 'Deploy-the-App.md', 'Deploy the App', 'https://github.com/acme/pay/wiki/Deploy-the-App'],
    [hub, 'ops/Drain.asciidoc', 'Drain', 'https://github.com/acme/pay/wiki/Drain'],
    [hub, 'What now?.md', 'What now?', 'https://github.com/acme/pay/wiki/What-now%3F'],
    [hub, 'v1.2.md', 'v1.2', 'https://github.com/acme/pay/wiki/v1.2'],
    [lab, 'home.md', 'home', 'https://gitlab.com/acme/money/pay/-/wikis/home'],
    [lab, 'ops/Drain-it.md', 'Drain it', 'https://gitlab.com/acme/money/pay/-/wikis/ops/Drain-it'],
    [tea, 'Home.md', 'Home', 'https://gitea.acme.example/acme/pay/wiki'],
    [
      tea,
      'Deploy-the-App.md',
      'Deploy the App',
      'https://gitea.acme.example/acme/pay/wiki/Deploy-the-App',
    ],
    [tea, '100%25-done.md', '100% done', 'https://gitea.acme.example/acme/pay/wiki/100%25-done'],
    [tea, 're-run.-.md', 're-run', 'https://gitea.acme.example/acme/pay/wiki/re-run.-'],
    [
      'https://github.com/acme/handbook.git',
      'docs/a b.md',
      null,
      'https://github.com/acme/handbook/blob/HEAD/docs/a%20b.md',
    ],
    [
      'https://gitlab.com/acme/handbook',
      'a.md',
      null,
      'https://gitlab.com/acme/handbook/-/blob/HEAD/a.md',
    ],
    ['https://git.acme.example/handbook.git', 'a.md', null, null],
    ['git@github.com:acme/pay.wiki.git', 'a.md', null, null],
  ])('%s %s', (address, path, title, url) => {
    const naming = namingOf(address, 'copy', [path])
    expect([naming.titleOf(path), naming.urlOf(path)]).toEqual([title, url])
  })

  it('a host that does not say whose it is shows it by its first page', () => {
    const own = 'https://code.acme.example/acme/pay.wiki.git'
    expect(namingOf(own, '', ['home.md']).flavour).toBe('gitlab')
    expect(namingOf(own, '', ['Home.md']).flavour).toBe('github')
    expect(namingOf(null, 'pay.wiki.git', ['A.md']).flavour).toBe('github')
    expect(namingOf(null, 'copy', ['_Sidebar.md']).flavour).toBe('github')
    expect(namingOf(null, 'copy', ['README.md']).flavour).toBe('documents')
  })
})
