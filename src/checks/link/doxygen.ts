const commands =
  /(?<![\w`])[@\\](page|mainpage|subpage|tableofcontents|anchor|ref|snippet|section)\b|^#.{1,200}\{#([\w-]{1,80})\}[ \t]*$/gm

/**
 * Whether a page is written for Doxygen, which finds headings, anchors and pictures of all its pages by their names
 * (https://www.doxygen.nl/manual/markdown.html): two of its commands are no accident.
 */
export const isForDoxygen = (text: string): boolean => {
  const found = new Set<string>()
  for (const [, command = 'heading'] of text.matchAll(commands)) {
    found.add(command)
    if (found.size > 1) return true
  }
  return false
}
