import { ActionIcon, Button, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen, Plus, Search, WifiOff } from "lucide-react";
import { documentsQuery } from "@/api/documents";
import { countText } from "@/numbers/format";
import { Logo } from "@/theme/Logo";
import { BusinessMenu } from "./BusinessMenu";
import { UserMenu } from "./UserMenu";
import { useBusiness, useMay } from "./business";
import { type Area, areasFor, createFor } from "./navigation";
import styles from "./Rail.module.css";
import { Keys, keysText } from "./shortcuts";

interface RailProps {
  narrow: boolean;
  connected: boolean;
  onSearch: () => void;
  onShortcuts: () => void;
  onToggle?: () => void;
}

export function Rail({ narrow, connected, onSearch, onShortcuts, onToggle }: RailProps) {
  const waiting = useWaiting();
  const may = useMay();
  return (
    <nav className={styles.rail} data-narrow={narrow || undefined} aria-label="Main">
      <div className={styles.brand}>
        <Link to="/" aria-label="Pacioli, home" className={styles.mark}>
          <Logo />
          {!narrow && <span>Pacioli</span>}
        </Link>
        {onToggle && !narrow && <RailToggle narrow={narrow} onToggle={onToggle} />}
      </div>
      <BusinessMenu narrow={narrow} />
      <div className={styles.actions}>
        <UnstyledButton className={styles.search} onClick={onSearch}>
          <Search size={16} aria-hidden />
          <span className={narrow ? "visually-hidden" : undefined}>Search</span>
          {!narrow && <Keys keys="mod+k" />}
        </UnstyledButton>
        <CreateMenu narrow={narrow} />
      </div>
      <ul className={styles.areas}>
        {areasFor(may).map((area) => (
          <RailArea key={area.label} area={area} narrow={narrow} count={area.to === "/inbox" ? waiting : 0} />
        ))}
      </ul>
      <div className={styles.foot}>
        {!connected && (
          <p className={styles.offline} role="status">
            <WifiOff size={15} aria-hidden />
            {narrow ? <span className="visually-hidden">No live news</span> : "No live news; trying again"}
          </p>
        )}
        {onToggle && narrow && <RailToggle narrow={narrow} onToggle={onToggle} />}
        <UserMenu narrow={narrow} onShortcuts={onShortcuts} />
      </div>
    </nav>
  );
}

/** How many documents wait for a person; from the same answer that the inbox shows. */
export function useWaiting(): number {
  const business = useBusiness();
  const { data } = useInfiniteQuery(documentsQuery(business.id, { group: "waiting" }));
  const counts = data?.pages[0]?.counts;
  return counts ? counts.waiting + counts.held : 0;
}

function RailToggle({ narrow, onToggle }: { narrow: boolean; onToggle: () => void }) {
  const label = narrow ? "Show the names" : "Narrow the rail";
  const Icon = narrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <Tooltip label={label} position="right">
      <ActionIcon aria-label={label} onClick={onToggle}>
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}

function CreateMenu({ narrow }: { narrow: boolean }) {
  const navigate = useNavigate();
  const create = createFor(useMay());
  if (create.length === 0) return null;
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        {narrow ? (
          <ActionIcon variant="filled" color="pine" size={34} aria-label="New">
            <Plus size={18} />
          </ActionIcon>
        ) : (
          <Button leftSection={<Plus size={16} />} size="sm" className={styles.create}>
            New
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {create.map(({ to, label, keys }) => (
          <Menu.Item key={to} rightSection={keys && <Keys keys={keys} />} onClick={() => void navigate({ to })}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const rootOf = (path: string): string => path.split("/")[1] ?? "";
/** Pages that no place of an area names, by where they belong. */
const BELONGS: Record<string, string> = { documents: "inbox", payments: "receivables" };
/** Whether a page lies in an area: by the first word of its address. */
function isIn({ to, places }: Area, path: string): boolean {
  const root = rootOf(path);
  return [to, ...places.map((place) => place.to)].some((known) => rootOf(known) === root || rootOf(known) === BELONGS[root]);
}

/** A link is the current page only on that very page, whatever its filters. */
const EXACT = { exact: true, includeSearch: false };

function RailArea({ area, narrow, count }: { area: Area; narrow: boolean; count: number }) {
  const path = useLocation({ select: (location) => location.pathname });
  const here = isIn(area, path);
  const alone = area.places.length < 2; // then its only place is not listed under it
  const chosen = here && (alone || (path === area.to && !area.places.some((place) => place.to === path)));
  const Icon = area.icon;
  const hint = area.keys ? `${area.label} (${keysText(area.keys).join(" then ")})` : area.label;
  const link = (
    <Link
      to={area.to}
      activeOptions={EXACT}
      className={styles.area}
      data-here={here || undefined}
      data-chosen={chosen || undefined}
    >
      <Icon size={18} strokeWidth={1.8} aria-hidden />
      <span className={narrow ? "visually-hidden" : undefined}>{area.label}</span>
      {count > 0 && (
        <span className={styles.count}>
          {countText(count)}
          <span className="visually-hidden"> waiting</span>
        </span>
      )}
    </Link>
  );
  return (
    <li>
      {narrow ? (
        <Tooltip label={hint} position="right">
          {link}
        </Tooltip>
      ) : (
        link
      )}
      {!narrow && area.places.length > 1 && (
        <ul className={styles.places}>
          {area.places.map((place) => (
            <li key={place.to}>
              <Link
                to={place.to}
                activeOptions={EXACT}
                className={styles.place}
                data-here={path.startsWith(place.to) || undefined}
              >
                {place.label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
