"""The description of the installer, for `wixl`: files, start menu, what Explorer offers, and who may install it.

Every component has its own fixed name, so that upgrades and repairs know it; nothing that the program writes is among them,
so that removal leaves register, ledger and settings where they are.
"""

import re
import uuid
from xml.sax.saxutils import quoteattr

# One product through all versions: never changed, or an upgrade would leave the former version beside the new one.
UPGRADE_CODE = "7B1B6C1E-5C0B-5E0B-9C53-2F5E7D0C9A41"
NAMESPACE = uuid.UUID(UPGRADE_CODE)
FORMATS = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".tif": "image/tiff",
    ".tiff": "image/tiff", ".bmp": "image/bmp", ".gif": "image/gif", ".heic": "image/heic", ".heif": "image/heif",
}
# What Explorer's menu says, by the language of the system that it is installed on (SystemLanguageID).
OPEN_WITH = {
    "Open with Sladd": [], "Åbn med Sladd": [1030], "Åpne med Sladd": [1044, 2068], "Öppna med Sladd": [1053, 2077],
}


def identity(*parts):
    """A GUID that is the same in every build."""
    return str(uuid.uuid5(NAMESPACE, "/".join(parts))).upper()


def short(prefix, name):
    return f"{prefix}{uuid.uuid5(NAMESPACE, name).hex[:24]}"


def tag(name, inside="", **attributes):
    told = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items() if value is not None)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def value(key, content, name=None, whole=None):
    return tag("RegistryValue", Root="HKLM", Key=key, Name=name, Type="string", Value=content, KeyPath=whole)


def component(identifier, inside):
    return tag("Component", inside, Id=identifier, Guid=identity("component", identifier), Win64="yes")


def verb(key, name):
    """An entry of Explorer's menu; every chosen file starts the program with its path, the open window takes them up."""
    return (
        value(key, name, "MUIVerb") + value(key, "[INSTALLDIR]sladd.exe", "Icon") + value(key, "Player", "MultiSelectModel")
        + value(rf"{key}\command", '"[INSTALLDIR]sladd.exe" "%1"')
    )


def explorer():
    """"Open with", for all who use the computer: formats, photos and folders."""
    classes = r"Software\Classes"
    application = rf"{classes}\Applications\sladd.exe"
    inside = value(rf"{application}\shell\open\command", '"[INSTALLDIR]sladd.exe" "%1"', whole="yes")
    inside += value(application, "Sladd", "FriendlyAppName")
    inside += value(rf"{classes}\Sladd.Photo", "Sladd") + value(rf"{classes}\Sladd.Photo\DefaultIcon", "[INSTALLDIR]sladd.exe,0")
    inside += value(rf"{classes}\Sladd.Photo\shell\open\command", '"[INSTALLDIR]sladd.exe" "%1"')
    for suffix in FORMATS:
        inside += value(rf"{application}\SupportedTypes", "", suffix)
        inside += value(rf"{classes}\{suffix}\OpenWithProgids", "", "Sladd.Photo")
    paths = r"Software\Microsoft\Windows\CurrentVersion\App Paths\sladd.exe"
    inside += value(paths, "[INSTALLDIR]sladd.exe") + value(paths, "[INSTALLDIR]", "Path")
    components = component("Explorer", inside)
    for index, name in enumerate(OPEN_WITH):
        inside = verb(rf"{classes}\SystemFileAssociations\image\shell\Sladd", name) + verb(rf"{classes}\Directory\shell\Sladd", name)
        key = rf"{classes}\SystemFileAssociations\image\shell\Sladd"
        inside = inside.replace('Name="MUIVerb"', 'Name="MUIVerb" KeyPath="yes"', 1) if key in inside else inside
        components += component(f"Menu{index}", inside)
    return components


