import { Combobox, InputBase, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { Account, Id } from "@/api/contract";
import { accountsQuery } from "@/api/ledger";
import { useBusiness } from "@/shell/business";
import styles from "./AccountPicker.module.css";

interface AccountPickerProps {
  value: Id | null;
  /** Name of the account in `value` where it is known, so that it shows before the accounts have come. */
  known?: { id: Id; code: string; name: string } | null;
  onChange: (account: Account | null) => void;
  label?: ReactNode;
  ariaLabel?: string;
  placeholder?: string;
  clearable?: boolean;
  /** Only accounts of these types; all of them when left out. */
  types?: readonly Account["type"][];
  /** Only accounts that the program uses for one of these things, such as a bank; all of them when left out. */
  roles?: readonly string[];
  bare?: boolean;
  readOnly?: boolean;
  error?: ReactNode;
  /** The id of the input, for those who put the focus there. */
  inputId?: string;
  /** Name of the cell when it stands in a grid, where plain arrows go from row to row. */
  cell?: string;
  /** Called after Enter took an account from the list: the hand is on the keyboard and wants to go on. */
  onTaken?: () => void;
}
const SHOWN = 200;

/** Accounts whose number starts with the text, then those whose name holds every word of it. */
export function matchAccounts(
  accounts: Account[],
  text: string,
  types?: readonly Account["type"][],
  roles?: readonly string[],
): Account[] {
  const fits = ({ type, role }: Account) => (!types || types.includes(type)) && (!roles || (role && roles.includes(role)));
  const usable = accounts.filter((account) => account.postable && account.active && fits(account));
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
  const { value, bare, readOnly } = props;
  const { shown, open, opened, found, at, type, take, leave, onKey } = useChoice(props);
  const combobox = useCombobox({ opened });
  const list = useId();
  const option = (index: number) => `${list}-${index}`;
  const pointed = opened && found[at] ? option(at) : undefined;
  useEffect(() => {
    if (pointed) reveal(document.getElementById(pointed));
  }, [pointed]);

  return (
    <Combobox store={combobox} onOptionSubmit={take} withinPortal position="bottom-start" width="max-content" offset={4}>
      <Combobox.Target withKeyboardNavigation={false} withAriaAttributes={false}>
        <InputBase
          id={props.inputId}
          role="combobox"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded={opened}
          aria-controls={opened ? list : undefined}
          aria-activedescendant={pointed}
          data-mantine-stop-propagation={opened || undefined}
          label={props.label}
          aria-label={props.ariaLabel}
          error={props.error}
          readOnly={readOnly}
          value={shown}
          placeholder={props.placeholder ?? "Number or name"}
          variant={bare ? "unstyled" : undefined}
          classNames={bare ? { input: styles.bare } : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onClick={open}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={onKey}
          autoComplete="off"
          spellCheck={false}
          data-cell={props.cell}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={styles.dropdown} hidden={readOnly}>
        <Combobox.Options id={list} mah={280} className={styles.options} aria-label="Accounts">
          {found.map((account, index) => (
            <Combobox.Option
              value={account.id}
              key={account.id}
              id={option(index)}
              className={styles.option}
              active={account.id === value}
              selected={index === at}
              aria-selected={index === at}
            >
              <span className={styles.code}>{account.code}</span> {account.name}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>No account matches</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Scrolls the list to an option, and nothing but the list: the page stays where it is. */
function reveal(option: HTMLElement | null): void {
  const list = option?.parentElement;
  if (!option || !list) return;
  const end = option.offsetTop + option.offsetHeight;
  if (option.offsetTop < list.scrollTop) list.scrollTop = option.offsetTop;
  else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
}

/**
 * What is typed, which accounts match, and which of them Enter takes. All of it is state of one render, never looked
 * up in the list on the screen later, so that no key is lost however fast the next one follows.
 */
function useChoice({ value, known, onChange, clearable, types, roles, readOnly, cell, onTaken }: AccountPickerProps) {
  const { id: b } = useBusiness();
  const { data: accounts = [] } = useQuery(accountsQuery(b));
  const [typed, setTyped] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  const [at, setAt] = useState(0);
  const chosen = accounts.find((account) => account.id === value) ?? (known?.id === value ? known : null);
  const found = useMemo(() => matchAccounts(accounts, typed ?? "", types, roles).slice(0, SHOWN), [accounts, typed, types, roles]);

  const close = () => {
    setTyped(null);
    setOpened(false);
  };
  const open = () => {
    if (readOnly || opened) return;
    setAt(found.findIndex((account) => account.id === value));
    setOpened(true);
  };
  const type = (text: string) => {
    setTyped(text);
    setAt(0);
    setOpened(true);
  };
  const take = (id: string) => {
    onChange(accounts.find((account) => account.id === id) ?? null);
    close();
  };
  const leave = () => {
    if (typed === "" && clearable) onChange(null);
    else if (typed && found.length === 1 && found[0]) onChange(found[0]);
    close();
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && opened) {
      event.preventDefault();
      setAt((Math.max(at, step < 0 ? 0 : -1) + step + found.length) % Math.max(1, found.length));
    } else if (step && (event.altKey || !cell)) {
      event.preventDefault();
      open();
    } else if (event.key === "Enter" && opened && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (found[at]) {
        const { id } = found[at];
        flushSync(() => take(id)); // at once: the next key may already be for the next cell
        onTaken?.();
      } else if (typed === null) close();
      else event.stopPropagation(); // nothing was chosen: whoever would go on from here must not
    } else if (event.key === "Escape" && opened) {
      event.stopPropagation();
      close();
    }
  };
  const shown = typed ?? (chosen ? accountText(chosen) : "");
  return { shown, open, opened, found, at, type, take, leave, onKey };
}
