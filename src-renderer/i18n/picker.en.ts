import type { Messages } from './zh.ts'

export const picker: Messages['picker'] = {
  recent: 'Recent',
  nothing: 'No matching messages.',
}
