import "@kitware/vtk.js/Rendering/Profiles/Volume";
import vtkDataArray from "@kitware/vtk.js/Common/Core/DataArray";
import vtkImageData from "@kitware/vtk.js/Common/DataModel/ImageData";
import vtkPiecewiseFunction from "@kitware/vtk.js/Common/DataModel/PiecewiseFunction";
import vtkColorTransferFunction from "@kitware/vtk.js/Rendering/Core/ColorTransferFunction";
import vtkImageMapper from "@kitware/vtk.js/Rendering/Core/ImageMapper";
import vtkImageSlice from "@kitware/vtk.js/Rendering/Core/ImageSlice";
import vtkGenericRenderWindow from "@kitware/vtk.js/Rendering/Misc/GenericRenderWindow";
import { brushCss, makeVoxels, nextFrame, pictureCss, window0 } from "../../viewer/volume.mjs";

// vtk.js has no brush that is seen while it paints: this is the one that its users write, kept as cheap as ours (capsules, one slice).
let voxels = null;
let side = 0;
let depth = 0;
let slice = 0;
let mapper = null;
let actor = null;
let view = null;
let renderer = null;
let host = null;

const imageOf = (values) => {
  const image = vtkImageData.newInstance();
  image.setDimensions(side, side, depth);
  image.getPointData().setScalars(vtkDataArray.newInstance({ name: "s", values, numberOfComponents: 1 }));
  return image;
};
const sliceOf = (image) => {
  const made = vtkImageMapper.newInstance();
  made.setInputData(image);
  made.setSlicingMode(vtkImageMapper.SlicingMode.K);
  made.setSlice(slice);
  const shown = vtkImageSlice.newInstance();
  shown.setMapper(made);
  renderer.addViewProp(shown);
  return { made, shown };
};

let labels = null;
let labelImage = null;
let labelMapper = null;

window.bench = {
  prepare(wantedSide, wantedDepth) {
    [side, depth] = [wantedSide, wantedDepth];
    voxels = makeVoxels(side, depth);
    slice = depth >> 1;
  },
  async open() {
    host = document.createElement("div");
    Object.assign(host.style, {
      position: "absolute",
      inset: "0 auto auto 0",
      width: `${pictureCss}px`,
      height: `${pictureCss}px`,
    });
    document.body.append(host);
    const generic = vtkGenericRenderWindow.newInstance({ background: [0, 0, 0], listenWindowResize: false });
    generic.setContainer(host);
    generic.resize();
    renderer = generic.getRenderer();
    view = generic.getRenderWindow();
    // Its own mouse handling would turn the picture while we paint.
    generic.getInteractor().unbindEvents();
    const { made, shown } = sliceOf(imageOf(voxels));
    mapper = made;
    actor = shown;
    const camera = renderer.getActiveCamera();
    camera.setParallelProjection(true);
    renderer.resetCamera();
    camera.setParallelScale(side / 2);
    this.setWindow(window0.center, window0.width);
    await nextFrame();
    await nextFrame();
  },
  showSlice(wanted) {
    slice = wanted;
    mapper.setSlice(slice);
    labelMapper?.setSlice(slice);
    renderer.resetCameraClippingRange();
    view.render();
  },
  setWindow(center, width) {
    actor.getProperty().setColorWindow(width);
    actor.getProperty().setColorLevel(center);
    view.render();
  },
  async startBrush() {
    labels = new Uint8Array(side * side * depth);
    labelImage = imageOf(labels);
    const { made, shown } = sliceOf(labelImage);
    labelMapper = made;
    const colour = vtkColorTransferFunction.newInstance();
    colour.addRGBPoint(0, 0, 0, 0);
    colour.addRGBPoint(1, 0.5, 0.8, 1);
    const opacity = vtkPiecewiseFunction.newInstance();
    opacity.addPoint(0, 0);
    opacity.addPoint(1, 0.25);
    const property = shown.getProperty();
    property.setRGBTransferFunction(0, colour);
    property.setPiecewiseFunction(0, opacity);
    property.setUseLookupTableScalarRange(true);
    property.setInterpolationTypeToNearest();
    view.render();
    const scale = side / pictureCss;
    const radius = brushCss * scale;
    let last = null;
    const capsule = (a, b) => {
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const length = dx * dx + dy * dy || 1;
      const top = Math.max(0, Math.floor(Math.min(a[1], b[1]) - radius));
      const foot = Math.min(side - 1, Math.ceil(Math.max(a[1], b[1]) + radius));
      const left = Math.max(0, Math.floor(Math.min(a[0], b[0]) - radius));
      const right = Math.min(side - 1, Math.ceil(Math.max(a[0], b[0]) + radius));
      for (let y = top; y <= foot; y++) {
        for (let x = left; x <= right; x++) {
          const part = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
          const [ex, ey] = [x - a[0] - part * dx, y - a[1] - part * dy];
          if (ex * ex + ey * ey <= radius * radius) labels[(slice * side + y) * side + x] = 1;
        }
      }
    };
    const paint = (event) => {
      // Its pictures have their origin at the foot.
      const point = [event.clientX * scale, side - 1 - event.clientY * scale];
      capsule(last ?? point, point);
      last = point;
      labelImage.modified();
      view.render();
    };
    host.addEventListener("pointerdown", paint);
    host.addEventListener("pointermove", (event) => event.buttons && paint(event));
    await nextFrame();
  },
  painted: () => labels.reduce((sum, value) => sum + value, 0),
};
