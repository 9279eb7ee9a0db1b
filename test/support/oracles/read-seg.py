"""Reads a binary segmentation with pydicom (and highdicom, where it is there) and compares each segment with run lengths.

Arguments: the segmentation, and a JSON file {tracking UID: row-major run lengths, the first of zeros}. Prints one JSON object.
"""
import json
import sys

import numpy
import pydicom

dataset = pydicom.dcmread(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:
    expected = json.load(file)

frames = dataset.pixel_array.reshape(-1, dataset.Rows, dataset.Columns).astype(bool)
owners = [
    group.SegmentIdentificationSequence[0].ReferencedSegmentNumber
    for group in dataset.PerFrameFunctionalGroupsSequence
]
unequal = []
for segment in dataset.SegmentSequence:
    own = [frames[at] for at, number in enumerate(owners) if number == segment.SegmentNumber]
    counts = expected.get(segment.TrackingUID)
    bits = None
    if counts is not None:
        values = numpy.arange(len(counts)) % 2 == 1
        bits = numpy.repeat(values, counts).reshape(dataset.Rows, dataset.Columns)
    if bits is None or len(own) != 1 or not numpy.array_equal(own[0], bits):
        unequal.append(segment.TrackingUID)

tracked = None
try:
    import highdicom

    seg = highdicom.seg.Segmentation.from_dataset(dataset)
    tracked = sorted(uid for _, uid in seg.get_tracking_ids())
except ImportError:
    pass

print(json.dumps({"segments": len(dataset.SegmentSequence), "unequal": unequal, "highdicom": tracked}))
