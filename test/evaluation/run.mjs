// `npm run evaluate`: compiles the evaluation of the labelled material in this project, and runs it with plain node.
import { runCompiled } from '../support/run-compiled.mjs'

runCompiled('evaluation', ['test/evaluation/project.ts'], 'test/evaluation/project.js')
