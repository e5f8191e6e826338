// The question's box and the conversation: a question leaves at once, what is new is read out and brought into view.
// In: page.main, page.talk, page.pane, page.bring. Out: page.tell(text) to have something read out.
(page) => {
  const { main, talk, pane, bring } = page;

  // A question leaves its box at once, so that the next can be typed meanwhile.
  const ask = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const box = document.querySelector("#question textarea");
    talk.dispatchEvent(new CustomEvent("asked", { detail: { question: box.value } }));
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("#question textarea")) ask(event);
  }, true);
  document.addEventListener("click", (event) => { if (event.target.closest("#question button")) ask(event); }, true);

  // The tables of how an answer was found unfold below what is in view.
  talk.addEventListener("toggle", (event) => {
    if (event.target.open) bring(event.target, talk, "start");
  }, true);

  // What is new is read out, and only that; and brought into view.
  const voice = main.appendChild(document.createElement("div"));
  voice.id = "voice";
  voice.setAttribute("aria-live", "polite");
  page.tell = (text) => { voice.textContent = text; };
  for (const [region, label] of [[talk, "Conversation"], [pane, "Article"]]) {
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", label);
    region.tabIndex = 0;
  }
  let said = "";
  new MutationObserver(() => {
    const turn = talk.querySelector(".newest");
    const parts = turn ? [...turn.querySelectorAll(".question, .answer, .error, .thinking, .related li")] : [];
    const text = parts.map((part) => part.innerText).join(" ") + talk.querySelectorAll(".turn").length;
    if (text === said) return;
    said = text;
    page.tell(parts.slice(1).map((part) => part.innerText).join(" "));
    page.forgetWay();
    if (turn) bring(turn, talk, "start");
    // Gradio changes the text of what stays, and replaces the rest.
  }).observe(talk, { childList: true, characterData: true, subtree: true });
}
