// "correct" beside a claim opens the form of its page below it, where it is; without this script it leads to that page.

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.correct");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const claim = link.closest(".claim");
  if (!claim) return;
  event.preventDefault();
  const open = claim.querySelector("form.correction");
  if (open) { open.remove(); return; }
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) { location.href = link.href; return; }
  const form = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form.correction");
  claim.append(document.adoptNode(form));
  form.querySelector("button").focus();
  form.addEventListener("submit", (submitted) => { submitted.preventDefault(); send(form, submitted.submitter, claim); });
});

/** Send what was pressed, and say beside the claim what came of it. */
async function send(form, pressed, claim) {
  const body = new URLSearchParams(new FormData(form));
  body.set(pressed.name, pressed.value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/plain" } });
  const said = document.createElement("p");
  said.className = answer.ok ? "noted" : "error";
  said.setAttribute("role", "status");
  said.textContent = (await answer.text()).trim();
  claim.querySelectorAll(".noted, .error").forEach((one) => one.remove());
  claim.append(said);
  if (answer.ok) form.remove();
}
