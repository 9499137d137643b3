import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBody } from '../../../src/sources/fetching/charset.ts'

const bytes = (text: string, encoding: BufferEncoding = 'latin1') => Buffer.from(text, encoding)
const mark = (...of: number[]) => Buffer.from(of)

describe('the text of a body', () => {
  test.each([
    ['UTF-8 where nothing is said', bytes('Zürich', 'utf8'), '', 'Zürich'],
    ['a byte order mark', Buffer.concat([mark(0xef, 0xbb, 0xbf), bytes('ü', 'utf8')]), '', 'ü'],
    [
      'a byte order mark against the Content-Type',
      Buffer.concat([mark(0xff, 0xfe), bytes('ü', 'utf16le')]),
      'text/html; charset=iso-8859-1',
      'ü',
    ],
    ['UTF-16 from the large end', mark(0xfe, 0xff, 0x00, 0xfc), '', 'ü'],
    ['a Content-Type', bytes('Z\u00fcrich'), 'text/html; charset=ISO-8859-1', 'Zürich'],
    ['a quoted one', bytes('\u00fc'), 'text/html; charset="latin1"; x=y', 'ü'],
    ['Windows’ own letters', mark(0x80), 'text/html;charset=windows-1252', '€'],
    ['Japanese', mark(0x93, 0xfa, 0x96, 0x7b), 'text/html; charset=Shift_JIS', '日本'],
    ['Cyrillic', mark(0xcd, 0xc5), 'text/plain; charset=koi8-r', 'ме'],
    ['an unknown label', bytes('ü', 'utf8'), 'text/html; charset=martian', 'ü'],
    ['<meta charset>', bytes('<meta charset=latin1>\u00fc'), 'text/html', '<meta charset=latin1>ü'],
    [
      '<meta http-equiv>',
      bytes(`<META http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\u00fc`),
      'text/html',
      `<META http-equiv="Content-Type" content="text/html; charset=iso-8859-1">ü`,
    ],
    [
      'the Content-Type before <meta>',
      bytes('<meta charset=latin1>ü', 'utf8'),
      'text/html; charset=utf-8',
      '<meta charset=latin1>ü',
    ],
    [
      '<meta> in a comment is none',
      bytes('<!-- <meta charset=latin1> -->ü', 'utf8'),
      'text/html',
      '<!-- <meta charset=latin1> -->ü',
    ],
    [
      '<meta> in plain text is none',
      bytes('<meta charset=latin1>ü', 'utf8'),
      'text/plain',
      '<meta charset=latin1>ü',
    ],
    [
      '<meta> of UTF-16 cannot be',
      bytes('<meta charset=utf-16>ü', 'utf8'),
      'text/html',
      '<meta charset=utf-16>ü',
    ],
    ['what cannot be read', mark(0x61, 0xff, 0x62), '', 'a\ufffdb'],
  ])('%s', (_, body, contentType, expected) => {
    expect(decodeBody(body, contentType)).toBe(expected)
  })

  test('<meta> counts in the first 1,024 bytes', () => {
    const page = (space: number) => bytes(`${' '.repeat(space)}<meta charset=latin1>\u00fc`)
    expect(decodeBody(page(1_000), 'text/html').at(-1)).toBe('ü')
    expect(decodeBody(page(1_024), 'text/html').at(-1)).toBe('\ufffd')
  })

  test('whatever comes, it is a text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string(), (body, label) => {
        expect(typeof decodeBody(body, `text/html; charset=${label}`)).toBe('string')
      }),
    )
  })
})
