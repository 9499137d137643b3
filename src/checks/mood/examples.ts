/** Whether what stands before a word gives it as one of several: "(e.g. `", "such as ", "to a high number, say ". */
export const isForExample = (before: string): boolean =>
  /\b(?:e\.g\.|for example|for instance|such as|like|say),? {0,2}[`*_"'(]{0,3}$/i.test(
    before.slice(-30),
  )

/** Whether a path lies in a folder of examples: what is there speaks of them alone. */
export const isOfExamples = (path: string): boolean =>
  /(?:^|\/)\.?(?:examples?|demos?|samples?|templates?|starters?|playgrounds?|tutorials?)\//i.test(
    path,
  )
