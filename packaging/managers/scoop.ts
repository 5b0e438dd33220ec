import { SUMMARY } from '../desktop/product.ts'
import { license, name, PRODUCT_NAME } from '../project.ts'
import { FILES, findAsset } from './assets.ts'
import type { Release } from './assets.ts'

/**
 * The manifest of a bucket. Scoop unpacks the installer without running it (`#/dl.7z` says what it is), so that it keeps
 * the app in its own folder and writes nothing into the registry; what the installer brings for itself is left out.
 *
 * @see https://github.com/ScoopInstaller/Scoop/wiki/App-Manifests
 */
export function writeScoop(release: Release): string {
  const { version, repository } = release
  const page = `https://github.com/${repository}`
  const download = (arch: 'x64' | 'arm64') => {
    const { url, sha256 } = findAsset(release, FILES.windows(version, arch))
    return { url: `${url}#/dl.7z`, hash: sha256 }
  }
  const later = (arch: 'x64' | 'arm64') => ({
    url: `${page}/releases/download/v$version/${FILES.windows('$version', arch)}#/dl.7z`,
  })
  const manifest = {
    version,
    description: SUMMARY.en,
    homepage: page,
    license,
    architecture: { '64bit': download('x64'), arm64: download('arm64') },
    pre_install: [
      'Remove-Item "$dir\\`$PLUGINSDIR", "$dir\\uninstall.exe" -Force -Recurse -ErrorAction SilentlyContinue',
      'Set-Content "$dir\\resources\\installed-by" "scoop"',
    ],
    shortcuts: [[`${name}.exe`, `${name} ${PRODUCT_NAME}`]],
    checkver: { github: page },
    autoupdate: {
      architecture: { '64bit': later('x64'), arm64: later('arm64') },
      hash: { url: '$baseurl/SHA256SUMS' },
    },
  }
  return `${JSON.stringify(manifest, null, 4)}\n`
}
