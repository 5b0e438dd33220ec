#!/usr/bin/env node
// An old Node has to read this file to its end before it can say that it is too old: no newer syntax here.
'use strict'

var version = process.versions.node.split('.').map(Number)

if (version[0] < 20 || (version[0] === 20 && version[1] < 18)) {
  console.error(
    'mpscope: 需要 Node.js 20.18 以上，这里是 ' +
      process.versions.node +
      '，请从 https://nodejs.org/ 安装新版本 · Node.js 20.18 or newer is needed, and this is ' +
      process.versions.node +
      '; install one from https://nodejs.org/',
  )
  process.exit(1)
} else {
  import('../main/cli.js')
}
