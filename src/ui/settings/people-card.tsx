import { createSignal, For, Show } from "solid-js";
import { uuidFrom } from "../../domain/instance-uid.ts";
import { type Person, putPerson, readPeople, switchPerson } from "../../storage/people.ts";
import { useApp } from "../app/app-state.ts";
import { attempt } from "../app/attempt.ts";
import { createLive } from "../app/create-live.ts";
import { randomBytes, readIdentity } from "../app/identity.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";

/** Who works on this device: the names of the project's pseudonyms, and the switch between them. */
export function PeopleCard() {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const [fresh, setFresh] = createSignal("");
  void readIdentity(database); // makes the ids before the first look: a live query may not write
  const live = createLive(
    () => database,
    async (from) => {
      const user = (await from.settings.get("user"))?.value;
      const me = typeof user === "string" ? user : "";
      const people = await readPeople(from);
      return { me, people: people.some(({ id }) => id === me) ? people : [{ id: me, name: "" }, ...people] };
    },
  );
  const act = (work: (by: { chain: string; actor: string; at: string }) => Promise<void>) =>
    attempt(m, app.toasts.show, async () => {
      const { user, device } = await readIdentity(database);
      await work({ chain: device, actor: user, at: new Date().toISOString() });
    });
  const rename = (id: string, name: string) =>
    act((by) => putPerson(database, { id, name: name.trim() }, by));
  const use = ({ id, name }: Person) =>
    act(async (by) => {
      await switchPerson(database, id, by);
      app.toasts.clear();
      app.toasts.show(m.people.added(name || id.slice(0, 8)));
    });
  const add = () =>
    act(async (by) => {
      const name = fresh().trim();
      if (name === "") return;
      await putPerson(database, { id: uuidFrom(randomBytes(16)), name }, by);
      setFresh("");
    });
  return (
    <section class="card block" aria-label={m.people.title} id="people">
      <h2>{m.people.title}</h2>
      <p class="dim small">{m.people.intro}</p>
      <ul class="people" aria-label={m.people.list}>
        <For each={live.value()?.people ?? []}>
          {(person) => (
            <li>
              <input
                class="input"
                aria-label={m.people.nameOf(person.id.slice(0, 8))}
                placeholder={person.id.slice(0, 8)}
                value={person.name}
                onChange={(event) => void rename(person.id, event.currentTarget.value)}
              />
              <Show
                when={person.id !== live.value()?.me}
                fallback={<span class="ok small">{m.people.now}</span>}
              >
                <button
                  type="button"
                  class="button"
                  aria-label={m.people.use(person.name || person.id.slice(0, 8))}
                  onClick={() => void use(person)}
                >
                  {m.people.useShort}
                </button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <form
        class="person-new"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <input
          class="input"
          aria-label={m.people.name}
          placeholder={m.people.name}
          value={fresh()}
          onInput={(event) => setFresh(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={fresh().trim() === ""}>
          {m.people.add}
        </button>
      </form>
    </section>
  );
}
