import type { Workbench } from '../workbench/create-workbench.ts'
import { createProvided } from './create-provided.ts'

export const [provideWorkbench, useWorkbench] = createProvided(
  'workbench',
  (workbench: Workbench): Workbench => workbench,
)
