import { For, onMount } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { Segmented } from "../kit/segmented.tsx";
import { Slider } from "../kit/slider.tsx";
import { type LanguageChoice, languages } from "../messages/languages.ts";
import { useMessages } from "../messages/messages.ts";

const choices = Object.entries(languages) as [LanguageChoice, { readonly name: string }][];

const languageId = "setting-language";

/** Language, theme, hand, fill of labels. */
export function DisplayCard() {
  const app = useApp();
  const m = useMessages();
  const now = () => app.preferences.value();
  let language: HTMLSelectElement | undefined;
  // Not before the screen shows: parts of it wait for the store.
  onMount(() => app.takeFocus(languageId) && language?.focus());
  return (
    <section class="card block">
      <h2>{m.settings.display}</h2>
      <div class="setting">
        <span>{m.settings.language}</span>
        <select
          class="input"
          id={languageId}
          ref={language}
          aria-label={m.settings.language}
          value={now().language}
          onChange={(event) => app.preferences.set({ language: event.currentTarget.value as LanguageChoice })}
        >
          <option value="auto">{m.settings.languageAuto}</option>
          <For each={choices}>
            {([code, { name }]) => (
              <option value={code} lang={code}>
                {name}
              </option>
            )}
          </For>
        </select>
      </div>
      <div class="setting">
        <span>{m.settings.theme}</span>
        <Segmented
          label={m.settings.theme}
          value={now().theme}
          options={[
            { value: "dark", text: m.settings.dark },
            { value: "light", text: m.settings.light },
          ]}
          onChange={(theme) => app.preferences.set({ theme })}
        />
      </div>
      <div class="setting">
        <span>{m.settings.hand}</span>
        <Segmented
          label={m.settings.hand}
          value={now().hand}
          options={[
            { value: "right", text: m.settings.right },
            { value: "left", text: m.settings.left },
          ]}
          onChange={(hand) => app.preferences.set({ hand })}
        />
      </div>
      <div class="setting">
        <span>{m.settings.fill}</span>
        <span class="dim">{m.panel.percent(now().fill)}</span>
      </div>
      <Slider
        label={m.settings.fill}
        value={now().fill}
        min={0}
        max={1}
        step={0.05}
        valueText={m.panel.percent(now().fill)}
        onInput={(fill) => app.preferences.set({ fill })}
      />
    </section>
  );
}
