"""The small U-Net behind `prompt-unet`: five planes in, one plane of logits out."""
import copy

import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTHS = (24, 32, 48, 64, 96)
PLANES = ("image", "pos:disk:2", "neg:disk:2", "box:fill", "prev:prob")
HEAD_WIDTH = 16
MULTIPLE = 32  # one stride-2 stem and four poolings: the side must divide by this


def conv_unit(inputs, outputs, kernel=3, stride=1):
    """Convolution, BatchNorm and ReLU; the norm is folded away at export."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def conv_pair(inputs, outputs):
    """Two 3x3 units, the body of every level."""
    return nn.Sequential(conv_unit(inputs, outputs), conv_unit(outputs, outputs))


def double(x):
    """[B,C,H,W] to [B,C,2H,2W], bilinear with half-pixel centres (ONNX Resize says the same)."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


class PromptUNet(nn.Module):
    """[B,5,S,S] planes to [B,1,S,S] logits, S a multiple of 32.

    The stem halves the side at once: most of the cost of a U-Net is at full size. To keep edges sharp
    the head sees the raw planes again, at full size.
    """

    def __init__(self, widths=WIDTHS):
        super().__init__()
        planes = len(PLANES)
        self.stem = conv_unit(planes, widths[0], 5, 2)
        self.down = nn.ModuleList(conv_pair(widths[max(i - 1, 0)], w) for i, w in enumerate(widths))
        pairs = list(zip(widths[:-1], widths[1:]))[::-1]
        self.up = nn.ModuleList(conv_pair(deep + skip, skip) for skip, deep in pairs)
        self.head = conv_unit(widths[0] + planes, HEAD_WIDTH)
        self.out = nn.Conv2d(HEAD_WIDTH, 1, 1)

    def forward(self, x):
        h = self.stem(x)
        skips = []
        for level, block in enumerate(self.down):
            h = block(h if level == 0 else F.max_pool2d(h, 2))
            skips.append(h)
        for level, block in enumerate(self.up):
            h = block(torch.cat([double(h), skips[-2 - level]], 1))
        return self.out(self.head(torch.cat([double(h), x], 1)))


def fold_unit(unit):
    """(weight, bias) of one convolution that does what the unit's convolution and norm did in eval mode."""
    conv, norm = unit[0], unit[1]
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return (conv.weight * scale[:, None, None, None]).detach(), (norm.bias - norm.running_mean * scale).detach()


def folded(net, half_weights=False):
    """An eval copy of `net` without BatchNorm; `half_weights` rounds every weight and bias to fp16 values."""
    twin = copy.deepcopy(net).eval()
    for module in list(twin.modules()):
        if isinstance(module, nn.Sequential) and len(module) == 3 and isinstance(module[1], nn.BatchNorm2d):
            weight, bias = fold_unit(module)
            old = module[0]
            conv = nn.Conv2d(old.in_channels, old.out_channels, old.kernel_size, old.stride, old.padding)
            conv.weight.data, conv.bias.data = weight, bias
            module[0], module[1] = conv, nn.Identity()
    if half_weights:
        for parameter in twin.parameters():
            parameter.data = parameter.data.half().float()
    return twin


def parameter_count(net):
    """Number of trained scalars."""
    return sum(p.numel() for p in net.parameters())
