"""Writes the network as an ONNX graph, node by node: no tracer decides which operators the browser must have."""
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from net import PLANES

OPSET, IR_VERSION = 13, 7
ALLOWED = {"Conv", "Relu", "MaxPool", "Resize", "Concat", "Cast"}


def make_writer():
    """Collects nodes and constants; every method returns the name of its result."""
    nodes, constants, doubled = [], [], []

    def emit(op, inputs, name, **attributes):
        nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def half(name, array):
        constants.append(numpy_helper.from_array(array.astype(np.float16), name + ".h"))
        return emit("Cast", [name + ".h"], name, to=TensorProto.FLOAT)

    def conv(x, module, name, relu=True):
        side, stride = module.kernel_size[0], module.stride[0]
        weight = half(name + ".w", module.weight.detach().numpy())
        bias = half(name + ".b", module.bias.detach().numpy())
        y = emit("Conv", [x, weight, bias], name if relu else "logits", kernel_shape=[side] * 2, strides=[stride] * 2, pads=[side // 2] * 4)
        return emit("Relu", [y], name + ".relu") if relu else y

    def double(x, name):
        if not doubled:
            constants.append(numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "scales"))
            doubled.append(True)
        return emit("Resize", [x, "", "scales"], name, mode="linear", coordinate_transformation_mode="half_pixel")

    def pool(x, name):
        return emit("MaxPool", [x], name, kernel_shape=[2, 2], strides=[2, 2])

    def join(parts, name):
        return emit("Concat", parts, name, axis=1)

    return conv, double, pool, join, nodes, constants


def read_weights(net, path):
    """Sets a network to the weights of a shipped ONNX file: every norm becomes the identity plus the file's bias.

    The file has its norms folded away, so their statistics are gone: train on with the norms in eval mode.
    """
    stored = {c.name: numpy_helper.to_array(c).astype(np.float32) for c in onnx.load(path).graph.initializer}
    units = {"stem": net.stem, "head": net.head}
    for side in ("down", "up"):
        for level, block in enumerate(getattr(net, side)):
            units.update({f"{side}{level}.{nth}": unit for nth, unit in enumerate(block)})
    with torch.no_grad():
        for name, (conv, norm, _) in units.items():
            conv.weight.copy_(torch.from_numpy(stored[name + ".w.h"]))
            norm.bias.copy_(torch.from_numpy(stored[name + ".b.h"]))
            norm.weight.fill_(1)
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - norm.eps)
        net.out.weight.copy_(torch.from_numpy(stored["out.w.h"]))
        net.out.bias.copy_(torch.from_numpy(stored["out.b.h"]))


def onnx_model(plain, size):
    """The `prompt2d/1` graph of a folded network: `input` [1,5,size,size] to `logits` [1,1,size,size], float32."""
    conv, double, pool, join, nodes, constants = make_writer()

    def pair(x, block, name):
        return conv(conv(x, block[0][0], name + ".0"), block[1][0], name + ".1")

    h = conv("input", plain.stem[0], "stem")
    skips = []
    for level, block in enumerate(plain.down):
        h = pair(h if level == 0 else pool(h, f"pool{level}"), block, f"down{level}")
        skips.append(h)
    for level, block in enumerate(plain.up):
        h = pair(join([double(h, f"double{level}"), skips[-2 - level]], f"join{level}"), block, f"up{level}")
    h = conv(join([double(h, "double.head"), "input"], "join.head"), plain.head[0], "head")
    conv(h, plain.out, "out", relu=False)
    graph = helper.make_graph(
        nodes,
        f"prompt-unet-s-{size}",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, len(PLANES), size, size])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 1, size, size])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="overread-training")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    strange = {node.op_type for node in nodes} - ALLOWED
    if strange:
        raise ValueError(f"operators outside the contract: {sorted(strange)}")
    return model
