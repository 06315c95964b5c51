import { Button, Checkbox, Modal, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/api/errors";
import { type SalesDocument, creditSale } from "@/api/sales";
import { DialogForm } from "@/components/DialogForm";
import { decimalText, moneyText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { unitText } from "../words";
import { type Chosen, wishOf } from "./credit-wish";
import styles from "./document.module.css";
import { useOpenDraft } from "./use-verbs";

interface CreditDialogProps {
  sale: SalesDocument;
  onClose: () => void;
}
/** Makes a draft that takes the invoice back: all that is not credited yet, or chosen lines and quantities. */
export function CreditDialog({ sale, onClose }: CreditDialogProps) {
  const { id: b } = useBusiness();
  const openDraft = useOpenDraft();
  const [whole, setWhole] = useState(true);
  const [chosen, setChosen] = useState<Chosen[]>(() => sale.content.lines.map(() => ({ on: false, quantity: "" })));
  const wish = wishOf(whole, chosen);
  const make = useMutation({ mutationFn: () => creditSale(b, sale.id, wish.ok ? wish.lines : null), onSuccess: openDraft });
  return (
    <Modal opened onClose={onClose} title={`Credit note for ${sale.number ?? ""}`} size="lg">
      <DialogForm onSubmit={() => wish.ok && !make.isPending && make.mutate()}>
        <Stack>
          <SegmentedControl
            aria-label="How much"
            value={whole ? "whole" : "lines"}
            onChange={(value) => setWhole(value === "whole")}
            data={[
              { value: "whole", label: "All that is left" },
              { value: "lines", label: "Chosen lines" },
            ]}
          />
          {!whole && <Lines sale={sale} chosen={chosen} onChange={setChosen} />}
          <p className={styles.quiet}>It becomes a draft; nothing is booked before it is issued.</p>
          {make.error && (
            <p role="alert" className={styles.refused}>
              {messageOf(make.error)}
            </p>
          )}
          {!wish.ok && (
            <p role="status" className={styles.quiet}>
              {wish.why}
            </p>
          )}
          <Button type="submit" loading={make.isPending} disabled={!wish.ok} data-autofocus>
            Write the credit note
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

interface LinesProps {
  sale: SalesDocument;
  chosen: Chosen[];
  onChange: (chosen: Chosen[]) => void;
}
function Lines({ sale: { content, totals, currency }, chosen, onChange }: LinesProps) {
  const set = (at: number, part: Partial<Chosen>) => onChange(chosen.map((known, index) => (index === at ? { ...known, ...part } : known)));
  return (
    <ul className={styles.choice}>
      {content.lines.map((line, at) => {
        const { on = false, quantity = "" } = chosen[at] ?? {};
        const amount = totals.lines[at]?.gross;
        return (
          <li key={at}>
            <Checkbox
              checked={on}
              onChange={(event) => set(at, { on: event.currentTarget.checked })}
              label={`${line.text}${amount ? `, ${moneyText({ amount, currency })} with tax` : ""}`}
            />
            {on && (
              <TextInput
                aria-label={`Quantity of line ${at + 1}`}
                placeholder={`All that is left of ${decimalText(line.quantity)} ${unitText(line.unit)}`.trim()}
                value={quantity}
                onChange={(event) => set(at, { quantity: event.currentTarget.value })}
                inputMode="decimal"
                autoComplete="off"
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
