import type { AccountView } from '../../../../src-core/contract/account.ts'
import type { FieldNote } from '../../../../src-core/contract/field-check/kind.ts'
import type { Milestone } from '../../../../src-core/contract/milestones.ts'

export const stepNames = ['local', 'tunnel', 'console', 'verify', 'message'] as const
export type StepName = (typeof stepNames)[number]

export interface Step {
  name: StepName
  done: boolean
  /** The exchange that shows that it is done; null if something else does. */
  by: Milestone | null
}

/** Says how far an account is on its way to the first message, from facts alone. */
export function readSteps(account: AccountView): Step[] {
  const { test, tunnel, verification, message } = account.milestones
  // An account that gets messages has passed a verification, though perhaps before this workbench took note of it.
  const verified = verification ?? message ?? null
  const from = (name: StepName, by: Milestone | null = null): Step => ({ name, by, done: by !== null })
  return [
    from('local', test ?? message),
    tunnel ? from('tunnel', tunnel) : { name: 'tunnel', by: null, done: hasPublicUrl(account, 'unusual') },
    from('console', verified),
    from('verify', verified),
    from('message', message),
  ]
}

/** The fields of the account without which the console cannot be filled in, in the order in which it asks for them. */
export function missingForConsole(account: AccountView): ('publicUrl' | 'token' | 'aesKey')[] {
  const { secrets, notes, mode } = account
  const isWrong = (field: 'token' | 'aesKey') => notes[field].some(({ severity }) => severity === 'wrong')
  return [
    ...(hasPublicUrl(account, 'wrong') ? [] : ['publicUrl' as const]),
    ...(secrets.token === null || isWrong('token') ? ['token' as const] : []),
    ...(mode !== 'plaintext' && (secrets.aesKey === null || isWrong('aesKey')) ? ['aesKey' as const] : []),
  ]
}

/** Tells whether there is an address that is not `wrong`, or not even `unusual`: nobody has called it yet. */
function hasPublicUrl({ publicUrl, notes }: AccountView, unless: FieldNote['severity']): boolean {
  return (
    publicUrl !== '' && notes.publicUrl.every(({ severity }) => severity === 'unusual' && unless === 'wrong')
  )
}
