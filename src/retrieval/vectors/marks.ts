/** Keys and the checksums of their vectors, one beside the other. */
export interface Marks {
  readonly keys: Uint32Array
  readonly checksums: Uint32Array
}

export const noMarks: Marks = { keys: new Uint32Array(), checksums: new Uint32Array() }

/** The marks in a map from key to checksum. */
export const marksIn = (map: ReadonlyMap<number, number>): Marks => {
  const keys = new Uint32Array(map.size)
  const checksums = new Uint32Array(map.size)
  let at = 0
  for (const [key, checksum] of map) {
    keys[at] = key
    checksums[at] = checksum
    at += 1
  }
  return { keys, checksums }
}
