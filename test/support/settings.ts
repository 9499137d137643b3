import { grammar } from '../../src/syntax/grammar.ts'

/** What can be set: keys of plumbline.yaml (`sources[].id`), and environment variables. */
export interface Settings {
  readonly keys: readonly string[]
  readonly variables: readonly string[]
}

/** Where each schema of src/config stands in plumbline.yaml. */
const places: Readonly<Record<string, string>> = {
  schema: '',
  source: 'sources[].',
  repository: 'repositories[].',
  principal: 'principals[].',
  audit: 'audit.',
  models: 'models.',
  embeddingModel: 'models.embeddings.',
  chatModel: 'models.chat.',
  webhook: 'webhooks[].',
  attestor: 'attestors[].',
  signIn: 'signIn.',
  openId: 'signIn.openId.',
  reviews: 'reviews.',
  limits: 'limits.',
  notices: 'notices.',
  mailServer: 'notices.email.',
  room: 'notices.slack[].',
  digests: 'notices.digest.',
}

const query = `
  (variable_declarator
    name: (identifier) @schema
    value: (call_expression
      function: (member_expression property: (property_identifier) @strict (#eq? @strict "strictObject"))
      arguments: (arguments (object [
        (pair key: (property_identifier) @key)
        (shorthand_property_identifier) @key
      ]))))
  ((member_expression object: (_) @environment property: (property_identifier) @variable)
    (#match? @environment "^(env|process\\\\.env)$"))
`

/** Reads off src/config what it lets people set: its schemas are its own business, so its text is asked. */
export async function settingsOf(text: string): Promise<Settings> {
  const captures = (await grammar('typescript')).captures(text, query) ?? []
  const inMatch = (match: number, name: string) =>
    captures.find((capture) => capture.match === match && capture.name === name)?.text ?? ''
  const keys = captures
    .filter(({ name }) => name === 'key')
    .map(({ match, text: key }) => `${places[inMatch(match, 'schema')] ?? '?'}${key}`)
  const variables = captures
    .filter(({ name }) => name === 'variable')
    .map((capture) => capture.text)
  return { keys, variables: [...new Set(variables)] }
}
