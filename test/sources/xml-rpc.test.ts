import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlumblineError } from '../../src/domain/errors.ts'
import { readResponse } from '../../src/sources/xml-rpc/decode.ts'
import { encoded, methodCall } from '../../src/sources/xml-rpc/encode.ts'
import { RpcDate, type RpcValue } from '../../src/sources/xml-rpc/value.ts'

const answer = (value: string): string =>
  `<?xml version="1.0"?>\n<methodResponse>\n  <params><param>\n${value}\n</param></params></methodResponse>\n`

const read = (value: string): unknown => {
  const response = readResponse(answer(value))
  return response.is === 'value' ? response.value : response
}

const refused = (text: string): unknown => {
  try {
    return readResponse(text)
  } catch (error) {
    if (error instanceof PlumblineError && error.code === 'source.malformed') return error.message
    throw error
  }
}

/** What may stand in XML. */
const text = fc.string({ unit: 'binary' }).map((one) => one.replace(/[^\t\n\r\u0020-\uD7FF]/g, '~'))
const { value: anyValue } = fc.letrec<{ value: RpcValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text,
    fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2200-01-01') })
      .map((date) => new RpcDate(date.toISOString().replace(/[-:]|\.\d+Z$/g, ''))),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.dictionary(text, tie('value')),
  ),
}))

describe('what is written is read again', () => {
  test('any value', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(read(encoded(value))).toEqual(value)
      }),
    )
  })

  test('a call is one line of XML, with nothing in it that could end it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (word) => {
        const call = methodCall('wiki.getPage', [word])
        const inside = call.slice(call.indexOf('<string>') + 8, call.indexOf('</string>'))
        expect(inside).not.toMatch(/[<>\0]/)
        expect(read(`<value><string>${inside}</string></value>`)).toBe(
          word.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD'),
        )
      }),
    )
  })

  test('no number that is none', () => expect(() => encoded(Number.NaN)).toThrow(RangeError))
})

describe('of an answer', () => {
  test.each([
    ['<value>  two words </value>', '  two words '],
    ['<value/>', ''],
    ['<value><string/></value>', ''],
    [
      '<value>\n<string> a &lt;b&gt; &amp;amp; &#039;c&#x27; </string>\n</value>',
      " a <b> &amp; 'c' ",
    ],
    ['<value><string><![CDATA[<pre>&amp;]] ></pre>]]></string></value>', '<pre>&amp;]] ></pre>'],
    ['<value><!-- x --><int> -7 </int></value>', -7],
    ['<value><i4>7</i4></value>', 7],
    ['<value><double>-1.50</double></value>', -1.5],
    ['<value><nil/></value>', null],
    ['<value><array><data>\n</data></array></value>', []],
    ['<value><array><data/></array></value>', []],
    ['<value><struct>\n</struct></value>', {}],
    ['<value><base64>aGFy\n Ym91cg==</base64></value>', new Uint8Array(Buffer.from('harbour'))],
  ])('%s is %j', (xml, expected) => expect(read(xml)).toEqual(expected))

  test('a member may be called anything', () => {
    const xml =
      '<value><struct><member><name>__proto__</name><value>a</value></member><member><name/><value>b</value></member></struct></value>'
    expect(Object.entries(Object(read(xml)))).toEqual([
      ['__proto__', 'a'],
      ['', 'b'],
    ])
  })

  test('a fault has its code and its words', () => {
    const fault =
      '<value><struct><member><name>faultCode</name><value><int>-32605</int></value></member><member><name>faultString</name><value><string>off</string></value></member></struct></value>'
    expect(readResponse(`<methodResponse><fault>${fault}</fault></methodResponse>`)).toEqual({
      is: 'fault',
      code: -32605,
      message: 'off',
    })
  })

  test.each([
    ['nothing', ''],
    ['no XML', 'Fatal error: out of memory'],
    ['HTML', '<html><body>log in</body></html>'],
    ['words after its end', `${answer('<value>a</value>')}Warning: x`],
    ['half of it', answer('<value>a</value>').slice(0, 80)],
    ['two values', answer('<value>a</value><value>b</value>')],
    ['text beside a type', answer('<value>a<int>1</int></value>')],
    ['a type nobody knows', answer('<value><date>x</date></value>')],
    ['a number that is none', answer('<value><int>0x10</int></value>')],
    ['an integer too large to hold', answer('<value><int>9007199254740993</int></value>')],
    ['an endless double', answer('<value><double>1e999</double></value>')],
    ['a boolean of words', answer('<value><boolean>true</boolean></value>')],
    ['a date of words', answer('<value><dateTime.iso8601>today</dateTime.iso8601></value>')],
    ['bytes that are none', answer('<value><base64>a$==</base64></value>')],
    [
      'one name twice',
      answer(
        `<value><struct>${'<member><name>id</name><value>a</value></member>'.repeat(2)}</struct></value>`,
      ),
    ],
    ['a fault without a code', '<methodResponse><fault><value>x</value></fault></methodResponse>'],
    ['an entity of its own', answer('<value>&bomb;</value>')],
    ['a bare ampersand', answer('<value>a & b</value>')],
    ['a character that is none', answer('<value>&#xD800;</value>')],
    ['a character beyond all', answer('<value>&#x110000;</value>')],
    [
      'a document type',
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]>${answer('<value>&b;</value>').slice(22)}`,
    ],
    ['an open comment', answer('<value>a<!-- </value>')],
    ['crossed tags', answer('<value><string>a</value></string>')],
  ])('%s is refused', (_, xml) => expect(refused(xml)).toMatch(/is no XML-RPC/))

  test('too deep is refused, whatever it is made of', () => {
    const deep = (count: number): string =>
      answer(
        `${'<value><array><data>'.repeat(count)}<value>a</value>${'</data></array></value>'.repeat(count)}`,
      )
    expect(refused(deep(60))).toMatchObject({ is: 'value' })
    expect(refused(deep(70))).toMatch(/deep/)
    expect(refused(deep(200_000))).toMatch(/deep/)
    const structs = '<value><struct><member><name>a</name>'.repeat(100_000)
    expect(refused(answer(structs))).toMatch(/deep/)
  })

  test('any text is an answer or refused', () => {
    const piece = fc.constantFrom(
      ...['<value>', '</value>', '<struct>', '<member>', '<name>', '</name>', '<array>', '<data>'],
      ...['&amp;', '&', '<', '>', '<int>', '1', '</int>', '<!--', '-->', '<![CDATA[', ']]>', ' '],
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        refused(pieces.join(''))
        refused(answer(`<value>${pieces.join('')}</value>`))
      }),
    )
  })

  test('a long answer is read in one go', () => {
    const page =
      '<value><struct><member><name>id</name><value><string>a</string></value></member></struct></value>'
    expect(read(`<value><array><data>${page.repeat(50_000)}</data></array></value>`)).toHaveLength(
      50_000,
    )
  })
})
