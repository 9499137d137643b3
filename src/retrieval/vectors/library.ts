/** One graph of hnswlib: what we use of it. Points are arrays of plain numbers; labels have 32 bits. */
export interface HnswIndex {
  initIndex(capacity: number, links: number, efConstruction: number): void
  resizeIndex(capacity: number): void
  addPoint(point: readonly number[], label: number): void
  markDelete(label: number): void
  setEf(ef: number): void
  searchKnn(
    query: readonly number[],
    limit: number,
    filter?: (label: number) => boolean,
  ): { readonly neighbors: readonly number[] }
  getCurrentCount(): number
  getMaxElements(): number
  /** Only into one that is new: where reading fails, what was in it is not to be touched any more. */
  readIndex(file: string): Promise<boolean>
  /** Says nothing where the disk is full: whoever writes reads it again. */
  writeIndex(file: string): Promise<boolean>
  writeIndexSync(file: string): void
}

/** hnswlib's inner product is a distance: 1 less the product. */
export type HnswLibrary = new (space: 'ip', dimensions: number) => HnswIndex

/** What came of looking for hnswlib. */
export type FoundLibrary =
  | { readonly library: HnswLibrary }
  | { readonly library: null; readonly because: string }

// Not written out in the import: its types would be looked for, too, and it is not there where it could not be compiled.
const packageName: string = 'hnswlib-node'

/** Loads hnswlib-node, which is an optional dependency. */
export const loadLibrary = async (): Promise<FoundLibrary> => {
  try {
    const loaded: unknown = await import(packageName)
    const library = memberOf(memberOf(loaded, 'default'), 'HierarchicalNSW')
    if (isLibrary(library)) return { library }
    return { library: null, because: `${packageName} is not what it should be` }
  } catch {
    return { library: null, because: `${packageName} is not installed: it needs a C++ compiler` }
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const isLibrary = (value: unknown): value is HnswLibrary =>
  typeof value === 'function' &&
  ['addPoint', 'markDelete', 'searchKnn', 'readIndex', 'writeIndex'].every(
    (method) => typeof memberOf(value.prototype, method) === 'function',
  )
