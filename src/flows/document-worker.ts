import type { CrawlStep } from '../store/crawl-steps.ts'
import { answering } from '../workers/answering.ts'
import { type DocumentQuestion, documentStep } from './document-step.ts'

answering(async (question: DocumentQuestion): Promise<CrawlStep> => documentStep(question))
