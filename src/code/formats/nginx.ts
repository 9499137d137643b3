import type { Format, Stated } from '../extractor.ts'

const protocols = /^[ \t]*ssl_protocols[ \t]+([^;#\n]{1,120});/gm

/** nginx: which protocols it speaks with clients. */
export const nginx: Format = {
  about: 'An nginx configuration says which versions of TLS it speaks.',
  states: ['control'],
  reads: (path) =>
    /(?:^|\/)nginx[\w.-]*\.conf(?:\.\w+)?$|(?:^|\/)nginx\/(?:[\w.-]+\/)*[\w.-]+\.conf(?:\.\w+)?$/.test(
      path,
    ),

  *facts({ text }): Iterable<Stated> {
    for (const found of text.matchAll(protocols))
      yield {
        kind: 'control',
        subject: 'nginx',
        owner: 'tls-minimum',
        role: 'policy',
        value: (found[1] ?? '').trim().replace(/\s+/g, ' '),
        at: found.index + found[0].indexOf('ssl_protocols'),
      }
  },
}
