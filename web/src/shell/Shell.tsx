import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Suspense, lazy, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { listen } from "@/api/live";
import { whenSignedOut } from "@/api/query-client";
import { PageLoading } from "@/components/states";
import { usePreference } from "@/preferences/preferences";
import { DropAnywhere } from "@/uploads/DropAnywhere";
import Palette from "./Palette";
import { PhoneBar, PhoneTabs } from "./Phone";
import { Rail } from "./Rail";
import { useMay } from "./business";
import { areasFor, createFor, placesFor } from "./navigation";
import styles from "./Shell.module.css";
import { useSecondClickGuard } from "./second-click";
import { type Shortcut, useShortcutListener, useShortcuts } from "./shortcuts";

const SignInAgain = lazy(() => import("./SignInAgain"));
const ShortcutSheet = lazy(() => import("./ShortcutSheet"));

/** The frame around every page of a signed-in person: rail or phone bars, palette, shortcuts, live news. */
export default function Shell() {
  const phone = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false });
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [signedOut, setSignedOut] = useState(false);
  useEffect(() => {
    whenSignedOut(() => setSignedOut(true));
    return () => whenSignedOut(() => undefined);
  }, []);
  const [railPreference, setRail] = usePreference("rail", "wide");
  const reviewing = useLocation({ select: (location) => /^\/documents\/[^/]+$/.test(location.pathname) });
  const narrow = railPreference === "narrow" || reviewing;
  const connected = useLiveNews();
  useShortcutListener();
  useSecondClickGuard();
  // at once, so that the letters typed right after Ctrl K already land in the palette
  const openPalette = () => flushSync(() => setPalette(true));
  useGlobalShortcuts(openPalette, () => setSheet(true));
  useFocusOnNavigation();

  return (
    <div className={styles.shell} data-phone={phone || undefined} data-rail={narrow ? "narrow" : "wide"}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      {phone ? (
        <PhoneBar onSearch={openPalette} />
      ) : (
        <Rail
          narrow={narrow}
          connected={connected}
          onSearch={openPalette}
          onShortcuts={() => setSheet(true)}
          onToggle={reviewing ? undefined : () => setRail(narrow ? "wide" : "narrow")}
        />
      )}
      <main id="main" className={styles.main} tabIndex={-1}>
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
      {phone && <PhoneTabs />}
      {palette && <Palette onClose={() => setPalette(false)} />}
      <Suspense>
        {sheet && <ShortcutSheet onClose={() => setSheet(false)} />}
        {signedOut && <SignInAgain onClose={() => setSignedOut(false)} />}
      </Suspense>
      <DropAnywhere />
    </div>
  );
}

function useLiveNews(): boolean {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => listen(client, setConnected), [client]);
  return connected;
}

function useGlobalShortcuts(openPalette: () => void, openSheet: () => void): void {
  const navigate = useNavigate();
  const may = useMay();
  const areas = areasFor(may).filter((area) => area.keys);
  const go = (places: { to: string; label: string; keys?: string }[], group: string): Shortcut[] =>
    places.flatMap(({ to, label, keys }) => (keys ? [{ keys, label, group, run: () => void navigate({ to }) }] : []));
  useShortcuts([
    { keys: "mod+k", label: "Search or go to", group: "Everywhere", run: openPalette, whileTyping: true },
    { keys: "/", label: "Search", group: "Everywhere", run: openPalette },
    { keys: "?", label: "This list", group: "Everywhere", run: openSheet },
    ...go(areas, "Go to"),
    ...go(placesFor(may).filter((place) => !areas.some((area) => area.to === place.to)), "Go to"),
    ...go(createFor(may), "Create"),
  ]);
}

/** A new page starts at its top, with the focus in it, so that Tab and screen readers begin there. */
function useFocusOnNavigation(): void {
  const path = useLocation({ select: (location) => location.pathname });
  const last = useRef(path);
  useEffect(() => {
    if (path === last.current) return;
    last.current = path;
    const main = document.getElementById("main");
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [path]);
}
