/** What the packages of the desktop tell the operating systems, in one place for all of them. */
import manifest from '../../package.json' with { type: 'json' }
import { SESSION_ENDING } from '../../src-core/contract/session-file.ts'
import { findLatestAddress, findRepository, license, name, PRODUCT_NAME, version } from '../project.ts'

/** Saved exchanges: a double click opens them with the workbench. */
export const SESSION_FILE = {
  extension: SESSION_ENDING,
  mimeType: 'application/x-mpscope+json',
  /** In the file manager. */
  describes: { en: 'Saved exchanges of mpscope', zh: 'mpscope 收发记录' },
} as const

/** One line that says what it is, as menus and package managers show it. */
export const SUMMARY = {
  en: 'Workbench for developers of WeChat Official Accounts',
  zh: '公众号开发调试工具：看清微信推送的每条消息，手动回复，诊断失败原因',
} as const

/** The desktop entry of Linux, without what depends on the place of the program (`Exec`, `Icon`). */
export const DESKTOP_ENTRY: Readonly<Record<string, string>> = {
  Name: name,
  'Name[zh_CN]': PRODUCT_NAME,
  GenericName: 'WeChat workbench',
  'GenericName[zh_CN]': '公众号开发调试工具',
  'Comment[zh_CN]': SUMMARY.zh,
  Keywords: 'wechat;weixin;mp;webhook;xml;',
  'Keywords[zh_CN]': '微信;公众号;服务号;调试;',
  StartupWMClass: name,
}

/** Returns the manifest inside the package: what Electron and the installers read of it, and no more. */
export function createManifest(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const repository = findRepository(env)
  return {
    name,
    productName: name,
    version,
    description: SUMMARY.en,
    author: `${name} contributors`,
    license,
    // Built by anybody else, it asks nobody for updates.
    ...(repository !== null && {
      homepage: `https://github.com/${repository}`,
      releases: findLatestAddress(repository),
    }),
    type: 'module',
    main: manifest.main,
    // By this name the desktops of Linux find the entry, and its icon, for a window.
    desktopName: `${name}.desktop`,
  }
}
