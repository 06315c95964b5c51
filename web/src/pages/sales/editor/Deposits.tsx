import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { someSalesQuery } from "@/api/sales";
import { Amount } from "@/components/Amount";
import { Sheet } from "@/components/Page";
import { dateText } from "@/dates/dates";
import { sentence } from "@/numbers/prose";
import { useBusiness } from "@/shell/business";
import styles from "./editor.module.css";
import type { Draft } from "./use-draft";

/** Payments in advance of this customer that the invoice can take off, whole and with their tax. */
export function Deposits({ draft: { state, currency, remarks, dispatch } }: { draft: Draft }) {
  const { id: b } = useBusiness();
  const { kind, is_deposit, customer_id, deposits } = state.head;
  const asked = kind === "invoice" && !is_deposit && customer_id !== null;
  const filter = { kind: "invoice" as const, state: "issued" as const, party: customer_id ?? undefined, currency };
  const { data = [] } = useQuery({ ...someSalesQuery(b, filter), enabled: asked });
  const offered = asked ? data.filter(({ is_deposit: deposit }) => deposit) : [];
  if (offered.length === 0) return null;
  const against = remarks.find(({ row, place, stops }) => row === null && place === "deposits" && stops);
  const toggle = (id: string, on: boolean) =>
    dispatch({ type: "head", change: { deposits: on ? [...deposits, id] : deposits.filter((known) => known !== id) } });
  return (
    <Sheet title="Payments in advance to take off">
      <div className={styles.deposits}>
        {offered.map(({ id, number, issue_date, gross, currency: of, title }) => (
          <Checkbox
            key={id}
            checked={deposits.includes(id)}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
            label={
              <>
                {number} of {dateText(issue_date)}, <Amount value={{ amount: gross, currency: of }} withCurrency />
                {title && `, ${title}`}
              </>
            }
          />
        ))}
      </div>
      {against && (
        <p className={styles.wrong} role="alert">
          {sentence(against.message)}
        </p>
      )}
    </Sheet>
  );
}
