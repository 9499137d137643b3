import { PlumblineError } from '../domain/errors.ts'

/** The largest reply that is read, in bytes. */
export const replyLimit = 32 * 1024 * 1024

/** The body of a response as text; a larger one than anything Plumbline says is not read to its end. */
export async function boundedText(response: Response, limit = replyLimit): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > limit)
      throw new PlumblineError('server.malformed', `the reply is larger than ${limit} bytes`)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
