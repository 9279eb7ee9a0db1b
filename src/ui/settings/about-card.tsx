import { createSignal, onCleanup } from "solid-js";
import { drawsWithGraphicsCard } from "../../viewer/webgl/graphics-card.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";

/** The smallest module that only an engine with SIMD accepts: one function that drops a v128 constant. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

/** What this device can do, asked now, and what this is. */
export function AboutCard() {
  const m = useMessages();
  const { offline } = useServices();
  const [ready, setReady] = createSignal(offline?.state().ready ?? false);
  onCleanup(offline?.onChange((state) => setReady(state.ready)) ?? (() => undefined));
  const yes = (value: boolean) => (value ? m.settings.yes : m.settings.no);
  return (
    <section class="card block">
      <h2>{m.settings.about}</h2>
      <dl class="facts">
        <dt>{m.settings.offlineReady}</dt>
        <dd>{yes(ready())}</dd>
        <dt>{m.settings.simd}</dt>
        <dd>{yes(WebAssembly.validate(simdProbe))}</dd>
        <dt>{m.settings.isolated}</dt>
        <dd>{yes(crossOriginIsolated)}</dd>
        <dt>{m.settings.gpu}</dt>
        <dd>{yes(drawsWithGraphicsCard())}</dd>
      </dl>
      <p class="dim small">{m.settings.licence}</p>
    </section>
  );
}
