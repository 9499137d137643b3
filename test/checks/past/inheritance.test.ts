import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { basesOf, isTakenIn, typeAround } from '../../../src/checks/past/doubts/inheritance.ts'

/** The bases of the class around the line that says "here". */
function basesHere(text: string): readonly string[] {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.includes('here'))
  return basesOf(text, { line: at + 1, quote: lines[at]?.trim() ?? '' })
}

describe('what a class takes over from', () => {
  it.each<[string, string, readonly string[]]>([
    ['Python', 'class Berth(Place, mixins.Priced):\n    def here(self):', ['Place', 'Priced']],
    ['Python, none', 'class Berth:\n    def here(self):', []],
    ['Python, everybody’s', 'class Berth(object):\n    def here(self):', []],
    [
      'Python, a metaclass',
      'class Berth(Place, metaclass=Counted):\n    def here(self):',
      ['Place'],
    ],
    ['Python, a remark', 'class Berth(Place):  # of a quay\n    def here(self):', ['Place']],
    [
      'Python, a method behind others',
      'class Berth(Place):\n    x = 1\n\n    def a(self):\n        pass\n\n    def here(self):',
      ['Place'],
    ],
    ['Python, no method', 'class Berth(Place):\n    pass\n\ndef here():', []],
    ['Python, a constant', 'class Berth(Place):\n    here = 1', []],
    ['Ruby', 'class Berth < Harbour::Place\n  def here', ['Place']],
    ['Ruby, in a module', 'module Quay\n  class Berth < Place\n    def here(ship)', ['Place']],
    ['Ruby, of the class itself', 'class Berth < Place\n  class << self\n    def here', ['Place']],
    ['Ruby, none', 'class Berth\n  class << self\n    def here', []],
    ['Ruby, a module', 'module Berths\n  def here', []],
    [
      'PHP',
      'final class Berth extends \\Quay\\Place implements Priced\n{\n    public function here()',
      ['Place', 'Priced'],
    ],
    [
      'PHP, read only',
      'final readonly class Berth extends Place\n{\n    public function here()',
      ['Place'],
    ],
    ['Java', 'public abstract class Berth<S> extends Place<S> {\n  void here() {', ['Place']],
    ['TypeScript', 'export default class Berth extends Place {\n  here(): void {', ['Place']],
    ['TypeScript, a parameter', 'export class Berth<Ship> {\n  here(): void {', []],
    [
      'TypeScript, a bound',
      'export class Berth<Ship extends Vessel> extends Place {\n  here(): void {',
      ['Place'],
    ],
    ['TypeScript, an interface', 'interface Berth extends Place {\n  here(): void', ['Place']],
    [
      'C#',
      'internal sealed class Berth : Place, IPriced\n{\n    public void Here() => here();',
      ['Place', 'IPriced'],
    ],
    ['C++', 'class Berth : public quay::Place {\n public:\n  void here();', ['Place']],
    ['Rust, a trait', 'impl Place for Berth {\n    fn here(&self) {', ['Place']],
    [
      'Rust, a trait with a parameter',
      'impl<S> Place<S> for Berth {\n    fn here(&self) {',
      ['Place'],
    ],
    ['Rust, its own', 'impl Berth<Ship> {\n    fn here(&self) {', []],
    ['Go', 'func (berth *Berth) here() {', []],
    ['a class before it', 'class Berth extends Place {\n}\n\nfunction moor() {\n  here()', []],
  ])('%s', (_, text, expected) => {
    expect(basesHere(text)).toEqual(expected)
  })

  it('a line that is not there has no class', () => {
    expect(basesOf('class Berth(Place):\n', { line: 9_000, quote: 'def here(self)' })).toEqual([])
    expect(basesOf('', { line: 0, quote: 'def here(self)' })).toEqual([])
  })
})

describe('the type around a member', () => {
  const typeHere = (text: string): string | null => {
    const lines = text.split('\n')
    const at = lines.findIndex((line) => line.includes('here'))
    return typeAround(text, { line: at + 1, quote: lines[at]?.trim() ?? '' })
  }

  it.each<[string, string, string | null]>([
    ['TypeScript', 'export interface Berth {\n  here: string', 'Berth'],
    ['Java', 'public final class Berth {\n  int depth;\n\n  void here() {', 'Berth'],
    ['Rust', 'pub(crate) struct Berth {\n    here: u8,', 'Berth'],
    ['Go', 'type Berth struct {\n\there int', 'Berth'],
    ['Python', 'class Berth:\n    def a(self):\n        pass\n\n    def here(self):', 'Berth'],
    ['the nearest of two', 'class Quay {\n  class Berth {\n    here() {', 'Berth'],
    ['a type before it', 'interface Berth {\n  a: string\n}\n\nfunction here() {', null],
    ['a function', 'class Berth {\n}\nfunction moor() {\n  here()', null],
    ['what stands by itself', 'const here = 1', null],
    ['a type in small letters', 'class berth {\n  here() {', null],
  ])('%s', (_, text, expected) => expect(typeHere(text)).toBe(expected))

  it('a line that is not there has none', () => {
    expect(typeAround('class Berth {\n', { line: 9_000, quote: 'here' })).toBeNull()
    expect(typeAround('', { line: 0, quote: '' })).toBeNull()
  })
})

describe('whatever a file says', () => {
  const piece = fc.constantFrom(
    ...['class ', 'impl', ' for ', '<', '>', '(', ')', ':', ',', ' extends ', 'public ', 'Place'],
    ...['\n', '  ', '\t', 'def here(', '::', '\\', '=', '{', '#', 'metaclass=', '.'],
  )
  const text = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 60,
  })

  test('bases are names that stand in it', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -2, max: 80 }), (pieces, line) => {
        const whole = pieces.join('')
        for (const base of basesOf(whole, { line, quote: 'here()' })) {
          expect(base).toMatch(/^\w+$/)
          expect(whole).toContain(base)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    ['blanks', 'class ', '\t'],
    ['parameters', 'class A', '<'],
    ['brackets', 'class A(', '('],
    ['bases', 'class A(', 'B=C,'],
    ['colons', 'class A ', ':'],
    ['bounds', 'impl<A', ': B<'],
    ['words before it', '', 'public '],
    ['for', 'impl A', '<B> for '],
    ['extends', 'class A', ' extends'],
  ])('a long line of %s is read in time', (_, start, again) => {
    const line = start + again.repeat(200_000 / again.length)
    for (const end of ['', '{', '):', ' for A'])
      basesOf(`${line}${end}\n    here()`, { line: 2, quote: 'here()' })
  })

  test('many lines above are read once, and only the nearest', () => {
    const lines = '    class\n'.repeat(100_000)
    expect(basesOf(`class A(B):\n${lines}    here()`, { line: 100_002, quote: 'here()' })).toEqual(
      [],
    )
  })
})

describe('a module that types take in', () => {
  it.each<[string, boolean]>([
    ['module Plugins\n  module Berths\n    def moor', true],
    ['module Harbour::Berths\n', true],
    ['class Berths\n  def moor', false],
    ['# the module Berths\nclass Quays', false],
    ['module BerthsOfQuays\n', false],
    ['import module from "Berths"', false],
  ])('%j', (text, is) => {
    expect(isTakenIn('Berths', text)).toBe(is)
  })
})
