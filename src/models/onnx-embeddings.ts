import { basename, dirname } from 'node:path'
import { Embeddings } from '@langchain/core/embeddings'
import { PlumblineError } from '../domain/errors.ts'
import { type ImportPackage, installed } from './package.ts'

/** The package that runs ONNX models; it is installed by whoever wants one. */
export const onnxPackage = '@huggingface/transformers'

interface Prefixes {
  readonly query: string
  readonly document: string
}

type Extract = (texts: readonly string[], options: object) => Promise<unknown>

/**
 * LangChain's embeddings by an ONNX model in a folder, as transformers.js lays it out (config.json, tokenizer.json,
 * onnx/model.onnx). Nothing is downloaded: https://huggingface.co/docs/transformers.js/api/env
 */
export class OnnxEmbeddings extends Embeddings {
  readonly #extract: Extract
  readonly #pooling: string
  readonly #prefixes: Prefixes

  private constructor(extract: Extract, pooling: string, prefixes: Prefixes) {
    super({ maxRetries: 0 })
    this.#extract = extract
    this.#pooling = pooling
    this.#prefixes = prefixes
  }

  /**
   * Options: `pooling` (`mean` unless given), `queryPrefix` and `documentPrefix` as the model's card demands them; all
   * others go to the pipeline (`dtype`, `device`, …).
   */
  static async open(
    folder: string,
    options: Readonly<Record<string, unknown>>,
    importing: ImportPackage,
  ): Promise<OnnxEmbeddings> {
    const { pooling, queryPrefix, documentPrefix, ...rest } = options
    // Any other name the package would look for in the folder that Plumbline was started in.
    if (!/^\w+(?:[.-]\w+)*$/.test(basename(folder)))
      throw new PlumblineError(
        'model.unusable',
        `${folder}: the folder of a model is named with letters, digits, and dots or dashes between them`,
      )
    const { env, pipeline } = partsOf(await installed(onnxPackage, importing))
    Object.assign(env, {
      allowRemoteModels: false,
      allowLocalModels: true,
      localModelPath: dirname(folder),
      // What was once downloaded under the same name is another model.
      useFSCache: false,
    })
    const extract = await pipeline('feature-extraction', basename(folder), {
      ...rest,
      local_files_only: true,
    }).catch((thrown: unknown) => {
      const why = thrown instanceof Error ? thrown.message : 'it threw'
      throw new PlumblineError('model.unusable', `the model in ${folder} cannot be loaded: ${why}`)
    })
    if (!isExtract(extract)) throw unlike('its pipeline is no function')
    return new OnnxEmbeddings(extract, textOr(pooling, 'mean'), {
      query: textOr(queryPrefix, ''),
      document: textOr(documentPrefix, ''),
    })
  }

  override embedDocuments(documents: string[]): Promise<number[][]> {
    return this.#embed(documents.map((text) => this.#prefixes.document + text))
  }

  override async embedQuery(document: string): Promise<number[]> {
    const [vector] = await this.#embed([this.#prefixes.query + document])
    return vector ?? []
  }

  async #embed(texts: readonly string[]): Promise<number[][]> {
    const tensor = await this.#extract(texts, { pooling: this.#pooling, normalize: true })
    const { data, width } = rowsOf(tensor, texts.length)
    return texts.map((_, row) => Array.from(data.subarray(row * width, (row + 1) * width)))
  }
}

type Pipeline = (task: string, model: string, options: object) => Promise<unknown>

const isPipeline = (thing: unknown): thing is Pipeline => typeof thing === 'function'
const isExtract = (thing: unknown): thing is Extract => typeof thing === 'function'

function partsOf(exports: object): { readonly env: object; readonly pipeline: Pipeline } {
  if ('env' in exports && 'pipeline' in exports) {
    const { env, pipeline } = exports
    if (typeof env === 'object' && env !== null && isPipeline(pipeline)) return { env, pipeline }
  }
  throw unlike('it exports no env and pipeline')
}

/** A tensor of one row a text. */
function rowsOf(tensor: unknown, rows: number) {
  if (typeof tensor === 'object' && tensor !== null && 'dims' in tensor && 'data' in tensor) {
    const { dims, data } = tensor
    const width = data instanceof Float32Array ? data.length / rows : 0
    if (data instanceof Float32Array && Array.isArray(dims) && dims.join() === `${rows},${width}`)
      return { data, width }
  }
  throw new PlumblineError('model.failed', 'the ONNX model gave no tensor with one row a text')
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise

const unlike = (what: string): PlumblineError =>
  new PlumblineError('model.unusable', `${onnxPackage} is of another version: ${what}`)
