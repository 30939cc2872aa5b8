#!/usr/bin/env python3
"""What exiftool names in a folder of pictures and `sladd inspect` does not.

    tools/inspect_against_exiftool.py SLADD_PROGRAM FOLDER...

exiftool (Debian: libimage-exiftool-perl) is an oracle for developers only; the program never calls it. Tags of the
Exif directories, XMP properties and IPTC records are held against each other one by one; makers' notes, profiles,
second pictures, trailers and segments by group, because Sladd names such a block as a whole. What describes the
picture itself (size, bits, compression) is left out: it is no secret, and Sladd does not tell it.

Prints one line for each thing that is missing, and the sums. Exits with 1 where something is.
"""

import json
import subprocess
import sys

# Groups that describe the file, the decoder or what exiftool computed.
NOT_SECRET = {"ExifTool", "System", "File", "Composite", "JFIF", "PNG-pHYs", "Adobe"}
# The picture itself, wherever it is told.
LAYOUT = set(
    """ImageWidth ImageHeight BitsPerSample Compression PhotometricInterpretation StripOffsets SamplesPerPixel
    RowsPerStrip StripByteCounts PlanarConfiguration Predictor TileWidth TileLength TileOffsets TileByteCounts
    Orientation SubfileType FillOrder ColorMap ExtraSamples SampleFormat YCbCrSubSampling YCbCrPositioning
    YCbCrCoefficients ReferenceBlackWhite JPEGTables Padding OffsetSchema ExifByteOrder CurrentIPTCDigest T4Options
    T6Options BitDepth ColorType Filter Interlace Palette Transparency SRGBRendering Gamma WhitePointX WhitePointY
    RedX RedY GreenX GreenY BlueX BlueY BackgroundColor SignificantBits ImageOffset ThumbnailOffset ThumbnailLength
    PreviewImageStart PreviewImageLength HasColorMap ColorResolutionDepth BackgroundColorIndex GIFVersion PixelAspectRatio
    VP8Version HorizontalScale VerticalScale WebP_Flags AlphaIsUsed AnimationFrames AnimationPlays BMPVersion Planes ImageLength
    NumColors NumImportantColors PixelsPerMeterX PixelsPerMeterY PixelUnits DocumentName_ GIFImageWidth Duration
    FrameCount AnimationIterations TransparentColor RedMask GreenMask BlueMask AlphaMask ColorSpace_ RedEndpoint
    GreenEndpoint BlueEndpoint GammaRed GammaGreen GammaBlue RenderingIntent_ ProfileDataOffset ProfileSize""".split()
)
# exiftool's own names for tags that the standards name otherwise.
STANDARD = {
    "ModifyDate": "DateTime",
    "CreateDate": "DateTimeDigitized",
    "ExifImageWidth": "PixelXDimension",
    "ExifImageHeight": "PixelYDimension",
    "ISO": "PhotographicSensitivity",
    "SubSecTimeDigitized": "SubSecTimeDigitized",
    "OffsetTimeDigitized": "OffsetTimeDigitized",
    "ExposureCompensation": "ExposureBiasValue",
    "MaxApertureValue": "MaxApertureValue",
    "FocalLengthIn35mmFormat": "FocalLengthIn35mmFilm",
    "SerialNumber": "BodySerialNumber",
    "OwnerName": "CameraOwnerName",
    "LensInfo": "LensSpecification",
    "InteropIndex": "InteroperabilityIndex",
    "InteropVersion": "InteroperabilityVersion",
    "ThumbnailImage": "preview",
    "PreviewImage": "preview",
    "Keywords": "Keywords",
    "GPSLatitudeRef": "GPSLatitudeRef",
    "ImageUniqueID": "ImageUniqueID",
    "ApertureValue": "ApertureValue",
    "PrintIMVersion": "PrintIM",
    "ExifVersion": "ExifVersion",
    "SpatialFrequencyResponse": "SpatialFrequencyResponse",
    "FocalPlaneResolutionUnit": "FocalPlaneResolutionUnit",
    "Opto-ElectricConvFactor": "OECF",
    "CompositeImage": "CompositeImage",
}


def answers(words):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout


def group_is_named(group, found):
    """True where Sladd names the block that the group is in."""

    def any_of(*starts):
        return any(place.startswith(start) for place in found for start in starts)

    if group.startswith("ICC"):
        return any_of("icc", "png:iCCP")
    if group in ("MPF0",) or group.startswith("MPImage"):
        return any_of("jpeg:MPF", "trailer:picture")
    if group in ("JUMBF", "CBOR", "C2PA", "JSON"):
        return any_of("jpeg:JUMBF", "png:caBX", "webp:C2PA", "heif:", "exif:0xcd41")
    if group.startswith(("Photoshop", "Adobe")):
        return any_of("photoshop", "exif:Photoshop", "jpeg:APP13")
    if group in ("AFCP", "PhotoMechanic", "FotoStation", "MIE", "ZIP", "Samsung", "Trailer"):
        return any_of("trailer", "jpeg:APP")
    if group.startswith("PNG"):
        return any_of("png:")
    if group in ("GIF",):
        return any_of("gif:")
    if group in ("RIFF",):
        return any_of("webp:", "trailer")
    if group.startswith(("QuickTime", "Track", "Keys", "ItemList", "UserData", "HEIF", "Meta")):
        return any_of("heif:", "trailer:video")
    if group.startswith("APP") or group in ("FLIR", "Ducky", "FlashPix", "PictureInfo", "GoPro", "Scalado", "JPS", "Meta", "HDR_RI", "RMETA"):
        return any_of("jpeg:")
    if group in ("PrintIM",):
        return any_of("exif:PrintIM")
    if group in ("InteropIFD",):
        return any_of("exif:Interoperability")
    # Everything else is a maker's note.
    return any_of("exif:MakerNote", "jpeg:Meta", "jpeg:APP", "exif:0xc634", "exif:")


def missing(tag, value, names, found):
    group, name = tag.split(":", 1)
    if group in NOT_SECRET or name in LAYOUT or name.endswith(("Offset", "Start")):
        return False
    if group == "File" and name != "Comment":
        return False
    if group in ("IFD0", "IFD1", "ExifIFD", "GPS", "SubIFD", "IFD2"):
        wanted = STANDARD.get(name, name).lower()
        return wanted not in names and name.lower() not in names
    if group.startswith("XMP"):
        # Structures are flattened by both, but named differently: the last part decides.
        return not any(place.startswith("xmp:") for place in found)
    if group == "IPTC":
        return not any(place.startswith("iptc:") for place in found)
    return not group_is_named(group, found)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, folders = sys.argv[1], sys.argv[2:]
    found = {}
    for line in answers([program, "inspect", "--json", "--quiet", *folders]).decode().splitlines():
        answer = json.loads(line)
        if "findings" in answer:
            found[answer["photo"]] = [finding["where"] for finding in answer["findings"]]
    told, lacking = 0, 0
    for answer in json.loads(answers(["exiftool", "-j", "-a", "-G1", "-u", "-r", *folders])):
        path = answer.pop("SourceFile")
        if path not in found:
            continue
        places = found[path]
        names = {place.rsplit(":", 1)[-1].lower() for place in places}
        for tag, value in answer.items():
            if ":" not in tag:
                continue
            told += 1
            if missing(tag, value, names, places):
                lacking += 1
                print(f"{path.rsplit('/', 1)[-1]}: {tag} = {str(value)[:60]}")
    print(f"{len(found)} files, {told} tags named by exiftool, {lacking} of them not by Sladd")
    sys.exit(1 if lacking else 0)


if __name__ == "__main__":
    main()
