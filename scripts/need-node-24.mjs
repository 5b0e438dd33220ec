// Loaded first by the npm scripts (`node --import`), on whatever Node there is: everything after this is TypeScript.
// Node 24 comes as the package `node`; where install scripts are off, npm falls back to the machine's own.
if (!process.features.typescript) {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  const zh = /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale)
  const remedy = 'npm rebuild node --ignore-scripts=false'
  console.error(
    zh
      ? `mpscope 需要 Node 24，而这里是 ${process.version}；请运行 ${remedy}，或安装 Node 24`
      : `mpscope needs Node 24, and this is ${process.version}; run ${remedy}, or install Node 24`,
  )
  process.exit(1)
}
