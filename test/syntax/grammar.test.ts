import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grammar, grammarNames } from '../../src/syntax/grammar.ts'
import { walk } from '../../src/syntax/node.ts'

const parsed = async (name: (typeof grammarNames)[number], text: string) =>
  (await grammar(name)).parse(text)

test.each(grammarNames)('the grammar of %s loads', async (name) => {
  expect((await parsed(name, ''))?.root.children).toEqual([])
})

describe('a tree', () => {
  test('gives offsets in UTF-16 units', async () => {
    const text = 'const smile = "😀é"; const after = 1'
    const tree = await parsed('typescript', text)
    const after = [...walk(tree!.root)].find((node) => node.text === 'after')
    expect(after?.start).toBe(text.indexOf('after'))
  })

  test('tells roles, parents and operators', async () => {
    const tree = await parsed('javascript', 'a ?? 5')
    const binary = [...walk(tree!.root)].find((node) => node.type === 'binary_expression')
    expect(binary?.child('left')?.text).toBe('a')
    expect(binary?.child('operator')?.text).toBe('??')
    expect(binary?.child('right')?.parent).toBe(binary)
    expect(binary?.has('??')).toBe(true)
    expect(tree?.hasError).toBe(false)
  })

  test('says where the text does not follow the grammar', async () => {
    const tree = await parsed('bash', 'if true; then')
    expect(tree?.hasError).toBe(true)
  })

  test('reads bash commands word by word', async () => {
    const tree = await parsed('bash', 'kubectl delete ns "$NAME" && rm -rf /tmp/x')
    const commands = [...walk(tree!.root)].filter((node) => node.type === 'command')
    expect(commands.map((node) => node.parts.map((part) => part.text))).toEqual([
      ['kubectl', 'delete', 'ns', '"$NAME"'],
      ['rm', '-rf', '/tmp/x'],
    ])
  })
})

describe('a query', () => {
  test('captures in the order of the text', async () => {
    const bash = await grammar('bash')
    const captures = bash.captures('ls\n# no\ncat x', '(command name: (_) @name)')
    expect(captures?.map(({ text, line, match }) => [text, line, match])).toEqual([
      ['ls', 1, 0],
      ['cat', 3, 1],
    ])
  })
})

describe('hostile text', () => {
  test('that nests too deeply gives no tree', async () => {
    expect(await parsed('javascript', '{a:'.repeat(30_000))).toBeNull()
    expect(await parsed('python', `${'not '.repeat(5_000)}a`)).toBeNull()
  })

  test('that is too long gives no tree', async () => {
    expect(await parsed('javascript', 'x=1;'.repeat(300_000))).toBeNull()
  })

  test('that takes too long gives no tree', async () => {
    const bash = await grammar('bash')
    expect(bash.parse('a?'.repeat(30_000), { milliseconds: 200 })).toBeNull()
    expect(bash.parse('ls')?.root.children).toHaveLength(1)
  })

  test('that breaks the parser costs one text, not the process', async () => {
    const first = await grammar('javascript')
    expect(first.parse('{a:'.repeat(30_000), { depth: 100_000 })).toBeNull()
    expect(first.parse('a')).toBeNull()
    const second = await grammar('javascript')
    expect(second.parse('a')?.root.children).toHaveLength(1)
    expect((await grammar('bash')).parse('ls')?.root.children).toHaveLength(1)
  })

  test.each(['typescript', 'python', 'bash'] as const)(
    'of any kind never throws in %s',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
          const tree = await parsed(name, text)
          for (const node of walk(tree!.root)) expect(node.end <= text.length).toBe(true)
        }),
        { numRuns: 200 },
      )
    },
  )
})
