"""Reads a dataset with independent libraries and compares every label with the masks that it was made from.

Arguments: the folder, a JSON file of masks [{instanceUid, thing, sop, frame, objectSop, objectFrame, columns, rows, areaMm2, counts}] (counts: row-major run
lengths, the first of zeros; areaMm2: of one pixel, or null), and the modules to use. Prints {module: {version, compared, mismatches}}.
"""
import glob
import json
import os
import sys

import numpy

folder, truth_file, *modules = sys.argv[1:]
with open(truth_file, encoding="utf-8") as file:
    truth = json.load(file)
for mask in truth:
    counts = mask.pop("counts")
    mask["bits"] = numpy.repeat(numpy.arange(len(counts)) % 2 == 1, counts).reshape(mask["rows"], mask["columns"])
by_uid = {mask["instanceUid"]: mask for mask in truth}
by_place = {(mask["thing"], mask["sop"], mask["frame"]): mask for mask in truth}
by_object = {(mask["thing"], mask["objectSop"], mask["objectFrame"]): mask for mask in truth}
things = {mask["thing"] for mask in truth}


def files(pattern):
    return sorted(glob.glob(os.path.join(folder, pattern), recursive=True))


class Report:
    def __init__(self, version):
        self.version, self.compared, self.mismatches = version, 0, []

    def same(self, what, equal):
        self.compared += 1
        if not equal:
            self.mismatches.append(what)


def with_pycocotools():
    import contextlib
    import io
    from importlib.metadata import version

    from pycocotools import mask as runs
    from pycocotools.coco import COCO

    report = Report(version("pycocotools"))
    seen = []
    for path in files("coco/*.json"):
        with contextlib.redirect_stdout(io.StringIO()):
            coco = COCO(path)
        for label in coco.loadAnns(coco.getAnnIds()):
            uid = label["instance_uid"]
            seen.append(uid)
            bits = coco.annToMask(label)
            wish = by_uid[uid]["bits"]
            area = int(runs.area(coco.annToRLE(label)))
            report.same(f"coco {uid}", numpy.array_equal(bits, wish) and area == label["area"] == int(wish.sum()))
    report.same("coco: every label once", sorted(seen) == sorted(by_uid))
    return report


def with_nibabel():
    import nibabel

    report = Report(nibabel.__version__)
    seen = set()
    for path in files("nifti/**/labels.json"):
        place = os.path.dirname(path)
        with open(path, encoding="utf-8") as file:
            told = json.load(file)
        numbers = numpy.asarray(nibabel.load(os.path.join(place, "instances.nii.gz")).dataobj)
        for item in told["instances"]:
            uid = item["instanceUid"]
            if item["overlap"]:
                voxels = numpy.asarray(nibabel.load(os.path.join(place, item["overlap"])).dataobj) == 1
            else:
                voxels = numbers == item["value"]
            seen.add(uid)
            for at, image in enumerate(told["slices"]):
                wish = by_place.get((uid, image["sop"], image["frame"]))
                found = voxels[:, :, at].T
                equal = not found.any() if wish is None else numpy.array_equal(found, wish["bits"])
                if wish is not None or not equal:
                    report.same(f"nifti {uid} slice {at}", equal)
    report.same("nifti: every thing once", not files("nifti/**/labels.json") or seen == things)
    return report


def source_of(group):
    source = group.DerivationImageSequence[0].SourceImageSequence[0]
    return source.ReferencedSOPInstanceUID, int(source.get("ReferencedFrameNumber", 1))


def flat_area(points):
    """Area of a ring in space; bridges to holes run there and back, so that holes count as none."""
    normal = numpy.cross(points, numpy.roll(points, -1, axis=0)).sum(axis=0)
    return float(numpy.linalg.norm(normal)) / 2


def groups_of(item, out):
    for child in item.get("ContentSequence", []):
        name = child.ConceptNameCodeSequence[0].CodeValue if "ConceptNameCodeSequence" in child else ""
        if name == "125007":
            out.append(child)
        else:
            groups_of(child, out)
    return out


