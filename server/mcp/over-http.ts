import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { type McpDesk, mcpServer } from './server.ts'

/** What goes back: a status, and JSON or nothing. */
export interface McpReply {
  readonly status: number
  readonly body: string
}

/**
 * Answers one message of streamable HTTP (MCP 2025-11-25, basic/transports). Each request stands for itself: there are no sessions to
 * lose when a server is started anew.
 *
 * @param protocolVersion the `MCP-Protocol-Version` header
 */
export async function answerMessage(
  message: unknown,
  protocolVersion: string | undefined,
  desk: McpDesk,
): Promise<McpReply> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  const server = mcpServer(desk)
  try {
    await server.connect(transport)
    const request = new Request('http://plumbline.invalid/mcp', {
      method: 'POST',
      headers: {
        // We only ever answer in JSON, so whoever takes that is served.
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...(protocolVersion === undefined ? {} : { 'mcp-protocol-version': protocolVersion }),
      },
    })
    const response = await transport.handleRequest(request, { parsedBody: message })
    return { status: response.status, body: await response.text() }
  } finally {
    await server.close()
  }
}
