import type { FindingRows } from './kind.ts'

/** Findings that only a check-up can make: they take more than one request, or one that WeChat never sends. */
export const CHECK_FINDINGS = {
  'check.mixed-up': {
    section: 'check-up',
    name: { zh: '回复串了', en: 'Replies mixed up' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台同时发出几个请求，看到一个请求得到了另一个的回复。',
      en: 'No official page is concerned: the workbench sent several requests at once and saw one get the reply to another.',
    },
    page: null,
    sources: [],
  },
} as const satisfies FindingRows
