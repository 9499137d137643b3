/** What XML-RPC can say (xmlrpc.com/spec.md, and the `nil` that everybody added). */
export type RpcValue =
  | null
  | boolean
  | number
  | string
  | RpcDate
  | Uint8Array
  | readonly RpcValue[]
  | RpcStruct

export interface RpcStruct {
  readonly [name: string]: RpcValue
}

/** A time as it stands on the wire: the standard names no zone, and servers write several forms. */
export class RpcDate {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a call came to. */
export type RpcResponse =
  | { readonly is: 'value'; readonly value: RpcValue }
  | { readonly is: 'fault'; readonly code: number; readonly message: string }
