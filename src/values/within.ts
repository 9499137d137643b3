/** What the work came to, or null where it takes longer, in milliseconds; whatever becomes of it then is not waited for, and not used. */
export async function within<Result>(
  milliseconds: number,
  work: Promise<Result>,
): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
