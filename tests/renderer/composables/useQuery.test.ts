import { describe, expect, it, onTestFinished } from 'vitest'
import { h, nextTick, shallowRef } from 'vue'
import type { Client, ConnectionState } from '../../../src-core/contract/client.ts'
import { useQuery } from '../../../src-renderer/composables/useQuery.ts'
import { provideWorkbench } from '../../../src-renderer/composables/useWorkbench.ts'
import { createWorkbench } from '../../../src-renderer/workbench/create-workbench.ts'
import { createApp } from '../blank-app.ts'

/** A question, and the test's way to answer it. */
interface Question {
  input: string
  answer(given: string): Promise<void>
  fail(cause: Error): Promise<void>
}

/** Mounts a query in a component for the length of the test. */
function mount(start: string | null, options?: { pauseMs?: number; one?: boolean }) {
  /** Returns another object every time, as a computed one is. */
  const wrap = (text: string | null) => (text === null ? null : { text })
  const input = shallowRef(wrap(start))
  const questions: Question[] = []
  let told = (_state: ConnectionState): void => {}
  let heard = (): void => {}
  let query!: ReturnType<typeof useQuery<{ text: string }, string>>

  function ask({ text }: { text: string }): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const taken = (): Promise<void> =>
      promise.then(
        () => nextTick(),
        () => nextTick(),
      )
    questions.push({
      input: text,
      answer: (given) => (resolve(given), taken()),
      fail: (cause) => (reject(cause), taken()),
    })
    heard()
    return promise
  }

  const client: Client = {
    shell: { allKeys: false },
    // The snapshot never comes: a query needs none.
    call: () => new Promise<never>(() => {}),
    onEvents: () => () => {},
    onState: (listener) => ((told = listener), () => {}),
    close() {},
  }
  const workbench = createWorkbench(client)
  const child = { setup: () => ((query = useQuery(input, ask, options)), () => null) }
  const app = createApp({ setup: () => (provideWorkbench(workbench), () => h(child)) })
  app.mount({})
  let isMounted = true
  const unmount = (): void => {
    if (isMounted) app.unmount()
    isMounted = false
  }
  onTestFinished(unmount)

  return {
    query,
    questions,
    unmount,
    asked: () => questions.map((question) => question.input),
    shown: () => [query.answer.value, query.failure.value],
    /** Resolves with the next question. */
    nextQuestion: () => new Promise<Question>((resolve) => (heard = () => resolve(questions.at(-1)!))),
    type: (text: string | null) => ((input.value = wrap(text)), nextTick()),
    tell: (state: ConnectionState) => (told(state), nextTick()),
  }
}

describe('while one types', () => {
  it('asks at once for what is there, and then after a pause, once for all that was typed', async () => {
    const { type, asked, nextQuestion } = mount('a', { pauseMs: 1 })
    expect(asked()).toEqual(['a'])
    const next = nextQuestion()
    await type('ab')
    await type('abc')
    expect(asked()).toEqual(['a'])
    expect((await next).input).toBe('abc')
    expect(asked()).toEqual(['a', 'abc'])
  })

  it('takes the latest answer where answers overtake one another', async () => {
    const { type, questions, shown } = mount('a', { pauseMs: 0 })
    await type('b')
    const [first, second] = questions
    await second!.answer('of b')
    await first!.answer('of a')
    expect(shown()).toEqual(['of b', null])
  })

  it('takes no answer of an input that has changed, though the next one is not asked yet', async () => {
    const { type, questions, shown } = mount('a', { pauseMs: 60_000 })
    await type('b')
    await questions[0]!.answer('of a')
    expect(shown()).toEqual([null, null])
  })

  it('keeps the last answer until the next is there', async () => {
    const { type, questions, shown } = mount('a', { pauseMs: 0 })
    await questions[0]!.answer('of a')
    await type('b')
    expect(shown()).toEqual(['of a', null])
    await questions[1]!.answer('of b')
    expect(shown()).toEqual(['of b', null])
  })

  it('does not ask again for an input that is made anew and says the same', async () => {
    const { type, asked } = mount('a', { pauseMs: 0 })
    await type('b')
    await type('b')
    expect(asked()).toEqual(['a', 'b'])
  })
})

