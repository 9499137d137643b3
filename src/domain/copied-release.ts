/**
 * Whether a path lies in a copy of another project's release or commit: `lib/parser-1.34.6/`, `contrib/pool-e23f558/`. Two numbers
 * alone may be those of a platform that the project's own code is for: `libs/spark-3.5/`.
 */
export const isOfCopiedRelease = (path: string): boolean => copied.test(path)

const copied =
  /(?:^|\/)(?:libs?|ext|contrib|dependencies)\/[a-z][\w+-]{0,60}-v?(?:\d{1,4}(?:\.\d{1,5}){2,3}|(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])[0-9a-f]{7,40})\//i
