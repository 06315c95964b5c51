import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type OpenItem, type Side, allItemsQuery } from "@/api/trade";
import { PartyPicker } from "@/components/PartyPicker";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded, NoPermission } from "@/components/states";
import { useSelection } from "@/components/use-selection";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { wayBack } from "../../ledger/via";
import { isCredit, keyOfItem, readItems } from "../items";
import styles from "../trade.module.css";
import { WORDS } from "../words";
import { ItemChoice } from "./ItemChoice";
import { MatchFoot } from "./MatchFoot";
import own from "./match.module.css";

/** Payments and credit notes set against the invoices or bills of the same party. */
export default function MatchPage() {
  const may = useMay();
  return may("ledger-post") ? <Match /> : <NoPermission heading what="match items" />;
}

function Match() {
  const { id: b } = useBusiness();
  const [{ side: asked, party, via }, setFilters] = useFilters();
  const side: Side = asked === "payable" ? "payable" : "receivable";
  const words = WORDS[side];
  const query = useQuery({ ...allItemsQuery(b, { side, party }), enabled: party !== undefined });
  return (
    <Page
      title="Match payments"
      note={`Set payments on account and credit notes against open ${words.bill}s. Nothing is paid and no ${words.bill} changes: both simply count as settled.`}
      back={wayBack(via, { to: words.path, label: words.title })}
    >
      <div className={styles.filters} role="search" aria-label="Whose items">
        <SegmentedControl
          aria-label="Side"
          value={side}
          onChange={(value) => setFilters({ side: value, party: undefined, items: undefined, currency: undefined })}
          data={[
            { value: "receivable", label: "Customers" },
            { value: "payable", label: "Suppliers" },
          ]}
        />
        <div className={styles.party}>
          <PartyPicker
            key={side}
            label={words.party}
            value={party ?? null}
            onChange={(id) => setFilters({ party: id ?? undefined, items: undefined, currency: undefined })}
            autoFocus={party === undefined}
          />
        </div>
      </div>
      {party === undefined ? (
        <Sheet>
          <Empty title={`Choose a ${words.party.toLowerCase()}`}>Items are matched with items of the same {words.party.toLowerCase()}.</Empty>
        </Sheet>
      ) : (
        <Loaded query={query} rows={8}>
          {(items) => <Sides key={party} side={side} items={items} />}
        </Loaded>
      )}
    </Page>
  );
}

/** Both lists of one currency; what the address names is chosen from the start. */
function Sides({ side, items }: { side: Side; items: OpenItem[] }) {
  const [{ currency: asked, items: named }, setFilters] = useFilters();
  const currencies = matchable(items);
  const chosen = useMemo(() => new Set(readItems(named)), [named]);
  const first = items.find((item) => chosen.has(keyOfItem(item)))?.currency;
  const currency = [asked, first].find((one) => one !== undefined && currencies.includes(one)) ?? currencies[0];
  if (currency === undefined) {
    return (
      <Sheet>
        <Empty title="Nothing to match">There is no currency in which both an open {WORDS[side].bill} and an open payment or credit note stand.</Empty>
      </Sheet>
    );
  }
  return (
    <>
      {currencies.length > 1 && (
        <SegmentedControl
          aria-label="Currency"
          className={own.currencies}
          value={currency}
          onChange={(value) => setFilters({ currency: value })}
          data={currencies}
        />
      )}
      <Choice key={currency} side={side} currency={currency} items={items.filter((item) => item.currency === currency)} first={chosen} />
    </>
  );
}

/** Currencies in which something stands on both sides. */
export function matchable(items: OpenItem[]): string[] {
  const currencies = [...new Set(items.map(({ currency }) => currency))].sort();
  return currencies.filter((currency) => {
    const own = items.filter((item) => item.currency === currency);
    return own.some(isCredit) && own.some((item) => !isCredit(item));
  });
}

interface ChoiceProps {
  side: Side;
  currency: string;
  items: OpenItem[];
  /** Chosen from the start. */
  first: ReadonlySet<string>;
}
function Choice({ side, currency, items, first }: ChoiceProps) {
  const bills = items.filter((item) => !isCredit(item));
  const credits = items.filter(isCredit);
  const ofBills = useSelection(bills, keyOfItem, undefined, first);
  const ofCredits = useSelection(credits, keyOfItem, undefined, first);
  const { bill, credits: name } = WORDS[side];
  return (
    <>
      <div className={own.sides}>
        <ItemChoice title={`Open ${bill}s`} items={bills} selection={ofBills} />
        <ItemChoice title={name} items={credits} selection={ofCredits} />
      </div>
      <MatchFoot
        side={side}
        currency={currency}
        bills={ofBills.chosen}
        credits={ofCredits.chosen}
        onDone={() => {
          ofBills.clear();
          ofCredits.clear();
        }}
      />
    </>
  );
}
