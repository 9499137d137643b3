/** Whether what stands before a word gives it as one of several: "(e.g. `", "such as ", "for example in ", "to a high number, say, ". */
export const isForExample = (before: string): boolean =>
  /\b(?:e\.g\.|for example|for instance|such as|say(?=,)),? {0,2}(?:(?:in|at|as|under|to|into) )?[`*_"'(]{0,3}$/i.test(
    before.slice(-30),
  )

/** "A file like `": one that shows what sort is meant. */
export const isLikened = (before: string): boolean =>
  /\blike,? [`*_"'(]{0,3}$/i.test(before.slice(-30))
