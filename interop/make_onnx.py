"""Makes the ONNX models of the module onnx's tests with PyTorch's exporter.

    python3 make_onnx.py ../onnx/src/test/resources/models

Beside each NAME.onnx stands NAME.safetensors: an input, and the output that PyTorch computes for it
in double precision from the same weights. Made with PyTorch 1.13.1 and onnx 1.12.0 of Debian 12.
"""

import copy
import os
import sys
import warnings

import torch

import safetensors_file

TIME, BATCH, INPUT, HIDDEN = 6, 2, 3, 5


class Tagger(torch.nn.Module):
    """Embedding, recurrent layers, linear layer on every step."""

    def __init__(self, recurrent, classes):
        super().__init__()
        self.embedding = torch.nn.Embedding(9, recurrent.input_size)
        self.recurrent = recurrent
        directions = 2 if recurrent.bidirectional else 1
        self.linear = torch.nn.Linear(recurrent.hidden_size * directions, classes)

    def forward(self, ids):
        return self.linear(self.recurrent(self.embedding(ids))[0])


class LastStep(torch.nn.Module):
    """A linear layer on the last step only, to classify sequences."""

    def __init__(self):
        super().__init__()
        self.recurrent = torch.nn.LSTM(INPUT, HIDDEN)
        self.linear = torch.nn.Linear(HIDDEN, 2)

    def forward(self, x):
        return self.linear(self.recurrent(x)[0][-1])


MODELS = {
    "rnn_tanh": lambda: torch.nn.RNN(INPUT, HIDDEN),
    "rnn_relu_l2_d2_batch_first": lambda: torch.nn.RNN(
        INPUT, HIDDEN, 2, nonlinearity="relu", bidirectional=True, batch_first=True
    ),
    "gru_nobias": lambda: torch.nn.GRU(INPUT, HIDDEN, bias=False),
    "gru_l2_d2": lambda: torch.nn.GRU(INPUT, HIDDEN, 2, bidirectional=True),
    "lstm": lambda: torch.nn.LSTM(INPUT, HIDDEN),
    "lstm_l2": lambda: torch.nn.LSTM(INPUT, HIDDEN, 2),
    "lstm_d2_batch_first": lambda: torch.nn.LSTM(
        INPUT, HIDDEN, bidirectional=True, batch_first=True
    ),
    "tagger_lstm_l2_d2": lambda: Tagger(torch.nn.LSTM(INPUT, HIDDEN, 2, bidirectional=True), 4),
    "tagger_gru_batch_first": lambda: Tagger(torch.nn.GRU(INPUT, HIDDEN, batch_first=True), 4),
    "last_step": LastStep,
}


def make(folder, name, model):
    batch_first = name.endswith("batch_first")
    shape = (BATCH, TIME) if batch_first else (TIME, BATCH)
    tagger = name.startswith("tagger")
    x = torch.randint(9, shape) if tagger else torch.randn(*shape, INPUT)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        path = os.path.join(folder, name + ".onnx")
        torch.onnx.export(model, x, path, opset_version=14)
        y = copy.deepcopy(model).double()(x if tagger else x.double())
    y = y[0] if isinstance(y, tuple) else y
    if batch_first:
        x, y = x.transpose(0, 1), y.transpose(0, 1)
    tensors = {"in.ids" if tagger else "in.x": x.contiguous().numpy(), "out": y.contiguous().numpy()}
    metadata = {"model": name, "layout": "[time, batch, ...]", "made by": "make_onnx.py"}
    safetensors_file.write(os.path.join(folder, name + ".safetensors"), tensors, metadata)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for seed, (name, model) in enumerate(MODELS.items()):
        torch.manual_seed(seed)
        make(sys.argv[1], name, model().eval())
