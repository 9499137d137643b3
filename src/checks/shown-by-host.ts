/**
 * Whether a code host shows a page to those who come to its folder: there it is read, and its links lead to files and folders, whatever
 * site there is beside.
 */
export const isShownByHost = (path: string): boolean =>
  /(?:^|\/)(?:readme|contributing)\.\w+$/i.test(path)
