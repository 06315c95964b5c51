/** A page for tests, with somebody signed in and answers that are there already. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Account, Session } from "@/api/contract";
import { accountsQuery, partiesQuery, partyQuery } from "@/api/ledger";
import { type Capability, sessionQuery } from "@/api/session";
import { Notices } from "@/components/notify";
import { useShortcutListener } from "@/shell/shortcuts";
import { theme } from "@/theme/theme";

configure({ asyncUtilTimeout: 10_000 }); // a whole page in a browser that is only imitated

export const BUSINESS = "b";
export const PARTY = { id: "p", name: "Acme", is_customer: true, is_supplier: true, active: true };

const account = (id: string, code: string, role: string): Account =>
  ({ id, code, name: role, role, type: "asset", postable: true, active: true, currency: null, version: 1 }) as Account;
export const BANK = account("bank", "1610", "bank");
export const CONTROL = account("control", "1200", "receivable");

const signedIn = (capabilities: Capability[]): Session => ({
  businesses: [{ id: BUSINESS, name: "Us", base_currency: "EUR", capabilities, demo: false, jurisdiction: "DE", role: "accountant" }],
  capabilities: [],
  organisation: { id: "o", name: "Us" },
  user: { id: "u", name: "Ada", email: "ada@example.com" } as Session["user"],
});

type Answer = [key: readonly unknown[], data: unknown];

const Shortcuts = () => {
  useShortcutListener();
  return null;
};

/** Shows a page at an address; whoever looks may post, unless told otherwise. */
export async function open(Page: () => ReactNode, address: string, answers: Answer[] = [], capabilities: Capability[] = ["ledger-post"]) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
  const known: Answer[] = [
    [sessionQuery.queryKey, signedIn(capabilities)],
    [accountsQuery(BUSINESS).queryKey, [BANK, CONTROL]],
    [partiesQuery(BUSINESS, "").queryKey, [PARTY]],
    [partyQuery(BUSINESS, PARTY.id).queryKey, PARTY],
  ];
  for (const [key, data] of [...known, ...answers]) client.setQueryData(key, data);
  const root = createRootRoute();
  const at = (path: string, component?: () => ReactNode) => createRoute({ getParentRoute: () => root, path, component });
  const router = createRouter({
    routeTree: root.addChildren([at(address.split("?")[0] ?? "/", Page), at("/ledger/entries/$entryId"), at("$")]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  await router.load();
  render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
        <Notices />
        <Shortcuts />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { router, client };
}
