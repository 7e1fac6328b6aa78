import { bodyOf, json, type Simulator, type Store } from '../simulator-kit.ts';

/** What it will say next to the two requests it knows; null: something harmless of its own. */
export type LlmState = { codes: string[] | null; phrase: string | null };
export const llmState = (): LlmState => ({ codes: null, phrase: null });

type Message = { role?: string; content?: string };

/** An OpenAI-compatible service without a model: it says what it is told to, on command, and keeps what it was asked. */
export function llmSimulator(store: Store<LlmState>): Simulator {
  return {
    routes: {
      'POST /chat/completions': (request) => {
        const { messages = [] } = (bodyOf(request) ?? {}) as { messages?: Message[] };
        const [system = '', user = ''] = messages.map(({ content }) => content ?? '');
        const extracting = system.includes('JSON');
        store.record(extracting ? 'extract' : 'phrase', {
          asked: user.split('自述：\n').at(-1),
          authorization: request.headers['authorization'] ?? null,
        });
        const { codes, phrase } = store.state;
        const content = extracting
          ? JSON.stringify({ codes: codes ?? [] })
          : (phrase ?? `（模拟）${titleIn(user)}。请按页面上的建议做，有变化随时再来。`);
        return json({ choices: [{ message: { role: 'assistant', content } }] });
      },
    },
    control: {
      'POST /__ctl/say': (request) => {
        const { codes = null, phrase = null } = (bodyOf(request) ?? {}) as Partial<LlmState>;
        Object.assign(store.state, { codes, phrase });
        store.save();
        return json(store.state);
      },
    },
    faults: {
      nonsense: () => json({ choices: [{ message: { content: '好的，我来帮您！' } }] }),
    },
  };
}

function titleIn(user: string): string {
  try {
    return (JSON.parse(user) as { title?: string }).title ?? '';
  } catch {
    return '';
  }
}
