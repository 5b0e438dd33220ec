import { SUMMARY } from '../desktop/product.ts'
import { license, name } from '../project.ts'
import { FILES, findAsset } from './assets.ts'
import type { Release } from './assets.ts'

const PACKAGE = `${name}-bin`

/** What Electron's programs need, by the names of Arch Linux; packaging/linux has Debian's. */
const DEPENDS = ['alsa-lib', 'gtk3', 'libcups', 'mesa', 'nss']

/**
 * The package of the Arch User Repository, made of the .deb, which has the entry of the menu and the icons as well.
 *
 * @see https://wiki.archlinux.org/title/PKGBUILD
 */
export function writeAur(release: Release): Record<string, string> {
  const { version, repository } = release
  const { url, sha256 } = findAsset(release, FILES.deb(version))
  // A hyphen separates the version from the number of the package there; letters right behind a number come before it.
  const pkgver = version.replaceAll('-', '')
  const page = `https://github.com/${repository}`
  const pkgbuild = `# Maintainer: ${repository.split('/')[0]}
pkgname=${PACKAGE}
pkgver=${pkgver}
pkgrel=1
pkgdesc='${SUMMARY.en}'
arch=('x86_64')
url='${page}'
license=('${license}')
depends=(${DEPENDS.map((one) => `'${one}'`).join(' ')})
optdepends=('libsecret: keeps secrets in the keyring')
provides=('${name}')
conflicts=('${name}')
options=('!strip')
source=('${url}')
noextract=('${FILES.deb(version)}')
sha256sums=('${sha256}')

package() {
  bsdtar -xOf '${FILES.deb(version)}' data.tar.xz | bsdtar -xpf - -C "$pkgdir"
  # Of Debian alone.
  rm -r "$pkgdir/usr/share/lintian"
  printf 'aur\\n' > "$pkgdir/usr/lib/${name}/resources/installed-by"
  install -Dm644 "$pkgdir/usr/share/doc/${name}/copyright" "$pkgdir/usr/share/licenses/${PACKAGE}/LICENSE"
}
`
  const fields: [string, string][] = [
    ['pkgdesc', SUMMARY.en],
    ['pkgver', pkgver],
    ['pkgrel', '1'],
    ['url', page],
    ['arch', 'x86_64'],
    ['license', license],
    ...DEPENDS.map((one): [string, string] => ['depends', one]),
    ['optdepends', 'libsecret: keeps secrets in the keyring'],
    ['provides', name],
    ['conflicts', name],
    ['noextract', FILES.deb(version)],
    ['options', '!strip'],
    ['source', url],
    ['sha256sums', sha256],
  ]
  const srcinfo = [
    `pkgbase = ${PACKAGE}`,
    ...fields.map(([key, value]) => `\t${key} = ${value}`),
    '',
    `pkgname = ${PACKAGE}`,
    '',
  ].join('\n')
  return { PKGBUILD: pkgbuild, '.SRCINFO': srcinfo }
}
