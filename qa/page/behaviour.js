// A number in an answer, or a superscript in the article: bring its target into view, mark it, and
// keep it in the address. Everything is delegated, because gradio draws the page anew at each answer.
() => {
  document.documentElement.lang = "en";
  const talk = document.getElementById("conversation");
  const pane = document.getElementById("reading");
  const main = talk.closest(".contain"); // what is within it is reached by our style sheet, @media included
  const behavior = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

  // Beside the chat the pane scrolls by itself and the window stays; on a phone there is only the window.
  const bring = (target, box, block) => {
    if (getComputedStyle(box).overflowY === "visible") {
      target.scrollIntoView({ block, behavior });
      return;
    }
    const [at, frame] = [target.getBoundingClientRect(), box.getBoundingClientRect()];
    const room = block === "center" ? Math.max(24, (frame.height - at.height) / 2) : 12;
    box.scrollTo({ top: box.scrollTop + at.top - frame.top - room, behavior });
    if (frame.top < 0 || frame.top + room > innerHeight) box.scrollIntoView({ block: "nearest", behavior });
  };

  const mark = (target) => {
    document.querySelectorAll(".marked").forEach((old) => old.classList.remove("marked"));
    target.classList.add("marked");
    bring(target, pane, "center");
    target.focus({ preventScroll: true });
    history.replaceState(null, "", "#" + target.id);
  };

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

  // An article that is not in the pane is asked for; its sentence is marked once it has come.
  let awaited = "";
  const open = (id) => {
    const target = document.getElementById(id);
    awaited = target ? "" : id;
    if (target) mark(target);
    else pane.dispatchEvent(new CustomEvent("wanted", { detail: { article: id.split("-")[1] } }));
  };
  new MutationObserver(() => {
    if (awaited && document.getElementById(awaited)) open(awaited);
  }).observe(pane, { childList: true, subtree: true });

  // Escape, or the button that a phone shows, leads back to the number that led here.
  let last = null;
  const back = main.appendChild(document.createElement("button"));
  back.id = "back";
  back.textContent = "Back to the answer";
  back.hidden = true;
  const goBack = () => {
    back.hidden = true;
    if (!last || !document.contains(last)) return;
    last.scrollIntoView({ block: "nearest" });
    last.focus({ preventScroll: true });
  };
  back.addEventListener("click", goBack);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") goBack(); });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite, a.ref");
    if (!link) return;
    event.preventDefault();
    last = link;
    back.hidden = !link.closest("#conversation");
    open(link.getAttribute("href").slice(1));
  });

  // The tables of how an answer was found unfold below what is in view.
  talk.addEventListener("toggle", (event) => {
    if (event.target.open) bring(event.target, talk, "start");
  }, true);

  // What is new is read out, and only that; and brought into view.
  const voice = main.appendChild(document.createElement("div"));
  voice.id = "voice";
  voice.setAttribute("aria-live", "polite");
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
    voice.textContent = parts.slice(1).map((part) => part.innerText).join(" ");
    back.hidden = true;
    if (turn) bring(turn, talk, "start");
    // Gradio changes the text of what stays, and replaces the rest.
  }).observe(talk, { childList: true, characterData: true, subtree: true });

  // An address with a sentence in it opens on that sentence, once an article is there.
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (/^[sr]-[0-9a-f]{16}/.test(wanted)) {
    const timer = setInterval(() => {
      if (!pane.querySelector("article")) return;
      clearInterval(timer);
      open(wanted);
    }, 100);
  }
}
