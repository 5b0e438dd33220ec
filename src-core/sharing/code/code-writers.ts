import type { CodeWriters } from './code-writer.ts'
import { GO } from './go.ts'
import { JAVA } from './java.ts'
import { NODE } from './node.ts'
import { PHP } from './php.ts'
import { PYTHON } from './python.ts'

export const CODE_WRITERS: CodeWriters = { node: NODE, php: PHP, java: JAVA, python: PYTHON, go: GO }
