import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { PlumblineError } from '../domain/errors.ts'
import { type Blob, batchParser } from './batch-parser.ts'
import { gitEnvironment } from './environment.ts'
import { chunks } from './process.ts'

/** Reads blobs by id through one long-lived process. */
export interface Objects {
  /** Null when the object is missing or no blob. */
  read(id: string): Promise<Blob | null>
  close(): Promise<void>
}

interface Request {
  readonly id: string
  answer(blob: Blob | null): void
}

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** Opens the reader; its process starts with the first question, and again should it die. */
export function openObjects(gitDirectory: string, limit: number): Objects {
  const waiting: Request[] = []
  let child: ChildProcessWithoutNullStreams | null = null
  let closed = false
  let ended: Promise<void> = Promise.resolve()

  let unsent = ''

  // Questions of one turn go in one piece: a write each would cost more than the answer.
  const ask = (id: string): void => {
    child ??= begin()
    if (unsent === '') setImmediate(send)
    unsent += `${id}\n`
  }
  const send = (): void => {
    if (unsent !== '') child?.stdin.write(unsent)
    unsent = ''
  }

  const begin = (): ChildProcessWithoutNullStreams => {
    const started = spawn('git', [`--git-dir=${gitDirectory}`, 'cat-file', '--batch'], {
      cwd: gitDirectory,
      env: gitEnvironment(),
      windowsHide: true,
    })
    started.stdout.on(
      'data',
      batchParser(limit, (blob) => waiting.shift()?.answer(blob)),
    )
    started.stderr.resume()
    started.stdin.on('error', () => undefined)
    started.once('error', () => over(started))
    ended = new Promise((resolve) => {
      started.once('close', () => {
        over(started)
        resolve()
      })
    })
    return started
  }

  // A process that dies took offence at the oldest question: that one goes unanswered, the others are asked again.
  const over = (dead: ChildProcessWithoutNullStreams): void => {
    if (child !== dead) return
    child = null
    unsent = ''
    waiting.shift()?.answer(null)
    if (closed) for (const { answer } of waiting.splice(0)) answer(null)
    for (const { id } of waiting) ask(id)
  }

  return {
    read(id) {
      if (closed || !objectId.test(id)) return Promise.resolve(null)
      return new Promise((answer) => {
        waiting.push({ id, answer })
        ask(id)
      })
    },
    async close() {
      closed = true
      send()
      child?.stdin.end()
      await ended
    },
  }
}

/** Processes that took offence are replaced so often. */
const mostDeaths = 100

/** Reads many blobs through a process of their own, in the order asked; null for what is missing or no blob. */
export async function* streamedBlobs(
  gitDirectory: string,
  base: readonly string[],
  ids: readonly string[],
  limit: number,
): AsyncGenerator<Blob | null, void, undefined> {
  const args = [...base, 'cat-file', '--batch', '--buffer']
  let deaths = 0
  for (let done = 0; done < ids.length; done += 1) {
    if (deaths === mostDeaths) {
      yield null
      continue
    }
    const come: (Blob | null)[] = []
    const parse = batchParser(limit, (blob) => come.push(blob))
    const input = `${ids.slice(done).join('\n')}\n`
    try {
      for await (const chunk of chunks(gitDirectory, { args, input })) {
        parse(chunk)
        done += come.length
        yield* come.splice(0)
      }
      if (done >= ids.length) return
    } catch (fault) {
      if (!(fault instanceof PlumblineError)) throw fault
    }
    // A process that ends early took offence at the next one: that one is not read, the others are by another.
    deaths += 1
    yield null
  }
}
