import { init, Enums, RenderingEngine, setVolumesForViewports, volumeLoader } from "@cornerstonejs/core";
import {
  addTool,
  BrushTool,
  Enums as ToolEnums,
  init as initTools,
  segmentation,
  ToolGroupManager,
  utilities,
} from "@cornerstonejs/tools";
import { brushCss, makeVoxels, nextFrame, pictureCss, window0 } from "../../viewer/volume.mjs";

let voxels = null;
let side = 0;
let depth = 0;
let viewport = null;
let labels = null;
let host = null;
let slice = 0;

const rendered = () =>
  new Promise((done) => host.addEventListener(Enums.Events.IMAGE_RENDERED, () => done(), { once: true }));

window.bench = {
  prepare(wantedSide, wantedDepth) {
    [side, depth] = [wantedSide, wantedDepth];
    voxels = makeVoxels(side, depth);
    slice = depth >> 1;
  },
  async open() {
    init();
    initTools();
    host = document.createElement("div");
    Object.assign(host.style, {
      position: "absolute",
      inset: "0 auto auto 0",
      width: `${pictureCss}px`,
      height: `${pictureCss}px`,
    });
    document.body.append(host);
    const direction = [1, 0, 0, 0, 1, 0, 0, 0, 1];
    const volume = volumeLoader.createLocalVolume("volume", {
      scalarData: voxels,
      dimensions: [side, side, depth],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      direction,
      metadata: {
        BitsAllocated: 16,
        BitsStored: 16,
        SamplesPerPixel: 1,
        HighBit: 15,
        PhotometricInterpretation: "MONOCHROME2",
        PixelRepresentation: 0,
        Modality: "CT",
        FrameOfReferenceUID: "1.2.3",
        ImageOrientationPatient: direction.slice(0, 6),
        PixelSpacing: [1, 1],
        Columns: side,
        Rows: side,
        voiLut: [],
        VOILUTFunction: "LINEAR",
      },
    });
    const engine = new RenderingEngine("engine");
    engine.enableElement({
      viewportId: "view",
      type: Enums.ViewportType.ORTHOGRAPHIC,
      element: host,
      defaultOptions: { orientation: Enums.OrientationAxis.AXIAL, background: [0, 0, 0] },
    });
    viewport = engine.getViewport("view");
    await setVolumesForViewports(engine, [{ volumeId: "volume" }], ["view"]);
    // Its texture takes only what it was told of.
    volume.invalidate();
    viewport.resetCamera();
    const first = rendered();
    this.setWindow(window0.center, window0.width);
    await first;
    await nextFrame();
  },
  showSlice(wanted) {
    viewport.scroll(wanted - slice);
    slice = wanted;
    viewport.render();
  },
  setWindow(center, width) {
    viewport.setProperties({ voiRange: { lower: center - width / 2, upper: center + width / 2 } });
    viewport.render();
  },
  async startBrush() {
    labels = volumeLoader.createAndCacheDerivedLabelmapVolume("volume", { volumeId: "labels" });
    segmentation.addSegmentations([
      {
        segmentationId: "labels",
        representation: {
          type: ToolEnums.SegmentationRepresentations.Labelmap,
          data: { volumeId: "labels" },
        },
      },
    ]);
    addTool(BrushTool);
    const group = ToolGroupManager.createToolGroup("tools");
    group.addTool(BrushTool.toolName);
    group.addViewport("view", "engine");
    group.setToolActive(BrushTool.toolName, { bindings: [{ mouseButton: ToolEnums.MouseBindings.Primary }] });
    await segmentation.addLabelmapRepresentationToViewport("view", [{ segmentationId: "labels" }]);
    segmentation.segmentIndex.setActiveSegmentIndex("labels", 1);
    // Its brush is measured in mm, as a radius; a pixel is one here.
    utilities.segmentation.setBrushSizeForToolGroup("tools", (brushCss * side) / pictureCss);
    viewport.render();
    for (let wait = 0; wait < 10; wait++) await nextFrame();
  },
  painted: () => labels.voxelManager.getCompleteScalarDataArray().reduce((sum, value) => sum + (value ? 1 : 0), 0),
};
