import manifest from '../../package.json' with { type: 'json' }
import { findRepository } from '../project.ts'

/** Returns the package.json of the npm package: it needs no other package and runs nothing when it is installed. */
export function createManifest(env: NodeJS.ProcessEnv): object {
  const { name, version, description, license, engines } = manifest
  const repository = findRepository(env)
  return {
    name,
    version,
    description,
    keywords: KEYWORDS,
    license,
    ...(repository !== null && {
      homepage: `https://github.com/${repository}#readme`,
      bugs: `https://github.com/${repository}/issues`,
      repository: { type: 'git', url: `git+https://github.com/${repository}.git` },
    }),
    type: 'module',
    bin: { mpscope: 'bin/mpscope.cjs' },
    types: './index.d.ts',
    exports: {
      '.': { types: './index.d.ts', default: './main/api.js' },
      './package.json': './package.json',
    },
    engines,
  }
}

const KEYWORDS = [
  'wechat',
  'weixin',
  'mp',
  'official-account',
  '微信',
  '公众号',
  '微信公众号',
  'webhook',
  'xml',
  'debug',
  'cli',
]
