/*
 * For `electron -r`: registers the window's scheme before Electron is ready. Electron waits for the app's own code to
 * do so; a loader that stands between the two, as in some test runtimes, does not, and then the window falls back on
 * another address. With this the tests see the one that ships. The privileges are those of `claimAppAddress`.
 */
const { protocol } = require('electron')

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } },
])
