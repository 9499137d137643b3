import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js'
import type { z } from 'zod'
import type { Citation } from '../../src/domain/citation.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { Origin } from '../../src/domain/requests.ts'
import { type RouteAccess, requireScope } from '../authentication.ts'
import { inputSchema, outputSchema } from '../openapi.ts'
import { InvalidRequest, isFaultOfOurs, problemOf } from '../problem.ts'
import type { ServedPlumbline } from '../served-plumbline.ts'
import { pageLinks } from './page-links.ts'

/** Who calls a tool, and of what. */
export interface Caller {
  readonly plumbline: ServedPlumbline
  readonly principal: Principal
  readonly origin: Origin
}

/** What a tool is, and what it does with arguments that fit. */
export interface ToolSpec<In extends z.ZodObject, Out extends z.ZodType<object>> {
  readonly name: string
  readonly title: string
  /** For agents: when to call it, and what its result means. */
  readonly description: string
  /** The scopes of the route that does the same. */
  readonly access: Exclude<RouteAccess, 'public' | 'session'>
  readonly hints: { readonly readOnly: boolean; readonly idempotent: boolean }
  /** A verdict is asked of it: whatever goes wrong in it is a refusal in so many words. */
  readonly judges?: true
  readonly input: In
  readonly output: Out
  call(input: z.output<In>, caller: Caller): Promise<z.input<Out>>
  /** What its result cites. */
  cited?(output: z.output<Out>): readonly Pick<Citation, 'id' | 'page' | 'freshness'>[]
}

/** One tool of the list. */
export interface Tool {
  readonly listed: ListedTool
  readonly access: ToolSpec<z.ZodObject, z.ZodType<object>>['access']
  /** Never throws: a fault is a result that says what to do. */
  run(args: unknown, caller: () => Promise<Caller>, desk: ToolDesk): Promise<CallToolResult>
}

/** What a call is known by, and who hears of what goes wrong in it. */
export interface ToolDesk {
  readonly requestId: string
  report(thrown: unknown): void
}

/** Makes a tool of its parts; arguments go in and results come out through the schemas of the HTTP API. */
export function tool<In extends z.ZodObject, Out extends z.ZodType<object>>(
  spec: ToolSpec<In, Out>,
): Tool {
  return {
    access: spec.access,
    listed: listed(spec),
    async run(args, callerOf, desk) {
      try {
        const caller = await callerOf()
        requireScope(spec.access, caller.principal)
        const parsed = spec.input.safeParse(args)
        if (!parsed.success) throw new InvalidRequest('arguments', parsed.error.issues)
        const output = spec.output.parse(await spec.call(parsed.data, caller))
        const links = await pageLinks(spec.cited?.(output) ?? [], caller)
        const structuredContent = decisionFirst(output)
        // In JSON no page can pass its words off as ours.
        const text = JSON.stringify(structuredContent)
        return { structuredContent, content: [{ type: 'text', text }, ...links] }
      } catch (thrown) {
        return failed(thrown, spec.judges ?? false, desk)
      }
    },
  }
}

const listed = <In extends z.ZodObject, Out extends z.ZodType<object>>({
  name,
  title,
  description,
  hints,
  input,
  output,
}: ToolSpec<In, Out>): ListedTool => ({
  name,
  title,
  description,
  inputSchema: { ...inputSchema(input), type: 'object' },
  outputSchema: { ...outputSchema(output), type: 'object' },
  annotations: {
    title,
    readOnlyHint: hints.readOnly,
    idempotentHint: hints.idempotent,
    destructiveHint: false,
    // Nothing but what this company indexed is reached.
    openWorldHint: false,
  },
})

/** What must be read first stands first. */
function decisionFirst(output: object): Record<string, unknown> {
  const entries = Object.entries(output)
  const isFirst = ([name]: readonly [string, unknown]) => name === 'verdict' || name === 'status'
  return Object.fromEntries([...entries.filter(isFirst), ...entries])
}

/** A fault as its problem document: what happened, and what to do next. */
function failed(thrown: unknown, judges: boolean, { requestId, report }: ToolDesk): CallToolResult {
  const problem = problemOf(thrown, requestId)
  if (isFaultOfOurs(problem)) report(thrown)
  const told = judges ? { decision: 'block', ...problem } : problem
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(told) }] }
}
