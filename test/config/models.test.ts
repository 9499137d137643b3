import { inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { PlumblineError } from '../../src/domain/errors.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const environment = { config: null, data: '/srv/plumbline', port: null, color: null }
const parse = (models: string) =>
  parseConfig(`models: ${models}\n`, '/srv/harbour/plumbline.yaml', environment)

const openai = "package: '@langchain/openai', export: OpenAIEmbeddings"

describe('models in plumbline.yaml', () => {
  test('are none unless given', () => {
    expect(parse('{}').models).toEqual({})
    expect(parseConfig('', '/srv/harbour/plumbline.yaml', environment).models).toEqual({})
  })

  test('come with their secrets, which a printed configuration does not show', () => {
    vi.stubEnv('HARBOUR_KEY', 'sk-hunter2')
    const config = parse(`
  embeddings: { ${openai}, options: { model: harbour-embed }, secretsFrom: { apiKey: HARBOUR_KEY } }
  chat: { package: '@langchain/openai', export: ChatOpenAI, secretsFrom: { 'configuration.apiKey': HARBOUR_KEY } }`)
    expect(config.models.embeddings?.secrets()).toEqual({ apiKey: 'sk-hunter2' })
    expect(config.models.chat?.secrets()).toEqual({ 'configuration.apiKey': 'sk-hunter2' })
    expect(config.models.embeddings).toMatchObject({ batch: 64, retries: 3, timeoutSeconds: 30 })
    expect(inspect(config, { depth: 9 }) + JSON.stringify(config)).not.toContain('hunter2')
  })

  test('may be a folder, relative to the file', () => {
    const { embeddings } = parse('{ embeddings: { path: models/harbour-small } }').models
    expect(embeddings?.path).toBe('/srv/harbour/models/harbour-small')
  })

  test.each([
    [
      'a variable that is not set',
      `{ ${openai}, secretsFrom: { apiKey: NO_SUCH_KEY } }`,
      'NO_SUCH_KEY, which is not set',
    ],
    [
      'a secret in the file',
      `{ ${openai}, options: { apiKey: sk-hunter2 } }`,
      'apiKey looks like a secret',
    ],
    [
      'a secret deep in the file',
      `{ ${openai}, options: { configuration: { defaultHeaders: { Authorization: sk-hunter2 } } } }`,
      'configuration.defaultHeaders.Authorization looks like a secret',
    ],
    [
      'a secret in an address',
      `{ ${openai}, options: { configuration: { baseURL: 'http://agent:hunter2@models.example.com/v1' } } }`,
      'configuration.baseURL looks like a secret',
    ],
    ['neither a package nor a path', '{ options: { model: harbour-embed } }', 'needs either'],
    ['a package and a path', `{ ${openai}, path: models }`, 'needs either'],
    ['a package without its class', "{ package: '@langchain/openai' }", 'needs either'],
    ['a file for a package', "{ package: '../evil.mjs', export: Evil }", 'npm package'],
    ['a file inside a package', "{ package: 'harbour/../../evil', export: Evil }", 'npm package'],
    [
      'an address for a package',
      "{ package: 'data:text/javascript,1', export: Evil }",
      'npm package',
    ],
    [
      'a path to what every object has',
      `{ ${openai}, secretsFrom: { '__proto__.apiKey': HOME } }`,
      'secretsFrom',
    ],
    ['an option that nobody knows', `{ ${openai}, temperature: 1 }`, 'temperature'],
    ['no dimension', `{ ${openai}, dimensions: 0 }`, 'dimensions'],
  ])('%s is refused', (_, embeddings, message) => {
    const parsing = () => parse(`{ embeddings: ${embeddings} }`)
    expect(parsing).toThrow(PlumblineError)
    expect(parsing).toThrow(message)
    expect(parsing).not.toThrow('hunter2')
  })

  test('how much a model may write is no secret', () => {
    const options = '{ maxTokens: 500, tokenizer: plain, maxCompletionTokens: 9 }'
    expect(() => parse(`{ embeddings: { ${openai}, options: ${options} } }`)).not.toThrow()
  })
})
