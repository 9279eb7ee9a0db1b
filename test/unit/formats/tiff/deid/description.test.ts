import { expect, test } from "vitest";
import { newDescription } from "../../../../../src/formats/tiff/deid/description.ts";

test("an OME description is made anew from its numbers: names, dates, files and annotations are gone", () => {
  const source = `<?xml version="1.0"?><OME UUID="urn:uuid:PLANTED" Creator="DOE PLANTED"><Experimenter ID="E:0" FirstName="PLANTED" LastName="DOE"/>
    <Image ID="Image:0" Name="DOE_PLANTED.tif"><AcquisitionDate>2024-03-01</AcquisitionDate><Description>PLANTED knee</Description>
    <Pixels ID="Pixels:DOE" DimensionOrder="XYZCT" Type="uint16" SizeX="64" SizeY="32" SizeZ="5" SizeC="2" SizeT="1" PhysicalSizeX="0.5" PhysicalSizeXUnit="um" PhysicalSizeY="PLANTED">
    <Channel ID="Channel:0:0" Name="PLANTED" SamplesPerPixel="1" Color="-16776961"/><Channel ID="Channel:0:1" Name="DOE"/>
    <TiffData><UUID FileName="DOE_PLANTED.tif">urn:uuid:PLANTED</UUID></TiffData></Pixels></Image></OME>`;
  const made = newDescription(source) ?? "";
  expect(source).toMatch(/PLANTED|DOE|2024/);
  expect(made).not.toMatch(/PLANTED|DOE|2024|knee/);
  for (const kept of [
    'SizeX="64"',
    'SizeZ="5"',
    'SizeC="2"',
    'Type="uint16"',
    'PhysicalSizeX="0.5"',
    'PhysicalSizeXUnit="um"',
    'Color="-16776961"',
  ])
    expect(made).toContain(kept);
  expect(made).not.toContain("PhysicalSizeY");
  expect(made).toMatch(/^[\x20-\x7e]*$/);
});

test("an OME file that holds several images, and free text, get no description", () => {
  const pixels = '<Pixels Type="uint8" SizeX="1" SizeY="1" SizeZ="1" SizeC="1" SizeT="1"/>';
  expect(newDescription(`<OME><Image>${pixels}</Image><Image>${pixels}</Image></OME>`)).toBeNull();
  expect(newDescription("DOE PLANTED, knee")).toBeNull();
});

test("an ImageJ description keeps its counts and a known unit", () => {
  const made = newDescription(
    "ImageJ=1.54f\nimages=6\nchannels=2\nslices=3\nhyperstack=true\nunit=micron\nspacing=0.8\nInfo=DOE PLANTED\nmode=composite\nmin=PLANTED\n",
  );
  expect(made).toBe(
    "ImageJ=1.54\nimages=6\nchannels=2\nslices=3\nspacing=0.8\nhyperstack=true\nunit=micron\n",
  );
});

test("an Aperio description keeps magnification and microns per pixel", () => {
  expect(
    newDescription(
      "Aperio v12\r\n46000x32914 [0,100 46000x32814]|AppMag = 20|MPP = 0.4990|Patient = DOE|Date = 12/29/09|User = PLANTED",
    ),
  ).toBe("Aperio|AppMag = 20|MPP = 0.4990");
});

test("an OME description keeps sizes that stand behind physical ones, no size of an unknown unit, and numbers of pages out of order", () => {
  const made =
    newDescription(
      `<OME><Image><Pixels DimensionOrder="XYZCT" Type="uint8" PhysicalSizeX="1" PhysicalSizeZ="2" PhysicalSizeXUnit="reference frame" SizeX="64" SizeY="32" SizeZ="5" SizeC="2" SizeT="1">
      <TiffData FirstC="1" IFD="0" PlaneCount="5"><UUID FileName="DOE_PLANTED.tif">PLANTED</UUID></TiffData><TiffData IFD="PLANTED"/></Pixels></Image></OME>`,
    ) ?? "";
  expect(made).toContain('SizeX="64" SizeY="32" SizeZ="5" SizeC="2" SizeT="1" PhysicalSizeZ="2"');
  expect(made).not.toContain("PhysicalSizeX");
  expect(made).toContain('<TiffData FirstC="1" IFD="0" PlaneCount="5"/><TiffData/>');
  expect(made).not.toMatch(/DOE|PLANTED/);
  expect(newDescription(made)).toBe(made);
});
