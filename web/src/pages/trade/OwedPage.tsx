import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Banknote, Download, Printer } from "lucide-react";
import { type Side, ageingQuery, csvOfAgeing, csvOfItems } from "@/api/trade";
import { Page } from "@/components/Page";
import { dateText, today } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { AgeingChart } from "./AgeingChart";
import { AgeingTable } from "./AgeingTable";
import { OwedFigures } from "./OwedFigures";
import { OwedFilters } from "./OwedFilters";
import { OpenItems } from "./OpenItems";
import styles from "./trade.module.css";
import { itemFilter, useOwed } from "./use-owed";
import { WORDS } from "./words";

/** What customers owe, or what is owed to suppliers: figures, ages, and the items themselves. */
export function OwedPage({ side }: { side: Side }) {
  const { id: b, base_currency } = useBusiness();
  const { asOf, by, tab } = useOwed();
  const [filters] = useFilters();
  const words = WORDS[side];
  const ageing = useQuery(ageingQuery(b, side, asOf, by));
  const csv = tab === "ageing" ? csvOfAgeing(b, side, asOf, by) : csvOfItems(b, itemFilter(side, filters));
  return (
    <Page
      title={words.title}
      note={`${words.note} on ${dateText(asOf ?? today())}, totals in ${ageing.data?.currency ?? base_currency}`}
      actions={<Actions side={side} csv={csv} />}
    >
      <OwedFigures side={side} ageing={ageing} />
      {ageing.data && ageing.data.parties.length > 0 && <AgeingChart ageing={ageing.data} />}
      <Tabs side={side} />
      <OwedFilters side={side} />
      {tab === "ageing" ? <AgeingTable side={side} query={ageing} /> : <OpenItems side={side} />}
    </Page>
  );
}

function Actions({ side, csv }: { side: Side; csv: string }) {
  const may = useMay();
  const [{ party }] = useFilters();
  return (
    <>
      <Button variant="default" component="a" href={csv} download leftSection={<Download size={15} />}>
        CSV
      </Button>
      <Button variant="default" leftSection={<Printer size={15} />} onClick={() => window.print()}>
        Print
      </Button>
      {may("ledger-post") && (
        <Button component={Link} to="/payments/new" search={{ side, party } as never} leftSection={<Banknote size={16} />}>
          Record payment
        </Button>
      )}
    </>
  );
}

const TABS = [
  ["items", "Open items"],
  ["ageing", "Ageing"],
] as const;

function Tabs({ side }: { side: Side }) {
  const { tab } = useOwed();
  return (
    <nav className={styles.tabs} aria-label={`${WORDS[side].title} as`}>
      {TABS.map(([id, label]) => (
        <Link
          key={id}
          to={WORDS[side].path}
          search={((old: object) => ({ ...old, group: id })) as never}
          replace
          resetScroll={false}
          aria-current={id === tab ? "page" : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
