// The reading pane. It holds each article once, by its id, and asks the server only for those that it has not got;
// an answer says no more than which articles to show and which of their sentences to mark.
// In: props.value, JSON {show: ids, marks: {sentence id: number}}; the event "wanted" {article} at the pane.
// Gradio runs this once, as the body of a function with `props`, `server` and `watch`.
const MAX_HELD = 24;
const MAX_BESIDE = 8;
const pane = document.getElementById("reading");
const box = pane.querySelector(".empty").parentElement;
const held = new Map(); // id -> its element, the least lately shown first
let shown = [];
let newest = 0;

const load = async (ids) => {
  const missing = ids.filter((id) => !held.has(id));
  const got = missing.length ? await server.article_markup(missing) : {};
  for (const id of missing.filter((id) => got[id])) {
    const holder = document.createElement("div");
    holder.innerHTML = got[id];
    held.set(id, holder.firstElementChild);
  }
};

const note = (text, retry) => {
  const line = document.createElement("p");
  line.className = "note";
  line.setAttribute("role", "alert");
  line.textContent = text;
  if (retry) {
    const again = document.createElement("button");
    again.textContent = "Try again";
    again.addEventListener("click", retry);
    line.append(" ", again);
  }
  return line;
};

const place = (ids, above) => {
  shown = ids.filter((id) => held.has(id));
  const articles = shown.map((id) => held.get(id));
  for (const [n, id] of shown.entries()) { held.delete(id); held.set(id, articles[n]); }
  for (const id of [...held.keys()].slice(0, Math.max(0, held.size - MAX_HELD))) held.delete(id);
  const wanted = above ? [above, ...articles] : articles;
  if (!wanted.length) {
    const empty = note("No article yet. Add one below.");
    empty.className = "empty";
    wanted.push(empty);
  }
  const there = [...box.children];
  if (there.length !== wanted.length || there.some((child, n) => child !== wanted[n])) box.replaceChildren(...wanted);
};

const mark = (marks) => {
  for (const old of [...held.values()].flatMap((article) => [...article.querySelectorAll(".sourced")])) {
    old.classList.remove("sourced");
    delete old.dataset.source;
  }
  for (const [id, number] of Object.entries(marks)) {
    const sentence = document.getElementById(id);
    sentence?.classList.add("sourced");
    if (sentence) sentence.dataset.source = number;
  }
};

// Beside the conversation the pane turns to the first mark; on a phone it is below, and the window stays.
const turnToMark = () => {
  const first = box.querySelector(".sourced");
  if (first && getComputedStyle(pane).overflowY !== "visible") {
    pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  }
};

// What is asked for last is what is shown, in whatever order the articles come.
const show = async (ids, marks, above) => {
  const turn = ++newest;
  let failed = false;
  await load(ids).catch(() => { failed = true; });
  if (turn !== newest) return false;
  place(ids, failed ? note("The article could not be loaded.", follow) : above);
  mark(marks);
  return true;
};

const follow = async () => {
  const { show: ids, marks } = JSON.parse(props.value);
  if (await show(ids, marks)) turnToMark();
};
watch("value", follow);

pane.addEventListener("wanted", async ({ detail: { article } }) => {
  await load([article]).catch(() => {});
  const gone = !held.has(article) && note("This article is no longer in the library, or the page has lost its server.");
  const beside = shown.filter((id) => id !== article).slice(0, MAX_BESIDE);
  await show([article, ...beside], JSON.parse(props.value).marks, gone);
});
