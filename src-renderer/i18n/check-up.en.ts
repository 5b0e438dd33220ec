import type { checkUp as zh } from './check-up.zh.ts'

export const checkUp: typeof zh = {
  target: 'The address to check',
  noTarget: 'Choose a backend, or give the address to check.',
  start: 'Start the check-up',
  again: 'Check it again',
  failedAgain: 'Try failed again',
  onlyFailed: 'Failed only',
  hostile: 'Hostile XML',
  hostileHint:
    'External entities, entities that grow, XML that is nested too deep. Size and depth are bounded; an external entity leads to a bait on this computer only. By default it goes to this computer and private networks only.',
  mayAttack:
    '{count} cases will be sent there, forged and malformed requests among them. Make sure that it is your own server.',
  elsewhere: 'Another address is being checked: {url}',
  introduction: {
    title: 'Check a backend before it goes live',
    what: 'Asks your backend as WeChat does, and then as attackers and bad networks do: {count} cases, each with what came back, what WeChat would make of it, and what to change. For a new backend, another framework, or a change of its encryption.',
    how: 'Requests go out one after another, and can be stopped at any time. The backend really processes these messages, so use a test environment; its users have OpenIDs that begin with oMpscopeCheckUp, to be found afterwards. What is not marked as advice is required: without it something breaks in production.',
  },
  summary: 'The check-up',
  progress: 'Checking: {done} of {all} done',
  says: {
    both: 'Required and failed: {required}, which breaks in production. Advice to follow: {advice}',
    required:
      'A required case failed, which breaks in production | {count} required cases failed, which breaks in production',
    advice:
      'All that is required passed; there is one piece of advice | All that is required passed; there are {count} pieces of advice',
    well: 'The case that was tried passed | All {count} cases that were tried passed',
    nothing: 'No case was tried',
    gone: 'Amid the check-up nobody listened at {url} any more, and the rest was not sent. Has the backend ended?',
    unreachable:
      '{url} cannot be reached: the first requests got no response, and the rest was not sent. Is the backend running?',
  },
  counts: { passed: '{count} passed', accepted: '{count} accepted', skipped: '{count} not tried' },
  started: 'started {at}, took {took}',
  stopped: 'started {at}, stopped after {took}',
  since: 'Compared with {at}',
  same: 'The same as at {at}',
  difference: {
    failed: 'One fails now: | {count} fail now:',
    mended: 'One was fixed: | {count} were fixed:',
  },
  passed: '{passed} of {tried} passed',
  cases: 'One case | {count} cases',
  states: {
    pending: 'Not tried yet',
    passed: 'Passed',
    failed: 'Failed',
    advised: 'Advice',
    accepted: 'Failed, and accepted for a reason',
    skipped: 'Not tried',
  },
  levels: { required: 'Required', advice: 'Advice' },
  told: {
    fix: 'What to change',
    wouldFix: 'If it fails',
    why: 'Why it matters',
    sent: 'Sent',
    came: 'Came back',
    because: 'Reason',
  },
  findingsOf: 'Findings of “{name}”',
  exchange: 'Request {number}',
  one: 'Try this one',
  oneAgain: 'Try it again',
}
