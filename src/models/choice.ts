/** What every configured model has. */
interface Chosen {
  /** What its class is made with. */
  readonly options: Readonly<Record<string, unknown>>
  /** Further options by name or path (`configuration.defaultHeaders.X-Key`): never shown, never stored. */
  secrets(): Readonly<Record<string, string>>
  readonly timeoutSeconds: number
}

/** A model for vectors: a class of a package, or else an ONNX model in a folder. */
export interface EmbeddingChoice extends Chosen {
  readonly package?: string | undefined
  readonly export?: string | undefined
  readonly path?: string | undefined
  readonly dimensions?: number | undefined
  /** Texts sent at once. */
  readonly batch: number
  /** Longer texts are cut. */
  readonly mostCharacters: number
  readonly retries: number
}

/** A chat model: a class of a package. */
export interface ChatChoice extends Chosen {
  readonly package: string
  readonly export: string
  /** Of one answer. */
  readonly mostCharacters: number
}
