// A list of suggestions below an input, for mouse, keyboard and screen reader.

export function suggest(input, list, fetchRows, choose) {
  let rows = [];
  let at = -1;
  let asked = 0;
  let timer;
  let isWaiting = false; // what was typed last has no suggestions yet

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    at = index;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const show = () => {
    list.replaceChildren(...rows.map((row, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      const name = document.createElement("bdi");
      name.textContent = row.label;
      const more = document.createElement("span");
      more.className = "quiet";
      more.textContent = row.more || "";
      item.append(name, more);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); close(); choose(row); });
      return item;
    }));
    list.hidden = rows.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(rows.length ? 0 : -1); // Enter takes the first
  };
  const ask = async () => {
    const mine = ++asked;
    const text = input.value.trim();
    const found = text ? await fetchRows(text) : [];
    if (mine !== asked || document.activeElement !== input) return;
    rows = found;
    isWaiting = false;
    show();
  };
  input.addEventListener("input", () => { isWaiting = true; clearTimeout(timer); timer = setTimeout(ask, 90); });
  input.addEventListener("blur", () => { clearTimeout(timer); isWaiting = false; asked += 1; close(); });
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Enter" && isWaiting && input.value.trim()) {
      // Pressed before the suggestions came: they are asked for at once, and the first is taken.
      event.preventDefault();
      clearTimeout(timer);
      await ask();
      if (rows.length && !list.hidden) { const row = rows[0]; close(); choose(row); } else input.form?.requestSubmit();
      return;
    }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((at + step + rows.length + (at < 0 && step < 0 ? 1 : 0)) % rows.length);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      const row = rows[at];
      close();
      choose(row);
    } else if (event.key === "Escape") close();
  });
}

export async function actors(text) {
  const answer = await fetch(`/search.json?q=${encodeURIComponent(text)}`);
  if (!answer.ok) return [];
  return (await answer.json()).map((row) => ({ ...row, more: row.name ? `“${row.name}”` : row.type }));
}

let known;
export async function relations(text) {
  known ??= (await (await fetch("/words.json")).json()).filter(({ name, kind }) => kind === "property" && name.startsWith("rel:"));
  const wanted = text.toLowerCase();
  return known
    .filter(({ name, label }) => name.slice(4).toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted))
    .slice(0, 12)
    .map(({ name, label }) => ({ label: name.slice(4), more: label }));
}
