// What a program that opens Plumbline within itself gets as `plumbline`.
export { type Config, readConfig } from './config/config.ts'
export type { Answer } from './domain/answer.ts'
export { type ErrorCode, PlumblineError } from './domain/errors.ts'
export type { Plumbline } from './domain/plumbline.ts'
export type { Principal } from './domain/principal.ts'
export type { AskRequest, SearchRequest, SearchResult, VerifyRequest } from './domain/requests.ts'
export { openPlumbline } from './plumbline.ts'
