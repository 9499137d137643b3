import type { SourceTools } from '../../../src/sources/source.ts'

/** A server that says one text after the other, whatever it is asked, from the first again after the last. */
export const saying = (texts: readonly string[]): SourceTools['fetching'] => {
  let at = 0
  return () => ({
    ask: async ({ url }) => ({
      status: 200,
      url,
      redirects: [],
      headers: {},
      body: Buffer.from(texts[at++ % texts.length] ?? ''),
      milliseconds: 1,
    }),
    text: ({ body }) => Buffer.from(body).toString(),
    pace: () => undefined,
    close: async () => undefined,
  })
}
