/**
 * The names by which people call a package, for comparing only: registries do not tell case, `-`, `_` and `.` apart,
 * and Go's modules go by the last part of their path: `github.com/spf13/cobra/v2` is also `cobra`.
 */
export function packageNames(name: string): readonly string[] {
  const whole = folded(name)
  const parts = name.split('/')
  if (parts.length < 2 || !parts[0]?.includes('.')) return [whole]
  const last = parts.filter((part, index) => index === 0 || !/^v\d{1,3}$/.test(part)).at(-1) ?? name
  return [whole, folded(last.replace(/\.v\d{1,3}$/, ''))]
}

const folded = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

/** Whether two names can be one package's. */
export const samePackage = (a: string, b: string): boolean => {
  const names = packageNames(b)
  return packageNames(a).some((name) => names.includes(name))
}
