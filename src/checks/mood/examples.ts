/** Whether what stands before a word gives it as one of several: "(e.g. `", "such as ", "for example in ", "to a high number, say, ". */
export const isForExample = (before: string): boolean =>
  /\b(?:e\.g\.|for example|for instance|such as|say(?=,)),? {0,2}(?:(?:in|at|as|under|to|into) )?[`*_"'(]{0,3}$/i.test(
    before.slice(-30),
  )

/** "A file like `": one that shows what sort is meant. */
export const isLikened = (before: string): boolean =>
  /\blike,? [`*_"'(]{0,3}$/i.test(before.slice(-30))

/** "Imagine a field `", "suppose we had a function called `": one that nobody has. */
export const isImagined = (before: string): boolean =>
  /\b(?:imagine|suppose|let['’]s (?:say|assume|pretend))(?: that)?(?: there['’]s| (?:we|you|there) (?:had (?:written|made)|ha(?:d|ve)|is|are|was|were))? (?:an?|some|another)(?: [\w-]{1,20}){0,2} (?:functions?|methods?|class(?:es)?|types?|fields?|columns?|variables?|constants?|files?|folders?|modules?|options?|flags?|settings?|keys?|hooks?|commands?|scripts?|endpoints?|events?|called|named) [`*_"'(]{0,3}$/i.test(
    before.slice(-120),
  )
