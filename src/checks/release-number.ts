const parts = /^v?(\d{1,4})(?:\.(\d{1,4}|x))?(?:\.(?:\d{1,4}|x))?$/i

/** The release that `v2`, `3.x` or `1.12.4` names, by its first two numbers, so that two can be put in order; else null. */
export function releaseNumber(name: string): number | null {
  const [, major, minor = '0'] = parts.exec(name) ?? []
  return major === undefined ? null : Number(major) + Number(/x/i.test(minor) ? 0 : minor) / 10_000
}
