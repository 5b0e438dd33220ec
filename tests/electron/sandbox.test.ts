import { describe, expect, it } from 'vitest'
import { sandboxAll } from '../../src-main/electron/sandbox.ts'

describe('sandboxAll', () => {
  it.each([
    ['Electron is not ready yet', false, [], 1],
    ['Electron is ready, which takes it no more', true, [], 0],
    ['it was started without one, as root has to', false, ['no-sandbox'], 0],
  ])('where %s', (_name, ready, switches, expected) => {
    let enabled = 0
    sandboxAll({
      isReady: () => ready,
      commandLine: { hasSwitch: (name: string) => switches.includes(name as never) } as never,
      enableSandbox: () => void enabled++,
    })
    expect(enabled).toBe(expected)
  })
})
