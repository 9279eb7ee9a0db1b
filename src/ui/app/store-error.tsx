import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/shell.css";
import { IconDatabaseOff, IconHourglass } from "@tabler/icons-solidjs";
import { useMessages } from "../messages/messages.ts";

/** The store did not open: nothing else can be shown, and nothing was lost. */
export function StoreError(props: { readonly onRetry: () => void }) {
  const m = useMessages();
  return (
    <main class="main">
      <div class="empty" role="alert">
        <IconDatabaseOff size={40} stroke-width={1.5} />
        <h1>{m.app.storeFailed}</h1>
        <p>{m.app.storeFailedNote}</p>
        <button type="button" class="button primary" onClick={() => props.onRetry()}>
          {m.app.tryAgain}
        </button>
      </div>
    </main>
  );
}

/** The browser lost the store: said before the empty app is shown, which would look as if nothing had ever been there. */
export function StoreLost(props: { readonly onGoOn: () => void }) {
  const m = useMessages();
  return (
    <main class="main">
      <div class="empty" role="alert">
        <IconDatabaseOff size={40} stroke-width={1.5} />
        <h1>{m.app.storeLost}</h1>
        <p>{m.app.storeLostNote}</p>
        <button type="button" class="button primary" onClick={() => props.onGoOn()}>
          {m.app.startEmpty}
        </button>
      </div>
    </main>
  );
}

/** The store waits for a tab that has an older app open. */
export function StoreWaits() {
  const m = useMessages();
  return (
    <main class="main">
      <div class="empty" role="status">
        <IconDatabaseOff size={40} stroke-width={1.5} />
        <h1>{m.app.storeWaits}</h1>
        <p>{m.app.storeWaitsNote}</p>
      </div>
    </main>
  );
}

/** The browser has not answered for a while: said, so that nobody waits before an empty page. */
export function StartSlow() {
  const m = useMessages();
  return (
    <main class="main">
      <div class="empty" role="status">
        <IconHourglass size={40} stroke-width={1.5} />
        <h1>{m.app.startSlow}</h1>
        <p>{m.app.startSlowNote}</p>
        <button type="button" class="button primary" onClick={() => location.reload()}>
          {m.app.tryAgain}
        </button>
      </div>
    </main>
  );
}