def with_pydicom():
    import pydicom

    report = Report(pydicom.__version__)
    seen = []
    for path in files("dicom/seg/**/*.dcm"):
        seg = pydicom.dcmread(path)
        frames = seg.pixel_array.reshape(-1, seg.Rows, seg.Columns).astype(bool)
        uids = {item.SegmentNumber: item.TrackingUID for item in seg.SegmentSequence}
        seen += uids.values()
        for bits, group in zip(frames, seg.PerFrameFunctionalGroupsSequence):
            uid = uids[group.SegmentIdentificationSequence[0].ReferencedSegmentNumber]
            wish = by_object.pop((uid, *source_of(group)), None)
            report.same(f"seg {uid}", wish is not None and numpy.array_equal(bits, wish["bits"]))
    report.same("seg: every label once", not seen or (sorted(seen) == sorted(things) and not by_object))
    for path in files("dicom/rtstruct/**/*.dcm"):
        regions = pydicom.dcmread(path)
        uids = {item.ROINumber: item.ROIDescription for item in regions.StructureSetROISequence}
        for region in regions.ROIContourSequence:
            uid = uids.pop(region.ReferencedROINumber)
            rings = [numpy.array(c.ContourData, float).reshape(-1, 3) for c in region.ContourSequence]
            wish = sum(int(m["bits"].sum()) * (m["areaMm2"] or 0) for m in truth if m["thing"] == uid)
            area = sum(flat_area(ring - ring[0]) for ring in rings)
            report.same(f"rtstruct {uid}: {area} for {wish} mm2", wish > 0 and abs(area - wish) <= 1e-3 * wish)
        report.same("rtstruct: no region without contours", not uids)
    for path in files("dicom/sr/**/*.dcm"):
        groups = groups_of(pydicom.dcmread(path), [])
        found = [
            item.UID
            for group in groups
            for item in group.ContentSequence
            if item.ConceptNameCodeSequence[0].CodeValue == "112040"
        ]
        report.same("sr: a group for every thing", sorted(found) == sorted(things))
    return report


def with_highdicom():
    import highdicom

    report = Report(highdicom.__version__)
    for path in files("dicom/seg/**/*.dcm"):
        seg = highdicom.seg.segread(path)
        tracked = [uid for _, uid in seg.get_tracking_ids()]
        report.same("seg: tracking ids", sorted(tracked) == sorted(things))
        numbers = {seg.get_segment_description(n).tracking_uid: n for n in seg.segment_numbers}
        for mask in truth:
            pixels = seg.get_pixels_by_source_frame(
                source_sop_instance_uid=mask["objectSop"],
                source_frame_numbers=[mask["objectFrame"]],
                segment_numbers=[numbers[mask["thing"]]],
                ignore_spatial_locations=True,
                assert_missing_frames_are_empty=True,
            ) if mask["byFrame"] else seg.get_pixels_by_source_instance(
                source_sop_instance_uids=[mask["objectSop"]],
                segment_numbers=[numbers[mask["thing"]]],
                ignore_spatial_locations=True,
                assert_missing_frames_are_empty=True,
            )
            report.same(f"seg {mask['instanceUid']}", numpy.array_equal(pixels[0, :, :, 0] > 0, mask["bits"]))
    for path in files("dicom/sr/**/*.dcm"):
        content = highdicom.sr.srread(path).content
        groups = [
            *content.get_planar_roi_measurement_groups(),
            *content.get_volumetric_roi_measurement_groups(),
        ]
        found = [group.tracking_uid for group in groups]
        report.same("sr: a group for every thing", sorted(found) == sorted(things))
    return report


known = {
    "pycocotools": with_pycocotools,
    "nibabel": with_nibabel,
    "pydicom": with_pydicom,
    "highdicom": with_highdicom,
}
said = {}
for module in modules:
    report = known[module]()
    said[module] = {"version": report.version, "compared": report.compared, "mismatches": report.mismatches}
print(json.dumps(said))
