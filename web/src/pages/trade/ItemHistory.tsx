/** What is open of an item, what settled it, and the way to take a settlement back. */
import { Button, Modal, Stack, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { messageOf } from "@/api/errors";
import { type Allocation, type ItemRef, type ItemWithHistory, TRADE, itemQuery, takeBack } from "@/api/trade";
import { Amount } from "@/components/Amount";
import { Badge } from "@/components/Badge";
import { DateField } from "@/components/DateField";
import { DialogForm } from "@/components/DialogForm";
import { tell } from "@/components/notify";
import { Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText, timeText, today } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { moneyText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { DueMark } from "./item-columns";
import styles from "./trade.module.css";

export function ItemHistory({ of }: { of: ItemRef }) {
  const { id: b } = useBusiness();
  const query = useQuery(itemQuery(b, of));
  return (
    <Loaded query={query} rows={2}>
      {(data) => (
        <>
          <Standing item={data.item} />
          {data.allocations.length > 0 && <History data={data} />}
        </>
      )}
    </Loaded>
  );
}

/** How the item stands today, in one line. */
function Standing({ item }: Pick<ItemWithHistory, "item">) {
  const { currency, open, amount, due, account_code: code, account_name: name } = item;
  return (
    <p className={styles.standing}>
      <span>
        {code} {name}
      </span>
      {isZero(open) ? (
        <Badge tone="good">Settled</Badge>
      ) : (
        <strong>
          <Amount value={{ amount: open, currency }} withCurrency /> open
        </strong>
      )}
      <span className={styles.due}>
        of {moneyText({ amount, currency })}
        {due && `, due ${dateText(due)}`}
      </span>
      {!isZero(open) && <DueMark item={item} />}
    </p>
  );
}

function History({ data: { item, allocations } }: { data: ItemWithHistory }) {
  const posts = useMay()("ledger-post");
  const [taking, setTaking] = useState<Allocation | null>(null);
  const label = `What settled ${item.reference || item.number}`;
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">Settled on</th>
              <th scope="col">By</th>
              <th scope="col" className={table.wide}>
                Recorded
              </th>
              <th scope="col" className={table.figure}>
                {item.currency}
              </th>
              {posts && (
                <th scope="col" className={table.wide}>
                  <span className="visually-hidden">Take back</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {allocations.map((one) => (
              <Row key={one.id} allocation={one} currency={item.currency} onTakeBack={posts ? () => setTaking(one) : undefined} />
            ))}
          </tbody>
        </table>
      </div>
      {taking && <TakeBackDialog allocation={taking} currency={item.currency} onClose={() => setTaking(null)} />}
    </>
  );
}

interface RowProps {
  allocation: Allocation;
  currency: string;
  onTakeBack?: () => void;
}
function Row({ allocation, currency, onTakeBack }: RowProps) {
  const { on, other, recorded_at: at, by, amount, undoes, undone, reason } = allocation;
  const button = onTakeBack && !undoes && !undone && (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<Undo2 size={14} />}
      aria-label={`Take back: ${moneyText({ amount, currency })} by ${other.reference || other.number}`}
      onClick={onTakeBack}
    >
      Take back
    </Button>
  );
  return (
    <tr className={undone || undoes ? styles.undone : undefined}>
      <td className={table.nowrap}>{dateText(on)}</td>
      <td>
        <Link to={`/ledger/entries/${other.entry_id}`} className={styles.other}>
          {other.reference || other.number}
        </Link>{" "}
        {undoes && <Badge>Taken back</Badge>}
        <div className={styles.text}>{reason ?? other.text}</div>
        <div className={table.under}>
          {timeText(at)} by {by}
          <div>{button}</div>
        </div>
      </td>
      <td className={`${table.wide} ${table.quiet}`}>
        {timeText(at)} by {by}
      </td>
      <td className={table.figure}>
        <Amount value={{ amount, currency }} />
      </td>
      {onTakeBack && <td className={`${table.figure} ${table.wide}`}>{button}</td>}
    </tr>
  );
}

interface TakeBackDialogProps {
  allocation: Allocation;
  currency: string;
  onClose: () => void;
}
/** A settlement is never changed: another row takes it back, with a reason. */
function TakeBackDialog({ allocation: { id, amount, other, on }, currency, onClose }: TakeBackDialogProps) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [day, setDay] = useState<string | null>(on > today() ? on : today());
  const running = useRef(false);
  const undo = useMutation({
    mutationFn: () => takeBack(b, id, { on: day, reason: reason.trim() }),
    onSuccess: async () => {
      tell("Taken back: both items are open again");
      onClose();
      await client.invalidateQueries({ queryKey: [TRADE] });
    },
    onSettled: () => {
      running.current = false;
    },
  });
  const submit = () => {
    if (running.current) return;
    running.current = true;
    undo.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Take the settlement back">
      <DialogForm onSubmit={submit}>
        <Stack>
          <p className={styles.plain}>
            {moneyText({ amount, currency })} by {other.reference || other.number} no longer counts as settled: both items are open again by
            that amount. No entry is changed.
          </p>
          <DateField label="From which day" value={day} onChange={setDay} />
          <Textarea
            label="Why"
            description="Kept with the settlement and in the audit log."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            maxLength={2000}
            autosize
            minRows={2}
            data-autofocus
          />
          {undo.error && (
            <p role="alert" className={styles.refused}>
              {messageOf(undo.error)}
            </p>
          )}
          <Button type="submit" loading={undo.isPending} disabled={!reason.trim()}>
            Take back
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}
