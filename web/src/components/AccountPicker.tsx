import { Combobox, InputBase, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, type Ref, useMemo, useState } from "react";
import type { Account, Id } from "@/api/contract";
import { accountsQuery } from "@/api/ledger";
import { useBusiness } from "@/shell/business";
import styles from "./AccountPicker.module.css";

interface AccountPickerProps {
  value: Id | null;
  onChange: (account: Account | null) => void;
  label?: ReactNode;
  ariaLabel?: string;
  clearable?: boolean;
  bare?: boolean;
  readOnly?: boolean;
  error?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
  inputProps?: Record<string, unknown>;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}
const SHOWN = 60;

/** Accounts whose number starts with the text, then those whose name holds every word of it. */
export function matchAccounts(accounts: Account[], text: string): Account[] {
  const usable = accounts.filter((account) => account.postable && account.active);
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return usable;
  const byCode = usable.filter((account) => account.code.toLowerCase().startsWith(wanted));
  const words = wanted.split(/\s+/);
  const byName = usable.filter((account) => {
    const whole = `${account.code} ${account.name}`.toLowerCase();
    return !byCode.includes(account) && words.every((word) => whole.includes(word));
  });
  return [...byCode, ...byName];
}

export const accountText = (account: { code: string; name: string }): string => `${account.code} ${account.name}`.trim();

/** One account, found by its number or by words of its name. Arrows and Enter choose; Escape keeps the old one. */
export function AccountPicker(props: AccountPickerProps) {
  const { value, onChange, clearable, bare, readOnly, inputRef } = props;
  const business = useBusiness();
  const { data: accounts = [] } = useQuery(accountsQuery(business.id));
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = accounts.find((account) => account.id === value);
  const found = useMemo(() => matchAccounts(accounts, typed ?? "").slice(0, SHOWN), [accounts, typed]);

  const close = () => {
    setTyped(null);
    combobox.closeDropdown();
  };
  const choose = (id: string) => {
    onChange(accounts.find((account) => account.id === id) ?? null);
    close();
  };
  const leave = () => {
    if (typed === "" && clearable) onChange(null);
    else if (typed && found.length === 1 && found[0]) onChange(found[0]);
    close();
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal position="bottom-start" width="max-content" offset={4}>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          ref={inputRef}
          role="combobox"
          aria-autocomplete="list"
          label={props.label}
          aria-label={props.ariaLabel}
          error={props.error}
          readOnly={readOnly}
          value={typed ?? (chosen ? accountText(chosen) : "")}
          placeholder="Number or name"
          variant={bare ? "unstyled" : undefined}
          classNames={bare ? { input: styles.bare } : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => !readOnly && combobox.openDropdown()}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
            combobox.selectFirstOption();
          }}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Escape" && typed !== null) {
              event.stopPropagation();
              close();
            }
            props.onKeyDown?.(event);
          }}
          autoComplete="off"
          spellCheck={false}
          {...props.inputProps}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown} hidden={readOnly}>
        <Combobox.Options mah={280} className={styles.options} aria-label="Accounts">
          {found.map((account) => (
            <Combobox.Option value={account.id} key={account.id} active={account.id === value}>
              <span className={styles.code}>{account.code}</span> {account.name}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>No account matches</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
