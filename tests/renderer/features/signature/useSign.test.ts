import { expect, it, onTestFinished } from 'vitest'
import { h, nextTick, shallowRef } from 'vue'
import type { Client } from '../../../../src-core/contract/client.ts'
import { provideCurrentAccount } from '../../../../src-renderer/composables/useCurrentAccount.ts'
import { provideWorkbench } from '../../../../src-renderer/composables/useWorkbench.ts'
import { provideSign, useSign } from '../../../../src-renderer/features/signature/useSign.ts'
import type { Sign } from '../../../../src-renderer/features/signature/useSign.ts'
import type { WorkbenchState } from '../../../../src-renderer/workbench/workbench-state.ts'
import { createApp } from '../../blank-app.ts'

const KEY = 'kEyOfNow0kEyOfNow1kEyOfNow2kEyOfNow3kEyOfN0'

/** Mounts the Sign screen of an account with a present and a previous key, without its fields. */
function mount(): Sign {
  let sign!: Sign
  const account = { id: 'a', appId: 'wx1', secrets: { token: 'm1', aesKey: 'm2', previousAesKey: 'm3' } }
  const call = (async () => ({ secret: KEY })) as unknown as Client['call']
  const workbench = {
    call,
    connection: shallowRef('open' as const),
    state: shallowRef({ accounts: [account] } as unknown as WorkbenchState),
    listen: () => () => {},
    loadOlder: async () => {},
    close() {},
  }
  const child = { setup: () => ((sign = useSign()), () => null) }
  const app = createApp({
    setup() {
      provideWorkbench(workbench)
      return () => h(accounts)
    },
  })
  const accounts = {
    setup() {
      const current = provideCurrentAccount()
      provideSign(current, { go() {} })
      return () => h(child)
    },
  }
  app.mount({})
  onTestFinished(() => app.unmount())
  return sign
}

it('a key that is only looked at leaves the previous one in use; one that is typed stands alone', async () => {
  const sign = mount()
  expect(sign.keys.value).toEqual({ account: 'a', appId: 'wx1' })
  await sign.show('aesKey')
  await nextTick()
  expect(sign.fields.aesKey).toBe(KEY)
  expect(sign.keys.value).toEqual({ account: 'a', appId: 'wx1', aesKey: KEY })
  sign.fields.aesKey = 'another'
  expect(sign.keys.value).toEqual({ account: 'a', appId: 'wx1', aesKey: 'another', previousAesKey: '' })
  sign.hide('aesKey')
  expect(sign.fields.aesKey).toBe('another')
})
