import { inject, provide } from 'vue'
import type { InjectionKey } from 'vue'
import type { Workbench } from '../workbench/create-workbench.ts'

const key: InjectionKey<Workbench> = Symbol('workbench')

export function provideWorkbench(workbench: Workbench): void {
  provide(key, workbench)
}

export function useWorkbench(): Workbench {
  const workbench = inject(key)
  if (!workbench) throw new Error('no workbench provided')
  return workbench
}
