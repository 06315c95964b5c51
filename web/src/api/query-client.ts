/** The cache of everything the server told us, and what happens when it refuses. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, hasStatus } from "./errors";
import { sessionKey } from "./session";

/** Called when an answer says that nobody is signed in any more. */
type Listener = () => void;
let onSignedOut: Listener = () => undefined;
export function whenSignedOut(listener: Listener): void {
  onSignedOut = listener;
}

function notice(error: unknown, key?: readonly unknown[]): void {
  if (hasStatus(error, 401) && key?.[0] !== sessionKey[0]) onSignedOut();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => notice(error, query.queryKey) }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => notice(error, mutation.options.mutationKey),
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500),
      refetchOnWindowFocus: true,
    },
  },
});
