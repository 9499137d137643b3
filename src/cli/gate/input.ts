import type { Readable } from 'node:stream'

/** Bytes of one hook's input: enough for a file that an agent writes, and read in a blink. */
const mostBytes = 4 * 1024 * 1024

/** Everything on standard input as text. Throws when it is too much, does not end in time, or is not UTF-8. */
export function readInput(stream: Readable, milliseconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const timer = setTimeout(
      () => reject(new Error(`standard input did not end within ${milliseconds} ms`)),
      milliseconds,
    )
    const done = (settle: () => void): void => {
      clearTimeout(timer)
      settle()
    }
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= mostBytes) return
      stream.destroy()
      done(() => reject(new Error(`the tool call is larger than ${mostBytes} bytes`)))
    })
    stream.on('error', (error) => done(() => reject(error)))
    stream.on('end', () =>
      done(() => {
        try {
          resolve(textOf(Buffer.concat(chunks)))
        } catch {
          reject(new Error('the tool call is not UTF-8'))
        }
      }),
    )
  })
}

/** Bytes that are no text might be read otherwise by whoever runs them. */
export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes)
