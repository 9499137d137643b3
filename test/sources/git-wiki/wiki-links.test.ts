import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withMarkdownLinks } from '../../../src/sources/git-wiki/wiki-links.ts'

const linked = (text: string) => withMarkdownLinks(text, (page) => page.replaceAll(' ', '-'))

it.each([
  ['See [[Deploy the App]].', 'See [Deploy the App](<Deploy-the-App>).'],
  ['[[how|Deploy the App]]', '[how](<Deploy-the-App>)'],
  ['[[Deploy#First Step]]', '[Deploy#First Step](<Deploy#first-step>)'],
  ['[[here|#First Step]]', '[here](<#first-step>)'],
  ['[[a site|https://x.example/a]]', '[a site](<https://x.example/a>)'],
  ['[[queue.png|alt=the queue]]', '![alt=the queue](<queue.png>)'],
  ['`[[ -f x ]]` and [[A]]', '`[[ -f x ]]` and [A](<A>)'],
  ['```sh\n[[ -f x ]]\n```\n[[A]]', '```sh\n[[ -f x ]]\n```\n[A](<A>)'],
  ['~~~\n```\n[[A]]\n~~~\n[[B]]', '~~~\n```\n[[A]]\n~~~\n[B](<B>)'],
  ['a lone ` and [[A]]', 'a lone ` and [A](<A>)'],
  ['[[ ]] and [[|x]]', '[[ ]] and [[|x]]'],
])('%j', (text, expected) => expect(linked(text)).toBe(expected))

it('keeps every line where it was, and what is no link as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]|`~a\n# ') }), (text) => {
      const result = linked(text)
      expect(result.split('\n')).toHaveLength(text.split('\n').length)
      if (!text.includes('[[')) expect(result).toBe(text)
    }),
  )
})
