import { QueryClient } from '@tanstack/react-query';
import { readAgain } from '@xinglin/shared/kernel/calling';

/** The reads of the whole panel. Fresh for 10 s; read again when the tab is shown or the network is back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: 'always',
      refetchOnReconnect: true,
      ...readAgain,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
