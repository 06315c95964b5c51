import { Link } from "@tanstack/react-router";
import { Hourglass } from "lucide-react";
import type { PaymentPreview } from "@/api/trade";
import { Sheet } from "@/components/Page";
import { LinesTable } from "../../ledger/LinesTable";
import { isZero, sumOf } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import styles from "./payment.module.css";

const LABEL = "To be posted";

interface PreviewSheetProps {
  preview: PaymentPreview;
  /** Currency of the books. */
  base: string;
  /** It belongs to what was typed a moment ago. */
  old: boolean;
}
/** The entry that the payment becomes, with the difference of exchange it realises. */
export function PreviewSheet({ preview: { lines, exchange, waits }, base, old }: PreviewSheetProps) {
  const [currency = base, another] = new Set(lines.map((line) => line.currency));
  // an entry in several currencies adds up in that of the books only
  const mixed = another !== undefined;
  const unit = mixed ? base : currency;
  const amountOf = (line: PaymentPreview["lines"][number]) => ({ amount: mixed ? line.base : line.amount, currency: unit });
  const total = (side: "debit" | "credit") => ({
    amount: sumOf(lines.filter((line) => line.side === side).map((line) => amountOf(line).amount), unit),
    currency: unit,
  });
  return (
    <Sheet title={LABEL} flush>
      <div className={styles.preview} aria-busy={old}>
        <LinesTable
          label={LABEL}
          texts
          lines={lines.map((line, at) => ({
            key: at,
            account: <Link to={`/ledger/accounts/${line.account_id}`}>{`${line.account_code} ${line.account_name}`}</Link>,
            memo: [line.text, mixed && line.currency !== base && `${line.currency} ${amountText(line.amount, line.currency)}`].filter(Boolean).join(" · "),
            [line.side]: amountOf(line),
            base: !mixed && currency !== base ? amountText(line.base, base) : undefined,
          }))}
          debit={total("debit")}
          credit={total("credit")}
          base={!mixed && currency !== base ? base : undefined}
        />
        <Notes exchange={exchange} base={base} waits={waits} />
      </div>
    </Sheet>
  );
}

function Notes({ exchange, base, waits }: Pick<PaymentPreview, "exchange" | "waits"> & { base: string }) {
  return (
    <>
      {!isZero(exchange.gain) && (
        <p className={styles.note}>
          The rate has moved since: a realised gain on exchange of {base} {amountText(exchange.gain, base)}.
        </p>
      )}
      {!isZero(exchange.loss) && (
        <p className={styles.note}>
          The rate has moved since: a realised loss on exchange of {base} {amountText(exchange.loss, base)}.
        </p>
      )}
      {waits && (
        <p className={styles.note} data-warn>
          <Hourglass size={15} aria-hidden /> It will wait: above the limit of the approval policy somebody else must approve it first.
        </p>
      )}
    </>
  );
}
