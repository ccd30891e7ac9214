# Removes what install.ps1 made for the user who starts it. Dossiers, settings and own templates stay.
param([switch]$Quiet)
$ErrorActionPreference = "Stop"
$name = "briefbuilder"
$target = Join-Path $env:LOCALAPPDATA "Programs\$name"
$classes = "HKCU:\Software\Classes"

if (Test-Path -LiteralPath $target) {
    # The current folder must not be one that is removed.
    Set-Location -LiteralPath $env:LOCALAPPDATA
    # A folder that a program runs from cannot be renamed, so a running program is not removed by half.
    try { Rename-Item -LiteralPath $target -NewName "$name.removed" }
    catch {
        Write-Host "$name is running: close it, then try again."
        exit 1
    }
    Remove-Item -LiteralPath "$target.removed" -Recurse -Force
}
$link = Join-Path $env:APPDATA "Microsoft\Windows\Start Menu\Programs\$name.lnk"
$keys = @("$classes\$name.dossier", "HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\$name")
foreach ($path in @($link) + $keys) {
    if (Test-Path -LiteralPath $path) { Remove-Item -LiteralPath $path -Recurse -Force }
}
# Another program may have taken over dossiers since then: only our own entries are removed.
$extension = "$classes\.dossier"
if (Test-Path -LiteralPath $extension) {
    Remove-ItemProperty -LiteralPath "$extension\OpenWithProgids" -Name "$name.dossier" -ErrorAction SilentlyContinue
    if ((Get-ItemProperty -LiteralPath $extension)."(default)" -eq "$name.dossier") {
        Remove-ItemProperty -LiteralPath $extension -Name "(default)" -ErrorAction SilentlyContinue
    }
}
if (-not $Quiet) {
    Write-Host "$name is removed. Your dossiers, settings and templates are still there."
    $null = Read-Host "Press Enter to close"
}
exit 0
