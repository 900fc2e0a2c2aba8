// The histogram of an actor's or a pair's claims: a brush or a bar leads to the claims of its days.
const figures = document.querySelectorAll("figure.histogram");
const { drawHistogram } = figures.length ? await Promise.all([import("./histogram.js"), import("./charts.js")]).then(([own]) => own) : {};
const dark = matchMedia("(prefers-color-scheme: dark)");

for (const figure of figures) {
  const form = figure.querySelector("form");
  const said = figure.querySelector("output");
  const counts = JSON.parse(figure.querySelector("script").textContent);
  const lead = (since, until) => {
    Object.assign(form.since, { value: since });
    Object.assign(form.until, { value: until });
    const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    location.href = `?${given}#claims`;
  };
  const draw = () => {
    const style = getComputedStyle(figure);
    const kinds = [...figure.querySelectorAll("figcaption i")].map((dot) => ({
      name: [...dot.classList].find((name) => name.startsWith("quad-")).slice(5), label: dot.parentElement.textContent,
      colour: getComputedStyle(dot).backgroundColor,
    }));
    const box = figure.querySelector(".bars");
    const { above, below } = figure.dataset;
    const isTwoWay = new Set(counts.map((one) => one.below)).size > 1;
    drawHistogram(charts, box, {
      counts, kinds, since: form.since.value, until: form.until.value, width: Math.max(240, box.clientWidth), height: isTwoWay ? 170 : 130,
      ink: style.getPropertyValue("--quiet").trim(), brushed: lead, clicked: lead, pointed: (text) => { said.textContent = text; },
    });
    if (isTwoWay) box.dataset.sides = `↑ ${above} · ↓ ${below}`;
  };
  draw();
  dark.addEventListener("change", draw);
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
}

// On a phone the table of counterparts opens on its head.
document.getElementById("all-counterparts")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector(".counterparts").classList.add("open");
  event.target.parentElement.remove();
});
