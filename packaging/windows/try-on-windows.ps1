# Tries the MSI on a real Windows, as administrator: installed silently, used, removed, nothing left but the person's data.
#   packaging\windows\try-on-windows.ps1 -Folder DIR     DIR holds the installer; run it in the project's folder
param([Parameter(Mandatory)][string]$Folder)
$ErrorActionPreference = "Stop"
function Must($held, $what) { if (-not $held) { throw "not so: $what" } }
function Installer($arguments) { (Start-Process msiexec -ArgumentList $arguments -Wait -PassThru).ExitCode }

$msi = Get-ChildItem $Folder -Filter "sladd-*-windows-x86_64.msi" | Select-Object -First 1
Must $msi "there is an installer"
$installed = Join-Path $env:ProgramFiles "Sladd"
$exe = Join-Path $installed "sladd.exe"
Must ((Installer "/i `"$($msi.FullName)`" /qn /norestart /l*v install.log") -eq 0) "it is installed"
foreach ($row in Import-Csv (Join-Path $installed "FILES.csv")) {
    Must ((Get-FileHash (Join-Path $installed $row.path) -Algorithm SHA256).Hash -eq $row.sha256) "$($row.path) is the listed one"
}
Get-AuthenticodeSignature $exe, (Join-Path $installed "lib\onnxruntime.dll") -ErrorAction Continue | Format-List Status, Path
Must (Test-Path (Join-Path $env:ProgramData "Microsoft\Windows\Start Menu\Programs\Sladd.lnk")) "it is in the start menu of all"

$work = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ("Sommerfest " + [char]0xE6 + [char]0xF8 + [char]0xE5 + " " + (Get-Random)))
Copy-Item assets\sample.jpg $work
& $exe models --lang en
& $exe redact (Join-Path $work "sample.jpg") --out (Join-Path $work "copies") --redact-rest --reviewed --purpose event_report --channel intranet --country DK --lang en
Must ($LASTEXITCODE -eq 0) "the sample photo is covered"
& $exe verify (Join-Path $work "copies") --country DK --lang en
Must ($LASTEXITCODE -eq 0) "the copy is checked"
& $exe ledger check --lang en
Must ($LASTEXITCODE -eq 0) "the ledger is intact"

Must ((Installer "/fa `"$($msi.FullName)`" /qn /norestart") -eq 0) "it is repaired"
Must ((Installer "/x `"$($msi.FullName)`" /qn /norestart") -eq 0) "it is removed"
Must (-not (Test-Path $installed)) "nothing of it is left"
Must (-not (Test-Path "HKLM:\Software\Classes\Sladd.Photo")) "nor in the registry"
Must (Test-Path (Join-Path $env:LOCALAPPDATA "sladd\data\sladd.db")) "register and ledger are there"
"all of it as it must be"
