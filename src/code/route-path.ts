/** A route as facts write it: parameters as `{}`, one slash at the start, none at the end: `/v1/users/{}`. */
export const routePath = (written: string): string => {
  const path = written
    .replace(/^\^|\\?\$$|\\Z$/g, '')
    .replace(/\(\?P<\w{1,60}>[^()]{0,200}\)/g, '{}')
    .replace(/<[^<>]{1,100}>|\{[^{}]{0,100}\}|\[[^[\]]{1,100}\]/g, '{}')
    .replace(/(^|\/):\w{1,60}(?:\([^()]{0,200}\))?[?*+]?/g, '$1{}')
    .replace(/\/{2,}/g, '/')
  const bare = path.replace(/^\/|\/$/g, '')
  return `/${bare}`
}

/** Whether a text can be a route's path. */
export const isRoutePath = (text: string): boolean =>
  text.length <= 200 && /^(?:\/|\*$)/.test(text) && !/[\s"'`;]/.test(text)
