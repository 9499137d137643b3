/** Reads when first asked, and never again. */
export function once<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let reading: Promise<Result> | null = null
  return () => {
    reading ??= read()
    return reading
  }
}
