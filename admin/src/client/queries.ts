import { QueryClient } from '@tanstack/react-query';
import { Problem } from '@xinglin/shared/kernel/problem';

// A refusal stays a refusal; only what may pass by itself is tried again.
const mayPass = (error: unknown) => !(error instanceof Problem) || error.status >= 500;

/** The reads of the whole panel. Fresh for 10 s; read again when the tab is shown or the network is back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failures, error) => failures < 2 && mayPass(error),
      retryDelay: (failures) => Math.min(1_000 * 2 ** failures, 8_000),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
