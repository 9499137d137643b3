/**
 * Whether a path lies in a copy of another project's release or commit: `lib/parser-1.34.6/`, `contrib/pool-e23f558/`. A folder of the
 * project's own has no reason to be called by a release of it.
 */
export const isOfCopiedRelease = (path: string): boolean => copied.test(path)

const copied =
  /(?:^|\/)(?:libs?|ext|contrib|dependencies)\/[a-z][\w+-]{0,60}-v?(?:\d{1,4}(?:\.\d{1,5}){1,3}|(?=[a-f]{0,39}\d)[0-9a-f]{7,40})\//i
