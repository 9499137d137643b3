import { answering } from '../workers/answering.ts'
import { keptPage, type PageQuestion } from './kept-page.ts'

answering(async (question: PageQuestion): Promise<Uint8Array> => keptPage(question))
