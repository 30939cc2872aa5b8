#!/usr/bin/env python3
"""What exiftool names in a folder of pictures and `sladd inspect` does not.

    tools/inspect_against_exiftool.py SLADD_PROGRAM FOLDER...

exiftool (Debian: libimage-exiftool-perl) is an oracle for developers only; the program never calls it. Tags of the
Exif directories, XMP properties, IPTC records, Photoshop's resources, texts and header of a profile and texts of a PNG
are held against each other one by one; makers' notes, C2PA manifests, directories of second pictures and trailers as
the blocks that they are, because Sladd names such a block as a whole. What describes the picture itself (size, bits,
compression, primaries) is left out: it is no secret, and Sladd does not tell it.

Before it answers, the tool looks at itself: with any one kind of place taken away from what Sladd found, something must
be missing, else the comparison could not fail. Prints one line for each thing that is missing, and the sums. Exits
with 1 where something is.
"""

import json
import re
import subprocess
import sys

# Groups that describe the file, the decoder or what exiftool computed.
NOT_SECRET = {"ExifTool", "ExifTool2", "System", "File", "Composite", "JFIF", "PNG-pHYs", "Adobe", "AVI1"}
# How the pixels are stored, wherever it is told.
LAYOUT = set(
    """ImageWidth ImageHeight BitsPerSample BitsPerPixel Compression PhotometricInterpretation StripOffsets
    SamplesPerPixel RowsPerStrip StripByteCounts PlanarConfiguration Predictor TileWidth TileLength TileOffsets
    TileByteCounts Orientation SubfileType FillOrder ColorMap ExtraSamples SampleFormat YCbCrSubSampling
    YCbCrPositioning YCbCrCoefficients JPEGTables CurrentIPTCDigest T4Options T6Options BitDepth ColorType Filter
    Interlace Palette Transparency SRGBRendering Gamma WhitePointX WhitePointY RedX RedY GreenX GreenY BlueX BlueY
    BackgroundColor SignificantBits ThumbnailOffset ThumbnailLength PreviewImageStart PreviewImageLength HasColorMap
    ColorResolutionDepth GIFVersion TransparentColor VP8Version HorizontalScale VerticalScale WebP_Flags
    MPImageStart AnimationLoopCount AnimationPlays ReferenceBlackWhite XPosition YPosition""".split()
)
# Boxes of a HEIC that say how its pixels are stored.
HEIF_LAYOUT = set(
    """AverageFrameRate BitDepthChroma BitDepthLuma ChromaFormat CleanAperture ColorPrimaries ColorProfiles
    CompatibleBrands ConstantFrameRate ConstraintIndicatorFlags GenProfileCompatibilityFlags GeneralLevelIDC
    GeneralProfileIDC GeneralProfileSpace GeneralTierFlag HEVCConfigurationVersion HandlerType HandlerVendorID
    ImagePixelDepth ImageSpatialExtent MajorBrand MatrixCoefficients MediaData MediaDataOffset MediaDataSize
    MinSpatialSegmentationIDC MinorVersion NumTemporalLayers ParallelismType Rotation TemporalIDNested
    TransferCharacteristics VideoFullRangeFlag MetaImageSize PrimaryItemReference""".split()
)
# Numbers of a profile: curves, primaries, how it was measured. A file of an image library carries them as they are.
PROFILE_NUMBERS = re.compile(
    r"(AToB|BToA)\d|\w+MatrixColumn|\w+TRC|ChromaticAdaptation|Gamut|Luminance|Media\w+Point|NativeDisplayInfo|"
    r"Technology|VideoCardGamma|CMMFlags|ColorSpaceData|ConnectionSpaceIlluminant|DeviceAttributes|PrimaryPlatform|"
    r"ProfileCMMType|ProfileClass|ProfileConnectionSpace|ProfileFileSignature|ProfileVersion|RenderingIntent"
)
# exiftool's own names for tags that the standards name otherwise.
EXIF_STANDARD = {
    "ModifyDate": "DateTime",
    "CreateDate": "DateTimeDigitized",
    "ExifImageWidth": "PixelXDimension",
    "ExifImageHeight": "PixelYDimension",
    "ISO": "PhotographicSensitivity",
    "ExposureCompensation": "ExposureBiasValue",
    "FocalLengthIn35mmFormat": "FocalLengthIn35mmFilm",
    "SerialNumber": "BodySerialNumber",
    "OwnerName": "CameraOwnerName",
    "LensInfo": "LensSpecification",
    "InteropIndex": "InteroperabilityIndex",
    "InteropVersion": "InteroperabilityVersion",
    "ThumbnailImage": "preview",
    "PreviewImage": "preview",
}
# Tags that have no name in the Exif standard, as Sladd tells them: by number.
EXIF_NUMBERS = {
    "Padding": "0xea1c", "OffsetSchema": "0xea1d", "TimeZoneOffset": "0x882a", "PageNumber": "0x0129",
    "RelatedImageWidth": "0x1001", "RelatedImageHeight": "relatedimagelength",
}
# What exiftool flattens or renames in XMP, by the property's own name.
XMP_NAMES = {
    "ISO": "isospeedratings",
    "ExifImageWidth": "pixelxdimension",
    "ExifImageHeight": "pixelydimension",
    "ExposureCompensation": "exposurebiasvalue",
    "FocalLengthIn35mmFormat": "focallengthin35mmfilm",
    "ImageHeight": "imagelength",
    "ICCProfileName": "iccprofile",
    "About": "about",
}
PHOTOSHOP = {
    "ColorHalftoningInfo": "03f5", "ColorTransferFuncs": "03f8", "CopyrightFlag": "040a", "DisplayedUnitsX": "03ed",
    "DisplayedUnitsY": "03ed", "XResolution": "03ed", "YResolution": "03ed", "GlobalAltitude": "0419",
    "GlobalAngle": "040d", "GridGuidesInfo": "0408", "HasRealMergedData": "0421", "WriterName": "0421",
    "ReaderName": "0421", "IDsBaseValue": "0414", "IPTCDigest": "0425", "NumSlices": "041a", "SlicesGroupName": "041a",
    "PhotoshopFormat": "0406", "PhotoshopQuality": "0406", "ProgressiveScans": "0406", "PixelAspectRatio": "0428",
    "PrintFlags": "03f3", "PrintFlagsInfo": "2710", "PrintPosition": "0426", "PrintScale": "0426",
    "PrintStyle": "0426", "PrintInfo2": "043a", "URL_List": "041e", "URL": "URL", "PhotoshopThumbnail": "thumbnail",
}
IPTC_NUMBERS = {
    "CodedCharacterSet": "1:90", "ApplicationRecordVersion": "2:0", "Urgency": "2:10", "SupplementalCategories": "2:20",
    "Country-PrimaryLocationName": "Country", "Country-PrimaryLocationCode": "CountryCode",
}


