import { loadLater } from '../../../ui/load-later.ts'

/** Few rows have marks: their code comes after the first row. One for all rows, so that it is loaded once. */
export const RowMarks = loadLater(() => import('./RowMarks.vue'), null)
