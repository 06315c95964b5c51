import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, BookOpenText, FileText, Hash, History, type LucideIcon, Plus } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { documentsQuery } from "@/api/documents";
import { accountsQuery, entriesQuery } from "@/api/ledger";
import { dateText } from "@/dates/dates";
import { moneyText } from "@/numbers/format";
import { readPreference, writePreference } from "@/preferences/preferences";
import styles from "./Palette.module.css";
import { useBusiness, useMay } from "./business";
import { type Place, createFor, placesFor } from "./navigation";

interface Hit {
  id: string;
  group: string;
  icon: LucideIcon;
  label: string;
  detail?: string;
  to: string;
}
const PER_GROUP = 6;

/** Ctrl K: every page, every action, every account, entry and document by a few letters. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = useHits(text.trim());
  const list = useRef<HTMLDivElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  const closeOutside = (event: MouseEvent) => event.target === dialog.current && onClose();
  useEffect(() => {
    list.current?.querySelector(`[data-index="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const choose = useChoose(onClose);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((now) => (now + step + hits.length) % Math.max(hits.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(hits[at]);
    }
  };

  return (
    <dialog ref={dialog} className={styles.dialog} aria-label="Search" onClose={onClose} onClick={closeOutside}>
      <input
        className={styles.input}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        placeholder="Go to a page, or find an account, entry or document"
        aria-label="Search or go to"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={hits[at] ? `palette-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={styles.list} id="palette-list" role="listbox" aria-label="Found" ref={list}>
        {hits.map((hit, index) => (
          <PaletteHit
            key={hit.id}
            hit={hit}
            index={index}
            chosen={index === at}
            heading={hits[index - 1]?.group === hit.group ? undefined : hit.group}
            onChoose={() => choose(hit)}
            onPoint={() => setAt(index)}
          />
        ))}
        {hits.length === 0 && (
          <div className={styles.none} role="option" aria-selected="false" aria-disabled="true">
            Nothing is called “{text}”.
          </div>
        )}
      </div>
    </dialog>
  );
}

/** Goes to what was found, and remembers the pages one goes to. */
function useChoose(onClose: () => void): (hit: Hit | undefined) => void {
  const navigate = useNavigate();
  const places = placesFor(useMay());
  return (hit) => {
    if (!hit) return;
    const recent = [hit.to, ...recentPlaces()].filter((to, index, all) => all.indexOf(to) === index).slice(0, 5);
    if (places.some((place) => place.to === hit.to)) writePreference("recent", JSON.stringify(recent));
    onClose();
    void navigate({ to: hit.to });
  };
}

interface PaletteHitProps {
  hit: Hit;
  index: number;
  chosen: boolean;
  heading?: string;
  onChoose: () => void;
  onPoint: () => void;
}
function PaletteHit({ hit, index, chosen, heading, onChoose, onPoint }: PaletteHitProps) {
  const Icon = hit.icon;
  return (
    <>
      {heading && (
        <div className={styles.heading} role="presentation">
          {heading}
        </div>
      )}
      <div
        id={`palette-${index}`}
        data-index={index}
        role="option"
        aria-selected={chosen}
        tabIndex={-1}
        className={styles.hit}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        <Icon size={16} aria-hidden />
        <span>{hit.label}</span>
        {hit.detail && <small>{hit.detail}</small>}
      </div>
    </>
  );
}

function recentPlaces(): string[] {
  try {
    return JSON.parse(readPreference("recent", "[]")) as string[];
  } catch {
    return [];
  }
}

const matches = (text: string, place: { label: string; also?: string }): boolean => {
  const words = `${place.label} ${place.also ?? ""}`.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => words.includes(word));
};

function useHits(text: string): Hit[] {
  const business = useBusiness();
  const may = useMay();
  const [late] = useDebouncedValue(text, 160);
  const searching = late.length >= 2;
  const accounts = useQuery({ ...accountsQuery(business.id), enabled: text.length > 0 });
  const entries = useInfiniteQuery({ ...entriesQuery(business.id, { q: late }), enabled: searching });
  const documents = useInfiniteQuery({ ...documentsQuery(business.id, { group: "all", q: late }), enabled: searching });
  return useMemo(() => {
    const page = (place: Place, group: string, icon: LucideIcon): Hit => ({ ...place, id: `${group}${place.to}`, group, icon });
    const all = placesFor(may);
    const actions = createFor(may);
    if (!text) {
      const recent = recentPlaces().flatMap((to) => all.filter((place) => place.to === to));
      const others = all.filter((place) => !recent.includes(place));
      return [
        ...recent.map((place) => page(place, "Recent", History)),
        ...actions.map((place) => page(place, "Create", Plus)),
        ...others.map((place) => page(place, "Go to", ArrowRight)),
      ];
    }
    const places = all.filter((place) => matches(text, place)).map((place) => page(place, "Go to", ArrowRight));
    const create = actions.filter((place) => matches(text, place)).map((place) => page(place, "Create", Plus));
    const found = (accounts.data ?? []).filter((account) => matches(text, { label: `${account.code} ${account.name}` }));
    const ofAccounts = found.slice(0, PER_GROUP).map(
      (a): Hit => ({ id: a.id, group: "Accounts", icon: Hash, label: `${a.code} ${a.name}`, to: `/ledger/accounts/${a.id}` }),
    );
    const ofEntries = (searching ? (entries.data?.pages[0]?.items ?? []) : []).slice(0, PER_GROUP).map(
      (e): Hit => ({
        id: e.id,
        group: "Entries",
        icon: BookOpenText,
        label: `${e.number} ${e.memo}`,
        detail: `${dateText(e.date)} · ${moneyText(e.total)}`,
        to: `/ledger/entries/${e.id}`,
      }),
    );
    const ofDocuments = (searching ? (documents.data?.pages[0]?.items ?? []) : []).slice(0, PER_GROUP).map(
      (d): Hit => ({
        id: d.id,
        group: "Documents",
        icon: FileText,
        label: d.vendor ? `${d.vendor} ${d.number ?? ""}` : d.file_name,
        detail: d.total ? moneyText(d.total) : undefined,
        to: `/documents/${d.id}`,
      }),
    );
    return [...places, ...create, ...ofAccounts, ...ofEntries, ...ofDocuments];
  }, [text, searching, may, accounts.data, entries.data, documents.data]);
}
