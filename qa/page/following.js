// A number in an answer, or a superscript in the article: bring its target into view, mark it, and keep it in the
// address; and the way back. Everything is delegated, because what is shown changes with each answer.
// Out: page.main, page.talk, page.pane, page.bring(target, box, block) to scroll, and
// page.visible(text) to show what a person typed, without signs that are unseen or turn its direction.
(page) => {
  page.visible = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu, " ");
  document.documentElement.lang = "en";
  const talk = (page.talk = document.getElementById("conversation"));
  const pane = (page.pane = document.getElementById("reading"));
  const main = (page.main = talk.closest(".contain")); // what is within it is reached by our style sheet, @media included
  const behavior = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const SENTENCE_OR_WORK = /^[sr]-[0-9a-f]{16}(-[0-9a-f]+)?$/;

  // Beside the chat the pane scrolls by itself and the window stays; on a phone there is only the window.
  const bring = (page.bring = (target, box, block) => {
    if (getComputedStyle(box).overflowY === "visible") {
      target.scrollIntoView({ block, behavior });
      return;
    }
    const [at, frame] = [target.getBoundingClientRect(), box.getBoundingClientRect()];
    const room = block === "center" ? Math.max(24, (frame.height - at.height) / 2) : 12;
    box.scrollTo({ top: box.scrollTop + at.top - frame.top - room, behavior });
    if (frame.top < 0 || frame.top + room > innerHeight) box.scrollIntoView({ block: "nearest", behavior });
  });

  const mark = (target) => {
    document.querySelectorAll(".marked").forEach((old) => old.classList.remove("marked"));
    target.classList.add("marked");
    bring(target, pane, "center");
    target.focus({ preventScroll: true });
  };

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

  // The browser's Back, Escape, or the button that is shown leads back to the number that led here.
  const ways = [];
  const back = main.appendChild(document.createElement("button"));
  back.id = "back";
  back.type = "button";
  back.hidden = true;
  const offerBack = () => {
    const last = ways.at(-1);
    back.hidden = !last;
    back.classList.toggle("beside", Boolean(last?.closest("#conversation"))); // where both columns stand, no way is needed
    back.textContent = last?.closest("#conversation") ? "Back to the answer" : "Back to where you were";
  };
  const goBack = () => {
    const link = ways.pop();
    offerBack();
    if (!link || !document.contains(link)) return;
    const box = link.closest("#conversation, #reading");
    if (box && box.id === "reading") bring(link, box, "center");
    else link.scrollIntoView({ block: "nearest" });
    link.focus({ preventScroll: true });
  };
  const goBackInHistory = () => { if (ways.length) history.back(); };
  window.addEventListener("popstate", () => {
    if (ways.length) goBack();
    else if (SENTENCE_OR_WORK.test(location.hash.slice(1))) open(location.hash.slice(1));
  });
  back.addEventListener("click", goBackInHistory);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) goBackInHistory(); });
  page.forgetWay = () => { ways.length = 0; offerBack(); };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite, a.ref");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ways.push(link);
    offerBack();
    history.pushState(history.state, "", link.getAttribute("href"));
    open(link.getAttribute("href").slice(1));
  });

  // An address with a sentence in it opens on that sentence, once an article is there.
  const wanted = location.hash.slice(1);
  if (SENTENCE_OR_WORK.test(wanted)) {
    const timer = setInterval(() => {
      if (!pane.querySelector("article")) return;
      clearInterval(timer);
      open(wanted);
    }, 100);
  }
}