def answers(words):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout


def plain(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


class Found:
    """The places that Sladd names in one file."""

    def __init__(self, places, path=""):
        self.places = places
        self.is_tiff = path.endswith((".tif", ".tiff"))
        self.exif = {p.rsplit(":", 1)[-1].lower() for p in places if p.startswith(("exif:", "jpeg:Meta:", "photoshop:exif:"))}
        self.xmp = {plain(p.rsplit(":", 1)[-1]) for p in places if p.startswith("xmp:")}
        self.png = {plain(p.removeprefix("png:")) for p in places if p.startswith("png:")}

    def any_of(self, *starts):
        return any(place.startswith(starts) for place in self.places)

    def has_xmp(self, name):
        """exiftool joins the names of a structure, `HistoryAction` for `stEvt:action`; the last part decides."""
        if name == "XMPToolkit":
            return bool({"xmptk", "xaptk"} & self.xmp)
        wanted = XMP_NAMES.get(name, plain(name))
        return any(local and wanted.endswith(local) for local in self.xmp)


def missing(tag, found):
    group, name = tag.split(":", 1)
    if group in NOT_SECRET or name in LAYOUT:
        if re.fullmatch(r"IFD[1-9]", group) and name == "ImageWidth" and found.is_tiff:
            return not found.any_of(f"tiff:page {int(group[3:]) + 1}")
        return group == "File" and name == "Comment" and not found.any_of("jpeg:comment", "gif:comment")
    if re.fullmatch(r"IFD\d|ExifIFD|GPS|SubIFD\d?|PreviewIFD|InteropIFD", group):
        wanted = {EXIF_STANDARD.get(name, name).lower(), name.lower(), EXIF_NUMBERS.get(name, "")}
        if name.startswith("MakerNote"):
            wanted.add("makernote")
        return not wanted & found.exif
    if group.startswith("XMP"):
        return not found.has_xmp(name)
    if group == "IPTC":
        return not found.any_of(f"iptc:{IPTC_NUMBERS.get(name, name)}")
    if group.startswith("Photoshop"):
        number = PHOTOSHOP.get(name) or name.removeprefix("Photoshop_0x")
        return not found.any_of(f"photoshop:0x{number}", f"photoshop:{number}")
    if group.startswith("ICC"):
        return profile_missing(group, name, found)
    if group == "PNG":
        return png_missing(name, found)
    if group == "PNG-cICP":
        return not found.any_of("png:cICP")
    if group in ("QuickTime", "Meta"):
        return name not in HEIF_LAYOUT and not found.any_of("heif:free" if "ree" in name else "heif:")
    # What Sladd names as one block: the block's own place must be there.
    blocks = {
        "MPF0": "jpeg:MPF", "MPImage1": "jpeg:MPF", "MPImage2": "trailer:picture",
        "JUMBF": "jpeg:JUMBF", "CBOR": "jpeg:JUMBF", "JSON": "jpeg:JUMBF", "Jpeg2000": "jpeg:JUMBF",
        "JFXX": "jpeg:JFXX", "JPS": "jpeg:JPS", "Ducky": "jpeg:Ducky", "AdobeCM": "jpeg:APP13", "GIF": "gif:",
        "PrintIM": "exif:PrintIM", "Samsung": samsung_place(name),
    }
    if group == "GIF" and name == "Comment":
        return not found.any_of("gif:comment")
    if group == "RIFF":
        chunk = name.removeprefix("Unknown_").replace("x00", "")
        return not found.any_of(f"webp:{chunk}" if name.startswith("Unknown_") else "webp:ANMF")
    # Everything that is left is a maker's note.
    return not found.any_of(*([blocks[group]] if isinstance(blocks.get(group), str) else blocks.get(group, ["exif:MakerNote"])))


def samsung_place(name):
    return {"TimeStamp": "samsung:Image_UTC_Data", "MCCData": "samsung:MCC_Data"}.get(name, ("samsung:", "trailer:samsung"))


def profile_missing(group, name, found):
    if group.startswith(("ICC-chrm", "ICC-meas", "ICC-view")) or PROFILE_NUMBERS.fullmatch(name):
        return False
    places = {
        "ProfileDescription": "icc:desc", "ProfileCopyright": "icc:cprt", "DeviceMfgDesc": "icc:dmnd",
        "DeviceModelDesc": "icc:dmdd", "ViewingCondDesc": "icc:vued", "MakeAndModel": "icc:mmod",
        "ProfileDateTime": "icc:date", "DeviceManufacturer": "icc:device", "DeviceModel": "icc:device",
        "ProfileCreator": "icc:creator", "ProfileID": "icc:id",
    }
    if name.startswith("ProfileDescriptionML"):
        return not found.any_of("icc:dscm", "icc:desc")
    if name.startswith("ICC_Profile_"):
        return not found.any_of(f"icc:{name.removeprefix('ICC_Profile_')[0].lower()}{name.removeprefix('ICC_Profile_')[1:]}")
    return not found.any_of(places[name])


def png_missing(name, found):
    chunks = {
        "ProfileName": "iCCP", "SuggestedPalette": "sPLT", "AppleDataOffsets": "iDOT", "ModifyDate": "tIME",
        "AnimationFrames": "fdAT", "ICC_Profile": "iCCP",
    }
    if name in chunks:
        return not found.any_of(f"png:{chunks[name]}")
    if name.startswith("EXIF_Profile"):
        return not found.exif
    # exiftool puts `Tag` before a keyword that is a single letter.
    return not {plain(name), plain(name.removeprefix("Tag"))} & found.png


# What the program puts there for "nothing was written": no finding, and none is wanted.
def says_nothing(tag, value):
    group, name = tag.split(":", 1)
    text = str(value).strip()
    if group.startswith("ICC") and name in ("DeviceManufacturer", "DeviceModel", "ProfileCreator", "ProfileID", "ProfileDateTime"):
        return text in ("", "0", "none") or not text.strip("0: ") or text == "0000:00:00 00:00:00"
    # Room for later: Sladd names it where it holds more than zeros, exiftool always.
    if group == "QuickTime" and name in ("Free", "Unknown_free"):
        return name == "Free" or not text
    return group == "XMP-rdf" and not text.strip("(none)")


def compare(found, named):
    lacking = []
    for path, tags in named.items():
        lacking += [(path, tag, value) for tag, value in tags if missing(tag, found[path])]
    return lacking


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, folders = sys.argv[1], sys.argv[2:]
    places = {}
    for line in answers([program, "inspect", "--json", "--quiet", *folders]).decode().splitlines():
        answer = json.loads(line)
        if "findings" in answer:
            places[answer["photo"]] = [finding["where"] for finding in answer["findings"]]
    named = {}
    for answer in json.loads(answers(["exiftool", "-j", "-a", "-G1", "-u", "-r", *folders])):
        path = answer.pop("SourceFile")
        if path in places:
            named[path] = [(tag, value) for tag, value in answer.items() if ":" in tag and not says_nothing(tag, value)]
    lacking = compare({path: Found(list_, path) for path, list_ in places.items()}, named)
    for path, tag, value in lacking:
        print(f"{path.rsplit('/', 1)[-1]}: {tag} = {str(value)[:60]}")
    tags = sum(len(tags) for tags in named.values())
    held = sum(
        1 for tags in named.values() for tag, _ in tags
        if missing(tag, Found([]))
    )
    print(f"{len(named)} files, {tags} tags named by exiftool, {held} of them more than how pixels are stored, "
          f"{len(lacking)} of those not named by Sladd")
    blind = []
    for kind in sorted({place.split(":", 1)[0] for list_ in places.values() for place in list_}):
        without = {path: Found([p for p in list_ if not p.startswith(kind)], path) for path, list_ in places.items()}
        if len(compare(without, named)) <= len(lacking):
            blind.append(kind)
    print(f"kinds of places whose loss this comparison would not notice: {', '.join(blind) or 'none'}")
    sys.exit(1 if lacking else 0)


if __name__ == "__main__":
    main()
