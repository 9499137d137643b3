import { answering } from '../workers/answering.ts'
import { lsaWork } from './lsa-work.ts'

answering(lsaWork())
