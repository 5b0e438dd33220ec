import { expect, it, onTestFinished } from 'vitest'
import { h, nextTick, shallowRef } from 'vue'
import type { CallbackReading } from '../../../../src-core/contract/callback.ts'
import type { Client } from '../../../../src-core/contract/client.ts'
import { provideCurrentAccount } from '../../../../src-renderer/composables/useCurrentAccount.ts'
import { provideWorkbench } from '../../../../src-renderer/composables/useWorkbench.ts'
import { provideSign } from '../../../../src-renderer/features/signature/sign-place.ts'
import { useSign } from '../../../../src-renderer/features/signature/useSign.ts'
import type { Sign } from '../../../../src-renderer/features/signature/useSign.ts'
import type { WorkbenchState } from '../../../../src-renderer/workbench/workbench-state.ts'
import { createApp } from '../../blank-app.ts'

const KEY = 'kEyOfNow0kEyOfNow1kEyOfNow2kEyOfNow3kEyOfN0'

/** Mounts the Sign screen of an account with a present and a previous key, without its fields. */
function mount(): Sign {
  return mountHideable().sign
}

/** As `mount`. The screen is there as long as `isShown`; `state` is the workbench's. */
function mountHideable() {
  let sign!: Sign
  const isShown = shallowRef(true)
  const account = { id: 'a', appId: 'wx1', secrets: { token: 'm1', aesKey: 'm2', previousAesKey: 'm3' } }
  const state = shallowRef({ accounts: [account] } as unknown as WorkbenchState)
  const call = (async () => ({ secret: KEY })) as unknown as Client['call']
  const workbench = {
    call,
    shell: { allKeys: false },
    connection: shallowRef('open' as const),
    state,
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
      return () => (isShown.value ? h(child) : null)
    },
  }
  app.mount({})
  onTestFinished(() => app.unmount())
  return { sign, isShown, state }
}

/** Returns the reading of a pasted request, as `callback.read` gives it. */
function createReading(change: Partial<CallbackReading> = {}): CallbackReading {
  const values = { timestamp: '1', nonce: '2', signature: 'theirs' }
  return {
    path: '/wx',
    values,
    raw: values,
    body: null,
    encrypt: null,
    found: 1,
    missing: [],
    account: null,
    ...change,
  }
}

it('what was filled over can be put back, step by step, and a shown secret is not kept', async () => {
  const sign = mount()
  await sign.show('aesKey')
  sign.fields.signature = 'mine'
  sign.putIn({ signature: 'sample', aesKey: 'made' })
  expect(sign.canRestore.value).toBe(true)
  sign.fields.pasted = 'a URL'
  sign.take(createReading())
  expect(sign.fields.signature).toBe('theirs')
  // The same text is not taken again, whatever was changed since.
  sign.fields.signature = 'changed'
  sign.take(createReading())
  expect(sign.fields.signature).toBe('changed')
  sign.restore()
  expect(sign.fields).toMatchObject({ signature: 'sample', aesKey: 'made', pasted: 'a URL' })
  sign.restore()
  expect(sign.fields).toMatchObject({ signature: 'mine', aesKey: '', pasted: '' })
  expect(sign.canRestore.value).toBe(false)
})

it('a pasted request leaves what was typed, but for a token that is not its own', () => {
  const sign = mount()
  Object.assign(sign.fields, {
    token: 'typed',
    aesKey: 'key',
    appId: 'wx2',
    openNonce: '9',
    envelope: '<xml/>',
  })
  sign.fields.pasted = 'one'
  sign.take(createReading({ account: { id: 'a', by: 'path' } }))
  expect(sign.fields).toMatchObject({
    token: 'typed',
    aesKey: 'key',
    appId: 'wx2',
    openNonce: '9',
    nonce: '2',
  })
  expect(sign.fields.envelope).toBe('<xml/>')
  sign.fields.pasted = 'two'
  sign.take(createReading({ account: { id: 'a', by: 'token' }, encrypt: 'E', body: '<E/>' }))
  expect(sign.fields).toMatchObject({ token: '', aesKey: 'key', openNonce: '2', envelope: '<E/>' })
  sign.restore()
  expect(sign.fields).toMatchObject({ token: 'typed', openNonce: '9', envelope: '<xml/>' })
})

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

it('the fields go on following the account while the screen that took them first is gone', async () => {
  const { sign, isShown, state } = mountHideable()
  isShown.value = false
  await nextTick()
  const [account] = state.value!.accounts
  state.value = { ...state.value!, accounts: [{ ...account!, appId: 'wx2' }] }
  await nextTick()
  expect(sign.fields.appId).toBe('wx2')
})
