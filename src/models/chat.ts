import { HumanMessage, SystemMessage } from '@langchain/core/messages'
import type { Composer } from '../domain/composer.ts'
import { PlumblineError } from '../domain/errors.ts'
import { faultOf, type ModelName, TimeIsUp } from './faults.ts'
import { newFence, promptFor } from './prompt.ts'
import type { ChatModel } from './shapes.ts'

/** How a chat model is asked. */
export interface ComposingRules {
  readonly model: ModelName
  /** For one whole answer. */
  readonly milliseconds: number
  /** Of one answer. */
  readonly mostCharacters: number
  /** Milliseconds since 1970. */
  now(): number
}

/** Plumbline's composer over a chat model of LangChain's: streamed, within a time and a length, and to be stopped at any moment. */
export const composerOver = (chat: ChatModel, rules: ComposingRules): Composer => ({
  id: rules.model.name,
  async *compose(material, signal) {
    const { system, user } = promptFor(material, newFence(material))
    const stop = new AbortController()
    const late = setTimeout(() => stop.abort(new TimeIsUp(rules.milliseconds)), rules.milliseconds)
    const leave = (): void => stop.abort(signal?.reason)
    signal?.addEventListener('abort', leave, { once: true })
    if (signal?.aborted) leave()
    try {
      const messages = [new SystemMessage(system), new HumanMessage(user)]
      const chunks = await orStopped(chat.stream(messages, { signal: stop.signal }), stop.signal)
      yield* bounded(chunks[Symbol.asyncIterator](), stop.signal, rules)
    } catch (thrown) {
      signal?.throwIfAborted()
      // What a model throws when it is told to stop says less than why it was told to.
      const reason: unknown = stop.signal.aborted ? stop.signal.reason : thrown
      throw faultOf(reason, rules.model, rules.now()).error
    } finally {
      clearTimeout(late)
      signal?.removeEventListener('abort', leave)
      stop.abort()
    }
  },
})

async function* bounded(
  chunks: AsyncIterator<unknown>,
  stopped: AbortSignal,
  { mostCharacters, model }: ComposingRules,
): AsyncGenerator<string> {
  let length = 0
  try {
    for (;;) {
      const { done, value } = await orStopped(chunks.next(), stopped)
      if (done) return
      const text = textOf(value)
      length += text.length
      if (length > mostCharacters)
        throw new PlumblineError(
          'model.failed',
          `${model.name} wrote more than ${mostCharacters} characters`,
        )
      if (text !== '') yield text
    }
  } finally {
    // Not waited for: it may be the one that does not listen.
    chunks.return?.().catch(() => undefined)
  }
}

/** The words of a piece; what else models send along (calls of tools, thoughts) is no part of an answer. */
const textOf = (chunk: unknown): string =>
  typeof chunk === 'object' && chunk !== null && 'text' in chunk && typeof chunk.text === 'string'
    ? chunk.text
    : ''

/** What comes of work, unless it is stopped before: a model may not listen. */
async function orStopped<Result>(work: Promise<Result>, stopped: AbortSignal): Promise<Result> {
  let leave = (): void => {}
  const stop = new Promise<never>((_, reject) => {
    leave = () => reject(stopped.reason)
    stopped.addEventListener('abort', leave, { once: true })
    if (stopped.aborted) leave()
  })
  try {
    return await Promise.race([work, stop])
  } finally {
    stopped.removeEventListener('abort', leave)
    work.catch(() => undefined)
  }
}
