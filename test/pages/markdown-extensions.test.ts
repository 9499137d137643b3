import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, it } from 'vitest'
import { extensionsFor, treeExtensionsFor } from '../../src/pages/markdown-extensions.ts'

const treeOf = (text: string, as: string) =>
  fromMarkdown(text, {
    extensions: [extensionsFor(as)],
    mdastExtensions: [...treeExtensionsFor(as)],
  })

const pieces = fc.constantFrom(
  ...[
    'www.tideway.example',
    'https://tideway.example/a_b',
    'HTTP://X',
    '~~old~~',
    '[^1]',
    '[x](y)',
  ],
  ...[
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '\n',
    '\n\n',
    '- [ ] ',
    '`code`',
    '*',
    '_',
    'mailto:',
    '&#64;',
    '&commat;',
    'ana.b+c',
  ],
)

it('a text that can have no bare address or link is the same tree without the parts that look for them', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      const text = parts.join(' ').replaceAll('@', '')
      expect(treeOf(text, text)).toEqual(treeOf(text, '@'))
    }),
  )
})

it('an address is found where there is one', () => {
  const text = 'Write to ana@tideway.example.'
  expect(JSON.stringify(treeOf(text, text))).toContain('mailto:ana@tideway.example')
})
