import { IconDatabaseOff, IconHourglass } from "@tabler/icons-solidjs";
import { useMessages } from "../messages/messages.ts";
import { EarlyScreen } from "./early-screen.tsx";

/** The store did not open: nothing else can be shown, and nothing was lost. */
export function StoreError(props: { readonly onRetry: () => void }) {
  const m = useMessages();
  return (
    <EarlyScreen
      icon={IconDatabaseOff}
      title={m.app.storeFailed}
      note={m.app.storeFailedNote}
      action={{ text: m.app.tryAgain, run: props.onRetry }}
    />
  );
}

/** The browser lost the store: said before the empty app is shown, which would look as if nothing had ever been there. */
export function StoreLost(props: { readonly onGoOn: () => void }) {
  const m = useMessages();
  return (
    <EarlyScreen
      icon={IconDatabaseOff}
      title={m.app.storeLost}
      note={m.app.storeLostNote}
      action={{ text: m.app.startEmpty, run: props.onGoOn }}
    />
  );
}

/** The store waits for a tab that has an older app open. */
export function StoreWaits() {
  const m = useMessages();
  return <EarlyScreen icon={IconDatabaseOff} title={m.app.storeWaits} note={m.app.storeWaitsNote} waits />;
}

/** The browser has not answered for a while: said, so that nobody waits before an empty page. */
export function StartSlow() {
  const m = useMessages();
  return (
    <EarlyScreen
      icon={IconHourglass}
      title={m.app.startSlow}
      note={m.app.startSlowNote}
      action={{ text: m.app.tryAgain, run: () => location.reload() }}
      waits
    />
  );
}
