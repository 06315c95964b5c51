import { SegmentedControl, Select, TextInput } from "@mantine/core";
import type { Side } from "@/api/trade";
import { AccountPicker } from "@/components/AccountPicker";
import { AmountField } from "@/components/AmountField";
import { DateField } from "@/components/DateField";
import { PartyPicker } from "@/components/PartyPicker";
import { CURRENCIES } from "../../setup/choices";
import { WORDS } from "../words";
import styles from "./payment.module.css";
import { MONEY_ROLES, type Payment } from "./use-payment";

export const AMOUNT_ID = "payment-amount";

interface PaymentHeadProps {
  payment: Payment;
  /** Enter in the amount: the hand is on the keyboard and wants to go on. */
  onAmount: (amount: string) => unknown;
}
/** Who, when, on which account, how much. */
export function PaymentHead({ payment, onAmount }: PaymentHeadProps) {
  const { head, account, dispatch } = payment;
  const { side, party, date, currency, fee, text, reference } = head;
  const change = (part: Partial<typeof head>) => dispatch({ type: "head", part });
  return (
    <div className={styles.head}>
      <div className={styles.side}>
        <SegmentedControl
          aria-label="Direction"
          value={side}
          onChange={(value) => change({ side: value as Side, party: null })}
          data={[
            { value: "receivable", label: "Received from a customer" },
            { value: "payable", label: "Paid to a supplier" },
          ]}
        />
      </div>
      <div className={styles.party}>
        <PartyPicker key={side} label={WORDS[side].party} value={party} onChange={(id) => change({ party: id })} autoFocus={party === null} />
      </div>
      <DateField label="Date" value={date} onChange={(day) => change({ date: day })} />
      <div className={styles.account}>
        <AccountPicker
          label="Account"
          value={account?.id ?? null}
          roles={MONEY_ROLES}
          onChange={(chosen) => {
            // an account that is kept in one currency moves in no other
            const other = chosen?.currency && chosen.currency !== currency;
            change({ accountId: chosen?.id ?? null, ...(other ? { currency: chosen.currency ?? "", amount: "", fee: "" } : {}) });
          }}
        />
      </div>
      <Money payment={payment} onAmount={onAmount} />
      <AmountField label="Bank fee (optional)" value={fee} currency={currency} onChange={(next) => change({ fee: next })} />
      <TextInput
        className={styles.words}
        label="Text (optional)"
        placeholder="What the bank statement says"
        maxLength={500}
        value={text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <TextInput
        className={styles.reference}
        label="Reference (optional)"
        placeholder="Number of a document"
        maxLength={100}
        value={reference}
        onChange={(event) => change({ reference: event.currentTarget.value })}
      />
      <OtherAccounts payment={payment} />
    </div>
  );
}

const CODES = CURRENCIES.map(({ value }) => value);

/** What moved, and in which currency. */
function Money({ payment: { head, account, dispatch }, onAmount }: PaymentHeadProps) {
  const { side, party, amount, currency } = head;
  return (
    <div className={styles.money}>
      <AmountField
        id={AMOUNT_ID}
        label={WORDS[side].paid}
        value={amount}
        currency={currency}
        onChange={(next) => dispatch({ type: "head", part: { amount: next } })}
        onEnter={onAmount}
        autoFocus={party !== null}
      />
      <Select
        aria-label="Currency"
        data={CODES.includes(currency) ? CODES : [currency, ...CODES]}
        value={currency}
        onChange={(next) => next && dispatch({ type: "head", part: { currency: next, fee: "" } })}
        disabled={Boolean(account?.currency)}
        allowDeselect={false}
        searchable
        w={88}
      />
    </div>
  );
}

/** Where the fee goes and what is written off; asked for only when there is any. */
function OtherAccounts({ payment: { head, rows, dispatch } }: Pick<PaymentHeadProps, "payment">) {
  const writesOff = rows.some(({ settlement }) => settlement.writeOff !== "");
  const fields = [
    ["Fee goes to (optional)", "feeAccountId", head.fee !== ""],
    ["Written off to (optional)", "writeOffAccountId", writesOff],
  ] as const;
  return fields.map(
    ([label, name, asked]) =>
      asked && (
        <div key={name} className={styles.account}>
          <AccountPicker
            label={label}
            value={head[name]}
            types={["expense", "income"]}
            placeholder="The usual account"
            clearable
            onChange={(account) => dispatch({ type: "head", part: { [name]: account?.id ?? null } })}
          />
        </div>
      ),
  );
}
