"""Writes a grid of small TIFFs with tifffile, and beside each what tifffile reads in it (little endian); prints a list of them."""

import itertools
import json
import sys
import warnings

import numpy
import tifffile

warnings.filterwarnings("ignore")
folder = sys.argv[1]
random = numpy.random.default_rng(1)
made = []
rows, columns = 23, 29
kinds = ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]
codecs = [(None, None), ("lzw", True), ("deflate", True), ("deflate", None), ("zstd", True), ("lzma", True), ("packbits", None), ("lerc", None), ("webp", None)]


def values(kind, shape):
    if kind[0] == "f":
        return (random.standard_normal(shape) * 100).astype(kind)
    limits = numpy.iinfo(kind)
    return random.integers(max(limits.min, -(2**52)), min(limits.max, 2**52), shape, endpoint=True).astype(kind)


for kind, order, tile, planar, samples, (codec, predictor) in itertools.product(kinds, "<>", [None, (16, 16)], ["contig", "separate"], [1, 2, 3, 4], codecs):
    if samples == 1 and planar == "separate":
        continue
    shape = (rows, columns) if samples == 1 else (rows, columns, samples) if planar == "contig" else (samples, rows, columns)
    options = {
        "byteorder": order,
        "bigtiff": tile is not None and order == ">",
        "tile": tile,
        "compression": codec,
        "predictor": predictor,
        "photometric": "rgb" if samples > 2 else "minisblack",
        **({"planarconfig": planar} if samples > 1 else {}),
        **({"rowsperstrip": 7} if samples == 1 and tile is None else {}),
    }
    path = f"{folder}/{len(made)}.tif"
    try:
        tifffile.imwrite(path, values(kind, shape), metadata=None, **options)
        read = tifffile.imread(path)
    except Exception:  # what tifffile does not write is not in the grid
        continue
    if planar == "separate":
        read = numpy.moveaxis(read, 0, -1)
    wide = read.astype("<f4") if kind == "f2" else read.astype("<f8") if kind in ("u8", "i8") else read.astype(read.dtype.newbyteorder("<"))
    numpy.ascontiguousarray(wide).tofile(f"{folder}/{len(made)}.raw")
    made.append(" ".join(map(str, [kind, order, tile, planar, samples, codec, predictor])))
print(json.dumps(made))
