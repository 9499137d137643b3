import type { Format, Stated } from '../extractor.ts'

const rule =
  /^[ \t]*([^\s#[][^\s]{0,300})((?:[ \t]+(?:@[\w./-]{1,100}|[\w.+-]{1,100}@[\w.-]{1,100}))+)[ \t]*(?:#[^\n]*)?$/gm

/** CODEOWNERS: who owns which paths. */
export const codeowners: Format = {
  about: 'A CODEOWNERS file says who owns which paths.',
  states: ['owner'],
  reads: (path) => /(?:^|\/)CODEOWNERS$/.test(path),

  *facts({ text }): Iterable<Stated> {
    for (const found of text.matchAll(rule))
      yield {
        kind: 'owner',
        subject: found[1] ?? '',
        owner: 'CODEOWNERS',
        role: 'owner',
        value: (found[2] ?? '').trim().replace(/\s+/g, ' '),
        at: found.index + found[0].indexOf(found[1] ?? ''),
      }
  },
}
