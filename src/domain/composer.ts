/** A passage that a composed answer may rest on. */
export interface QuotedPassage {
  /** `c1`: what a statement names the passage by, in brackets. */
  readonly mark: string
  readonly title: string
  readonly heading: readonly string[]
  readonly text: string
}

/** What an answer is composed from: a question, and all that may be said. */
export interface Material {
  readonly question: string
  readonly passages: readonly QuotedPassage[]
}

/** What a composer writes, and nothing else, where the passages do not answer. */
export const noGround = 'NO GROUND'

/** Writes an answer to a question from passages, piece by piece. What it writes is unproven until somebody has checked it. */
export interface Composer {
  /** Names the model in an answer's provenance. */
  readonly id: string
  compose(material: Material, signal?: AbortSignal): AsyncIterable<string>
}
