import { Link } from "@tanstack/react-router";
import type { SalesDocument, SalesLink } from "@/api/sales";
import { Amount } from "@/components/Amount";
import { Facts } from "@/components/Facts";
import { dateText, timeText } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { sentence } from "@/numbers/prose";
import { useMay } from "@/shell/business";
import { countOf, whomText } from "../../documents/approval";
import { usePeople } from "../../documents/use-people";
import { stateWords } from "../words";

/** Where it stands in the books and beside other documents. */
export function SaleFacts({ sale }: { sale: SalesDocument }) {
  const { currency, approval, state } = sale;
  const money = (amount: string | null | undefined) => amount && <Amount value={{ amount, currency }} withCurrency />;
  const posts = useMay()("ledger-post");
  const waiting = state === "waiting";
  return (
    <Facts
      items={[
        ["Open", sale.open && money(sale.open)],
        ["Due", sale.due && dateText(sale.due)],
        ["Credited", !isZero(sale.credited) && money(sale.credited)],
        ["Entry", sale.entry && <Link key="entry" to={`/ledger/entries/${sale.entry.id}`}>{sale.entry.number}</Link>],
        ["Customer", sale.customer_id && <Link key="customer" to={`/ledger/parties/${sale.customer_id}`}>{sale.customer_name}</Link>],
        ["Credits", sale.credits && <Links key="credits" links={[sale.credits]} currency={currency} />],
        ["Credit notes", sale.credit_notes.length > 0 && <Links key="notes" links={sale.credit_notes} currency={currency} />],
        ["From the quote", sale.from_quote && <Links key="quote" links={[sale.from_quote]} currency={currency} />],
        ["Invoices", sale.invoices.length > 0 && <Links key="invoices" links={sale.invoices} currency={currency} />],
        ["Payment in advance", sale.is_deposit && (sale.deducted_by ? <Links key="by" links={[sale.deducted_by]} currency={currency} /> : "Not taken off yet")],
        ["Waits for", waiting && approval && approval.waits_for.length > 0 && <WaitsFor key="waits" approval={approval} />],
        ["Approved by", approval?.approved.map(({ name }) => name).join(", ")],
        ["You cannot approve it", waiting && posts && !sale.can.approve?.allowed && sentence(sale.can.approve?.why ?? "")],
        ["Written by", `${sale.written_by}, ${timeText(sale.written_at)}`],
      ]}
    />
  );
}

/** Other documents by their numbers; a draft by that. */
function Links({ links, currency }: { links: SalesLink[]; currency: string }) {
  return links.map(({ id, number, state, gross }, at) => (
    <span key={id}>
      {at > 0 && ", "}
      <Link to={`/sales/${id}`}>{number ?? stateWords(state as SalesDocument["state"])}</Link>
      {gross && (
        <>
          {" "}
          <Amount value={{ amount: gross, currency }} />
        </>
      )}
    </span>
  ));
}

function WaitsFor({ approval }: { approval: NonNullable<SalesDocument["approval"]> }) {
  const people = usePeople(true);
  const several = approval.waits_for.some(({ asked }) => asked > 1);
  return sentence(whomText(approval as never, people)) + (several ? `, ${countOf(approval as never)} so far` : "");
}
