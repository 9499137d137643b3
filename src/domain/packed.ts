/** What is kept so that it can be read where it lies: something as JSON, columns of whole numbers, and bytes of any kind. */
export interface Packed {
  readonly header: unknown
  readonly columns: readonly Uint32Array[]
  readonly bytes: Buffer
}
