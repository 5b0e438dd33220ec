/** Returns the number of tries for a property; `FC_RUNS=20000` tries harder than the everyday run. */
export function runs(everyday: number): { numRuns: number } {
  const wanted = Number(process.env['FC_RUNS'])
  return { numRuns: Number.isInteger(wanted) && wanted > 0 ? wanted : everyday }
}
