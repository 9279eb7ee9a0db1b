import { useMessages } from "../messages/messages.ts";

/** In the place of a screen whose code did not come: said in words, with ways out. */
export function ScreenFailed() {
  const m = useMessages();
  return (
    <div class="empty" role="alert">
      <h1>{m.app.screenFailed}</h1>
      <p>{m.app.screenFailedNote}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {m.app.tryAgain}
      </button>
      <a class="button primary" href="#/worklist">
        {m.import.toWorklist}
      </a>
    </div>
  );
}
