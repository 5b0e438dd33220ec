import type { Bilingual } from '../src-core/contract/text.ts'
import type { Ending } from './children.ts'

/** The facts that decide between a window and the browser. */
export interface Machine {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  isRoot: boolean
}

/** Returns why this machine cannot open a window, before Electron is fetched; null if nothing prevents it. */
export function findObstacle({ platform, env, isRoot }: Machine): Bilingual | null {
  if (platform !== 'linux') return null
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return { zh: '这台机器没有图形界面', en: 'This machine has no display' }
  }
  if (isRoot && !env['ELECTRON_DISABLE_SANDBOX']) {
    return { zh: 'Electron 不能以 root 身份在沙箱里运行', en: 'Electron cannot run sandboxed as root' }
  }
  return null
}

/** Returns why there is no Electron, after looking for it and trying to fetch it. */
export function describeMissing(env: NodeJS.ProcessEnv): Bilingual {
  const named = env['MPSCOPE_ELECTRON']
  if (named) {
    return {
      zh: `MPSCOPE_ELECTRON 指定的 ${named} 不存在`,
      en: `MPSCOPE_ELECTRON names ${named}, which is not there`,
    }
  }
  return {
    zh: '没有安装 Electron，也下载不到（可设置 ELECTRON_MIRROR 指定镜像）',
    en: 'Electron is not installed and cannot be downloaded (ELECTRON_MIRROR may name a mirror)',
  }
}

/** A window that could not open (a missing library, no user namespaces) ends at once; one that was used ends later. */
const STARTED_AFTER_MS = 5000
/** The workbench's own exit code for wrong usage. The browser shell would only repeat the same error. */
const WRONG_USAGE = 2

/** Returns what went wrong if Electron ended without showing a window; null if it ended as it should. */
export function findStartFailure({ code, signal }: Ending, tookMs: number): Bilingual | null {
  if (code === 0 || code === WRONG_USAGE || tookMs > STARTED_AFTER_MS) return null
  return signal
    ? { zh: `Electron 启动失败（${signal}）`, en: `Electron did not start (${signal})` }
    : { zh: `Electron 启动失败（退出码 ${code}）`, en: `Electron did not start (exit code ${code})` }
}
