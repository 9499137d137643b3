// Makes a TypeScript client of an OpenAPI document: node generate-client.mjs DOCUMENT FOLDER.
import { register } from 'node:module'

// The generator prints by the interface of the compiler, which TypeScript no longer has since version 7.
const compiler = JSON.stringify(import.meta.resolve('typescript-5'))
register(
  `data:text/javascript,${encodeURIComponent(
    `export const resolve = (name, context, next) => next(name === 'typescript' ? ${compiler} : name, context)`,
  )}`,
)

const { createClient } = await import('@hey-api/openapi-ts')
const [input, output] = process.argv.slice(2)
await createClient({
  input,
  output,
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'error', file: false },
})
