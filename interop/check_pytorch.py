"""Loads state dicts that Vecurrent wrote into PyTorch and compares the outputs.

    python3 check_pytorch.py FOLDER

For each NAME.safetensors of the folder, NAME.io.safetensors holds an input ("in.x", or "in.ids" as
floats), the output that Vecurrent computed ("out.y", all time-major) and, as metadata, what the model is:
"recurrent" (RNN, GRU or LSTM), "nonlinearity", "layers", "directions", "bias". The names are those
of Tagger below. Exit status 1 where PyTorch refuses a file or an output differs by more than 2e-6.
"""

import glob
import os
import sys

import torch

import safetensors_file

TOLERANCE = 2e-6


class Tagger(torch.nn.Module):
    """What a user's model looks like: modules in modules, with names of their own."""

    def __init__(self, metadata, tensors):
        super().__init__()
        embedding = tensors.get("embed.tokens.weight")
        if embedding is not None:
            self.embed = torch.nn.Module()
            self.embed.tokens = torch.nn.Embedding(*embedding.shape)
        self.encoder = torch.nn.Module()
        options = {"nonlinearity": metadata["nonlinearity"]} if metadata["recurrent"] == "RNN" else {}
        self.encoder.rnn = getattr(torch.nn, metadata["recurrent"])(
            tensors["encoder.rnn.weight_ih_l0"].shape[1],
            tensors["encoder.rnn.weight_hh_l0"].shape[1],
            int(metadata["layers"]),
            bias=metadata["bias"] == "true",
            bidirectional=metadata["directions"] == "2",
            **options,
        )
        classes, width = tensors["fc.weight"].shape
        self.fc = torch.nn.Linear(width, classes, bias="fc.bias" in tensors)

    def forward(self, x):
        if hasattr(self, "embed"):
            x = self.embed.tokens(x)
        return self.fc(self.encoder.rnn(x)[0])


def check(path):
    """The largest difference between PyTorch's output and Vecurrent's."""
    tensors, _ = safetensors_file.read(path)
    io, metadata = safetensors_file.read(path.replace(".safetensors", ".io.safetensors"))
    model = Tagger(metadata, tensors)
    model.load_state_dict({k: torch.from_numpy(v) for k, v in tensors.items()}, strict=True)
    x = torch.from_numpy(io["in.ids"]).long() if "in.ids" in io else torch.from_numpy(io["in.x"])
    with torch.no_grad():
        return (model(x) - torch.from_numpy(io["out.y"])).abs().max().item()


if __name__ == "__main__":
    everything = sorted(glob.glob(os.path.join(sys.argv[1], "*.safetensors")))
    paths = [path for path in everything if not path.endswith(".io.safetensors")]
    failed = 0
    for path in paths:
        difference = check(path)
        good = difference <= TOLERANCE
        failed += not good
        print(f"{os.path.basename(path)}: largest difference {difference:.2g}{'' if good else ', too much'}")
    print(f"{len(paths)} models, {failed} failed")
    sys.exit(1 if failed or not paths else 0)
