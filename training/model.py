"""The reader as a torch model: MiniLM over a window, and a head that scores each sentence of it.

A sentence's vector is the mean of its tokens beside a mean weighted by a learned gate; the gate is also
trained to point at the answer's tokens. Two layers turn the vector into the sentence's score.
"""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel


class WindowModel(nn.Module):
    """Encoder (384 wide, 6 layers) and head; scores are logits against the fixed 0 of "no answer here"."""

    def __init__(self, encoder: Path | str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            str(encoder), attn_implementation="sdpa", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, add_pooling_layer=False
        )
        # A third type, "word of the question", begins between the other two.
        embeddings = self.encoder.embeddings
        asked, text = embeddings.token_type_embeddings.weight.data
        embeddings.token_type_embeddings = nn.Embedding.from_pretrained(torch.stack([asked, text, (asked + text) / 2]), freeze=False)
        width = self.encoder.config.hidden_size
        self.gate = nn.Linear(width, 1)
        self.hidden = nn.Linear(2 * width, width)
        self.score = nn.Linear(width, 1)
        nn.init.zeros_(self.gate.weight)
        nn.init.zeros_(self.gate.bias)
        nn.init.constant_(self.score.bias, -2.0)

    def forward(
        self, input_ids: Tensor, token_type_ids: Tensor, sentence_mask: Tensor, attention_mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Scores (n_windows, n_sentences), and the gate of every token (n_windows, n_tokens).

        Args:
            input_ids, token_type_ids, attention_mask: (n_windows, n_tokens).
            sentence_mask: (n_windows, n_sentences, n_tokens), 1 where a token belongs to a sentence.
        """
        mask = torch.ones_like(input_ids) if attention_mask is None else attention_mask
        tokens = self.encoder(input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=mask).last_hidden_state
        gate = self.gate(tokens).squeeze(-1)
        weights = torch.softmax(gate[:, None, :] + (sentence_mask - 1) * 1e4, dim=-1)
        mean = sentence_mask / sentence_mask.sum(-1, keepdim=True).clamp(min=1)
        pooled = torch.cat([weights @ tokens, mean @ tokens], dim=-1)
        scores = self.score(nn.functional.gelu(self.hidden(pooled))).squeeze(-1)
        return scores.float(), gate.float()
