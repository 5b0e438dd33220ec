/**
 * The variables that a tunnel program gets: how to find its home, its configuration, a proxy and the keys of `ssh`.
 * Everything else stays here; the workbench's own variables hold the account's token.
 */
const PASSED = new Set([
  'PATH',
  'PATHEXT',
  'HOME',
  'USER',
  'LOGNAME',
  'USERNAME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'SYSTEMROOT',
  'WINDIR',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'TMP',
  'TEMP',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'SSH_AUTH_SOCK',
  'NGROK_AUTHTOKEN',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
])

export function pickEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // Windows spells `Path`, and a proxy is often given in small letters.
  const passed = Object.entries(environment).filter(([name]) => PASSED.has(name.toUpperCase()))
  return { ...Object.fromEntries(passed), NO_COLOR: '1' }
}
