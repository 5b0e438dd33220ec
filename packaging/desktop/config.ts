import { join } from 'node:path'
import { findRepository, name, root } from '../project.ts'
import { THIRD_PARTY } from './app-files.ts'
import { FUSES } from './fuses.ts'
import { APP_ID } from '../../src-main/electron/app-id.ts'
import { DESKTOP_ENTRY, SESSION_FILE, SUMMARY } from './product.ts'
import type { Runtime } from './runtime.ts'

const here = import.meta.dirname
const icons = join(here, 'icons')
const { extension, mimeType, describes } = SESSION_FILE

/**
 * Returns electron-builder's configuration, the only one for all systems; it checks the form itself.
 *
 * @see https://www.electron.build/configuration
 */
export function createConfig(app: string, output: string, runtime: Runtime, env: NodeJS.ProcessEnv) {
  // Ours beside Electron's own, which electron-builder puts there.
  const licences = [
    { from: join(root, 'LICENSE'), to: 'LICENSE.mpscope.txt' },
    { from: join(app, THIRD_PARTY), to: THIRD_PARTY },
  ]
  const owner = findRepository(env)?.split('/')[0]
  return {
    ...runtime,
    appId: APP_ID,
    // Names files and folders, which are ASCII; what people see is said for each system below.
    productName: name,
    copyright: `Copyright © ${name} contributors`,
    artifactName: '${name}-${version}-${os}-${arch}.${ext}',
    directories: { app, output, buildResources: icons },
    // It would look for packages in the repository as well.
    files: ['**/*', '!**/node_modules/**', `!${THIRD_PARTY}`],
    // All packages are bundled, and none has native code.
    npmRebuild: false,
    publish: null,
    electronLanguages: ['en-US', 'zh-CN'],
    electronFuses: {
      ...Object.fromEntries(FUSES.map((fuse) => [fuse.name, fuse.on])),
      // What was signed for this computer alone has to be so again, since the binary has changed.
      resetAdHocDarwinSignature: true,
    },
    fileAssociations: [
      {
        ext: extension,
        mimeType,
        name: `${name} session`,
        description: describes.en,
        role: 'Viewer',
        rank: 'Owner',
      },
    ],
    linux: {
      // And a tar.gz, which `archive.ts` makes, as electron-builder would fetch 7-Zip for it; the .deb is made by
      // packaging/linux, which is tried where it is made, and runs no script as root.
      target: ['AppImage', 'rpm'],
      executableName: name,
      icon: icons,
      category: 'Development',
      synopsis: SUMMARY.en,
      maintainer: `${name} contributors <${owner ? `${owner}@users.noreply.github.com` : 'nobody@localhost'}>`,
      syncDesktopName: true,
      desktop: { entry: DESKTOP_ENTRY },
      extraFiles: licences,
    },
    // By itself electron-builder puts `--no-sandbox` there.
    appImage: { executableArgs: [] },
    win: {
      // Unpacked: packaging/windows makes the installers of it, once it has been signed.
      target: [{ target: 'dir', arch: ['x64', 'arm64'] }],
      icon: join(icons, 'icon.ico'),
      extraFiles: licences,
    },
    mac: {
      target: [
        { target: 'dmg', arch: ['x64', 'arm64'] },
        { target: 'zip', arch: ['x64', 'arm64'] },
      ],
      icon: join(icons, 'icon.icns'),
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
      entitlements: join(here, 'entitlements.plist'),
      entitlementsInherit: join(here, 'entitlements.plist'),
      // Finder shows the names of the folders `*.lproj` only where this asks for it.
      extendInfo: { LSHasLocalizedDisplayName: true },
      extraResources: [...licences, { from: join(here, 'mac'), to: '.' }],
    },
  }
}
