import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { Composer } from '../domain/composer.ts'
import { PlumblineError } from '../domain/errors.ts'
import type { Embedder } from '../domain/vectors.ts'
import { sha256OfValue } from '../values/digests.ts'
import { composerOver } from './chat.ts'
import type { ChatChoice, EmbeddingChoice } from './choice.ts'
import { dimensionsOf, type EmbeddingRules, embedderOver } from './embeddings.ts'
import { type ModelName, withoutSecrets } from './faults.ts'
import { digestOfModel } from './model-files.ts'
import { OnnxEmbeddings } from './onnx-embeddings.ts'
import { withSecrets } from './options.ts'
import { classIn, type ImportPackage, importPackage, installed } from './package.ts'
import type { Patience } from './patience.ts'
import { isChatModel, isEmbeddings } from './shapes.ts'

/** What loading takes from outside; tests lend their own. */
export interface LoadingTools extends Pick<Patience, 'wait' | 'now'> {
  readonly importing: ImportPackage
}

/** So many milliseconds at most a question waits for its vector. */
const queryLimit = 5_000

const realTools: LoadingTools = { importing: importPackage, wait, now: Date.now }

/** Opens the model for vectors that is configured. It is asked for a vector at once, so that a wrong entry is told when Plumbline starts. */
export async function openEmbedder(
  choice: EmbeddingChoice,
  tools: LoadingTools = realTools,
): Promise<Embedder> {
  const { embeddings, name, identity } = await embeddingsOf(choice, tools)
  const milliseconds = choice.timeoutSeconds * 1000
  const rules: EmbeddingRules = {
    model: { name, secrets: Object.values(choice.secrets()) },
    batch: choice.batch,
    mostCharacters: choice.mostCharacters,
    patience: { ...tools, milliseconds, retries: choice.retries },
    queryPatience: { ...tools, milliseconds: Math.min(milliseconds, queryLimit), retries: 0 },
  }
  const dimensions = choice.dimensions ?? (await dimensionsOf(embeddings, rules))
  const { options, mostCharacters } = choice
  const digest = sha256OfValue({ identity, options, dimensions, mostCharacters })
  return embedderOver(embeddings, { id: `${name}@${digest.slice(0, 16)}`, dimensions }, rules)
}

interface Opened {
  readonly embeddings: EmbeddingsInterface<unknown>
  readonly name: string
  /** What tells the model from every other, beside its options. */
  readonly identity: string
}

async function embeddingsOf(choice: EmbeddingChoice, tools: LoadingTools): Promise<Opened> {
  const { path, package: from = '', export: wanted = '', options } = choice
  if (path !== undefined) {
    const identity = await digestOfModel(path)
    const embeddings = await OnnxEmbeddings.open(path, options, tools.importing)
    return { embeddings, name: `onnx ${basename(path)}`, identity }
  }
  const name = `${from} ${wanted}`
  const embeddings = await made({ ...choice, package: from, export: wanted }, tools.importing)
  if (isEmbeddings(embeddings)) return { embeddings, name, identity: name }
  throw new PlumblineError('model.unusable', `${name} is no Embeddings of LangChain`)
}

/** Opens the chat model that is configured. */
export async function openComposer(
  choice: ChatChoice,
  tools: LoadingTools = realTools,
): Promise<Composer> {
  const name = `${choice.package} ${choice.export}`
  const model = await made(choice, tools.importing)
  if (!isChatModel(model))
    throw new PlumblineError('model.unusable', `${name} is no chat model of LangChain`)
  return composerOver(model, {
    model: { name, secrets: Object.values(choice.secrets()) },
    milliseconds: choice.timeoutSeconds * 1000,
    mostCharacters: choice.mostCharacters,
    now: tools.now,
  })
}

/** An instance of a package's class; how often and how long it is asked is not its business. */
async function made(choice: MadeOf, importing: ImportPackage): Promise<unknown> {
  const Class = classIn(await installed(choice.package, importing), choice.export, choice.package)
  const secrets = choice.secrets()
  const model: ModelName = {
    name: `${choice.package} ${choice.export}`,
    secrets: Object.values(secrets),
  }
  const options = { timeout: choice.timeoutSeconds * 1000, ...withSecrets(choice.options, secrets) }
  try {
    return new Class({ ...options, maxRetries: 0 })
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : 'it threw'
    const message = `${model.name} does not take these options: ${why}`
    throw new PlumblineError('model.unusable', withoutSecrets(message, model))
  }
}

type MadeOf = Pick<ChatChoice, 'package' | 'export' | 'options' | 'secrets' | 'timeoutSeconds'>
