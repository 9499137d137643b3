import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { type Blob, batchParser } from './batch-parser.ts'
import { gitEnvironment } from './environment.ts'

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
