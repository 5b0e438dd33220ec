/**
 * The three manifests of winget, of schema 1.12.0, for a pull request to its community repository.
 *
 * @see https://learn.microsoft.com/windows/package-manager/package/manifest
 */
import { stringify } from 'yaml'
import { SUMMARY } from '../desktop/product.ts'
import { license, name, PRODUCT_NAME } from '../project.ts'
import { FILES, findAsset } from './assets.ts'
import type { Release } from './assets.ts'

const SCHEMA = '1.12.0'
const LOCALE = 'en-US'

/** Returns the contents by file. */
export function writeWinget(release: Release): Record<string, string> {
  const { version, date, repository } = release
  const owner = repository.split('/')[0]!
  const id = `${owner}.${name}`
  const page = `https://github.com/${repository}`
  const head = { PackageIdentifier: id, PackageVersion: version }
  const installers = (['x64', 'arm64'] as const).map((arch) => {
    const { url, sha256 } = findAsset(release, FILES.windows(version, arch))
    return { Architecture: arch, InstallerUrl: url, InstallerSha256: sha256.toUpperCase() }
  })
  return {
    [`${id}.yaml`]: write('version', { ...head, DefaultLocale: LOCALE }),
    [`${id}.installer.yaml`]: write('installer', {
      ...head,
      Platform: ['Windows.Desktop'],
      MinimumOSVersion: '10.0.0.0',
      InstallerType: 'nullsoft',
      Scope: 'user',
      InstallModes: ['interactive', 'silent', 'silentWithProgress'],
      UpgradeBehavior: 'install',
      // As the installer writes it into the registry, by which winget knows what is installed.
      ProductCode: name,
      ReleaseDate: date,
      Installers: installers,
    }),
    [`${id}.locale.${LOCALE}.yaml`]: write('defaultLocale', {
      ...head,
      PackageLocale: LOCALE,
      Publisher: `${name} contributors`,
      PublisherUrl: page,
      PackageName: `${name} ${PRODUCT_NAME}`,
      PackageUrl: page,
      License: license,
      LicenseUrl: `${page}/blob/v${version}/LICENSE`,
      ShortDescription: SUMMARY.en,
      Moniker: name,
      Tags: ['wechat', 'weixin', 'webhook'],
      ReleaseNotesUrl: `${page}/releases/tag/v${version}`,
    }),
  }
}

function write(kind: string, fields: Record<string, unknown>): string {
  const schema = `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${kind}.${SCHEMA}.schema.json`
  return `${schema}\n\n${stringify({ ...fields, ManifestType: kind, ManifestVersion: SCHEMA })}`
}