def conditions():
    """Which components are installed where: `wixl` does not know these, so they are put into its table afterwards."""
    languages = [number for numbers in OPEN_WITH.values() for number in numbers]
    found = {"SendToSladd": 'NOT (UserSID = "S-1-5-18")'}
    for index, numbers in enumerate(OPEN_WITH.values()):
        own = " OR ".join(f"SystemLanguageID = {number}" for number in numbers or languages)
        found[f"Menu{index}"] = own if numbers else f"NOT ({own})"
    return found


def files(folder):
    """The tree of folders with a component for each file."""
    references = []

    def directory(path, relative):
        inside = ""
        for child in sorted(path.iterdir()):
            name = f"{relative}/{child.name}".lstrip("/")
            if child.is_dir():
                inside += tag("Directory", directory(child, name), Id=short("D", name), Name=child.name)
                continue
            file = tag("File", Id=short("F", name), Source=f"{folder.name}/{name}", Name=child.name, KeyPath="yes")
            if name == "sladd.exe":
                file = tag("File", Id="SladdProgram", Source=f"{folder.name}/{name}", Name=child.name, KeyPath="yes") + tag(
                    "Shortcut", Id="StartMenu", Directory="ProgramMenuFolder", Name="Sladd", Target="[INSTALLDIR]sladd.exe",
                    WorkingDirectory="INSTALLDIR", Icon="Sladd.ico")
            inside += component(short("C", name), file)
            references.append(short("C", name))
        return inside

    return directory(folder, ""), references


def description(folder, version, package, icon):
    """The whole description; `package` is the GUID of this very file."""
    tree, references = files(folder)
    # "Send to" belongs to a person: whoever installs it by hand gets it. Deployed by a system account it goes to nobody, and
    # IT puts it there by policy (docs/it.md); the entries of `explorer` are for everybody.
    send_to = tag("Shortcut", Id="SendTo", Directory="SendToFolder", Name="Sladd", Target="[INSTALLDIR]sladd.exe", Icon="Sladd.ico")
    send_to = component(
        "SendToSladd", send_to + tag("RegistryValue", Root="HKCU", Key=r"Software\Sladd\Installer", Name="SendTo", Type="string",
                                     Value="1", KeyPath="yes"))
    inside = tag(
        "Package", Id=package, InstallerVersion="500", Compressed="yes", InstallScope="perMachine", Languages="1033",
        Description=f"Sladd {version}", Comments="Makes workplace photos fit to publish.", Manufacturer="Sladd")
    inside += tag("MajorUpgrade", DowngradeErrorMessage="A newer version of Sladd is installed.")
    inside += tag("MediaTemplate", EmbedCab="yes")
    inside += tag("Icon", Id="Sladd.ico", SourceFile=icon) + tag("Property", Id="ARPPRODUCTICON", Value="Sladd.ico")
    inside += tag("Property", Id="ARPNOMODIFY", Value="1")
    inside += tag("Condition", "Installed OR VersionNT64 &gt;= 603", Message="Sladd needs Windows 10 or later, 64 bits.")
    program = tag("Directory", tree + explorer() + send_to, Id="INSTALLDIR", Name="Sladd")
    inside += tag(
        "Directory",
        tag("Directory", program, Id="ProgramFiles64Folder") + tag("Directory", Id="ProgramMenuFolder")
        + tag("Directory", Id="SendToFolder"),
        Id="TARGETDIR", Name="SourceDir")
    named = [*references, "Explorer", *(f"Menu{index}" for index in range(len(OPEN_WITH))), "SendToSladd"]
    inside += tag("Feature", "".join(tag("ComponentRef", Id=name) for name in named), Id="Sladd", Title="Sladd", Level="1")
    product = tag(
        "Product", inside, Id=identity("product", version), Name="Sladd", Language="1033", Codepage="1252", Version=version,
        Manufacturer="Sladd", UpgradeCode=UPGRADE_CODE)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">{product}</Wix>\n'


def version_fits(version):
    """Installers know versions of three numbers only; others would never be upgraded."""
    found = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    return bool(found) and all(int(part) <= most for part, most in zip(found.groups(), (255, 255, 65535)))
