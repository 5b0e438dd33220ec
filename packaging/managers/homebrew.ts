import { APP_ID } from '../../src-main/electron/app-id.ts'
import { SUMMARY } from '../desktop/product.ts'
import { name } from '../project.ts'
import { FILES, findAsset } from './assets.ts'
import type { Release } from './assets.ts'

/**
 * The cask of a tap. `zap`, which a user asks for by name, removes what the workbench stored; a plain uninstall leaves it.
 *
 * @see https://docs.brew.sh/Cask-Cookbook
 */
export function writeCask(release: Release): string {
  const { version, repository } = release
  const arm = findAsset(release, FILES.mac(version, 'arm64'))
  const intel = findAsset(release, FILES.mac(version, 'x64'))
  const url = arm.url.replaceAll(version, '#{version}').replace('arm64', '#{arch}')
  return `cask "${name}" do
  arch arm: "arm64", intel: "x64"

  version "${version}"
  sha256 arm:   "${arm.sha256}",
         intel: "${intel.sha256}"

  url "${url}"
  name "${name}"
  desc "${SUMMARY.en}"
  homepage "https://github.com/${repository}"

  livecheck do
    url :url
    strategy :github_latest
  end

  app "${name}.app"

  zap trash: [
    "~/Library/Application Support/${name}",
    "~/Library/Preferences/${APP_ID}.plist",
    "~/Library/Saved Application State/${APP_ID}.savedState",
  ]
end
`
}
