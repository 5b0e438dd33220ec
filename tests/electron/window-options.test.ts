import { describe, expect, it } from 'vitest'
import { windowOptions } from '../../src-main/electron/window-options.ts'

const setting = {
  preload: '/preload/index.cjs',
  state: { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximised: false },
  dark: false,
  devTools: false,
}

describe('windowOptions', () => {
  const { webPreferences, ...options } = windowOptions(setting)

  it('gives the page no Node, a sandbox, and a world of its own', () => {
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
    })
  })

  it('leaves the rules of the web in force', () => {
    expect(webPreferences).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
    })
  })

  it('switches nothing on that is not known here', () => {
    const on = Object.entries(webPreferences ?? {}).flatMap(([name, value]) => (value === true ? [name] : []))
    expect(on.toSorted()).toEqual(['contextIsolation', 'sandbox', 'webSecurity'])
  })

  it('fetches no dictionaries', () => {
    expect(webPreferences?.spellcheck).toBe(false)
  })

  it('has developer tools only where asked', () => {
    expect(webPreferences?.devTools).toBe(false)
    expect(windowOptions({ ...setting, devTools: true }).webPreferences?.devTools).toBe(true)
  })

  it('waits with showing, and is never too small to work in', () => {
    expect(options).toMatchObject({
      show: false,
      minWidth: 900,
      minHeight: 600,
      x: 1,
      y: 2,
      width: 1000,
      height: 700,
    })
  })

  it('is dark where the system is', () => {
    expect(windowOptions({ ...setting, dark: true }).backgroundColor).not.toBe(options.backgroundColor)
  })
})