describe('where there is nothing to ask', () => {
  it('there is no answer, and a late one does not come back', async () => {
    const { type, questions, shown, asked } = mount('a', { pauseMs: 0 })
    await questions[0]!.answer('of a')
    await type('b')
    await type(null)
    expect(shown()).toEqual([null, null])
    await questions[1]!.answer('of b')
    expect(shown()).toEqual([null, null])
    expect(asked()).toEqual(['a', 'b'])
  })
})

describe('where asking fails', () => {
  const cause = new Error('away')

  it('says why beside the last answer, until it works again', async () => {
    const { type, questions, shown } = mount('a', { pauseMs: 0 })
    await questions[0]!.answer('of a')
    await type('b')
    await questions[1]!.fail(cause)
    expect(shown()).toEqual(['of a', cause])
    await type('c')
    await questions[2]!.answer('of c')
    expect(shown()).toEqual(['of c', null])
  })

  it('asks again once the line is back, and not where nothing failed', async () => {
    const { questions, shown, asked, tell } = mount('a', { pauseMs: 0 })
    await questions[0]!.fail(cause)
    await tell('closed')
    expect(asked()).toEqual(['a'])
    await tell('open')
    expect(asked()).toEqual(['a', 'a'])
    await questions[1]!.answer('of a')
    expect(shown()).toEqual(['of a', null])
    await tell('closed')
    await tell('open')
    expect(asked()).toEqual(['a', 'a'])
  })

  it('takes no failure of an input that has changed', async () => {
    const { type, questions, shown } = mount('a', { pauseMs: 0 })
    await type('b')
    await questions[0]!.fail(cause)
    expect(shown()).toEqual([null, null])
  })
})

describe('one at a time', () => {
  it('asks only for what is wanted by then', async () => {
    const { type, questions, shown, asked } = mount('a', { pauseMs: 0, one: true })
    await type('b')
    await type('c')
    expect(asked()).toEqual(['a'])
    await questions[0]!.answer('of a')
    expect(shown()).toEqual([null, null])
    expect(asked()).toEqual(['a', 'c'])
    await questions[1]!.answer('of c')
    expect(shown()).toEqual(['of c', null])
    expect(asked()).toEqual(['a', 'c'])
  })

  it('goes on after a failure', async () => {
    const { type, questions, asked } = mount('a', { pauseMs: 0, one: true })
    await type('b')
    await questions[0]!.fail(new Error('away'))
    expect(asked()).toEqual(['a', 'b'])
  })

  it('takes the answer, and asks anew, where it is asked to while one is on its way', async () => {
    const { query, questions, shown, asked } = mount('a', { pauseMs: 0, one: true })
    query.refresh()
    query.refresh()
    await questions[0]!.answer('of a')
    expect(shown()).toEqual(['of a', null])
    expect(asked()).toEqual(['a', 'a'])
  })

  it('asks nothing more where nothing is wanted by then', async () => {
    const { type, questions, asked } = mount('a', { pauseMs: 0, one: true })
    await type('b')
    await type(null)
    await questions[0]!.answer('of a')
    expect(asked()).toEqual(['a'])
  })
})

describe('once the component is gone', () => {
  it('asks nothing that was about to be asked', async () => {
    const gone = mount('a', { pauseMs: 1 })
    await gone.type('b')
    gone.unmount()
    // Asked for later, so that its pause ends later.
    const other = mount('x', { pauseMs: 1 })
    const next = other.nextQuestion()
    await other.type('y')
    await next
    expect(gone.asked()).toEqual(['a'])
  })

  it.each([true, false])('takes no answer that comes then, one at a time: %s', async (one) => {
    const { type, questions, shown, asked, unmount } = mount('a', { pauseMs: 0, one })
    await type('b')
    unmount()
    for (const question of questions) await question.answer('late')
    expect(shown()).toEqual([null, null])
    expect(asked()).toEqual(one ? ['a'] : ['a', 'b'])
  })
})
