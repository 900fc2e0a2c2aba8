// Resting on a claim lights up its words in the sentence, and the other way round.
const light = (numbers, on) => {
  document.querySelectorAll("[data-claims], [data-claim]").forEach((element) => {
    const own = (element.dataset.claims ?? element.dataset.claim).split(" ");
    if (own.some((number) => numbers.includes(number))) element.classList.toggle("lit", on);
  });
};
document.querySelectorAll("[data-claims], [data-claim]").forEach((element) => {
  const numbers = (element.dataset.claims ?? element.dataset.claim).split(" ");
  for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
    element.addEventListener(event, () => light(numbers, on));
  }
});
