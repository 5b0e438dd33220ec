const IN_REPOSITORY = { start: 'npm run start:browser', command: 'npm run --silent cli --' }

/**
 * Returns how people start the workbench and its commands in a terminal where it came from: the host that serves the page
 * writes it into the document (`src-main/host/page-files.ts`).
 */
export function findTerminalProgram({ dataset }: { dataset: { program?: string } }): typeof IN_REPOSITORY {
  const { program } = dataset
  return program === undefined ? IN_REPOSITORY : { start: program, command: program }
}
