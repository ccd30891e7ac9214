# Installs briefbuilder for the user who starts it: no network, no administrator.
# It uses cmdlets only, no methods of .NET, so that it also runs in the constrained language of locked-down computers.
param(
    # The Python to use; otherwise it is looked for.
    [string]$Python = "",
    # Ask nothing and show errors only.
    [switch]$Quiet
)
$ErrorActionPreference = "Stop"
$here = $PSScriptRoot
$name = "briefbuilder"
# Not %LOCALAPPDATA%\briefbuilder: there the program keeps what belongs to the user.
$target = Join-Path $env:LOCALAPPDATA "Programs\$name"

function Stop-Installation([string]$message) {
    Write-Host $message
    if (-not $Quiet) { $null = Read-Host "Press Enter to close" }
    exit 1
}

function Read-Bundle {
    $settings = @{}
    foreach ($line in Get-Content -LiteralPath (Join-Path $here "bundle.cfg")) {
        $key, $value = $line -split "=", 2
        $settings[$key] = $value
    }
    return $settings
}

# The interpreters that may be there: a folder beside this file, those that have registered, those on the path.
function Get-Candidates([string]$version) {
    if ($Python) { return @($Python) }
    $candidates = @((Join-Path $here "python\python.exe"))
    foreach ($hive in "HKCU:", "HKLM:") {
        foreach ($key in @(Get-ChildItem -Path "$hive\Software\Python\PythonCore" -ErrorAction SilentlyContinue)) {
            # Such as 3.12 or 3.12-arm64.
            if (-not $key -or $key.PSChildName -notlike "$version*") { continue }
            $install = Get-ItemProperty -Path "$hive\Software\Python\PythonCore\$($key.PSChildName)\InstallPath" -ErrorAction SilentlyContinue
            if ($install -and $install.ExecutablePath) { $candidates += $install.ExecutablePath }
            elseif ($install -and $install."(default)") { $candidates += Join-Path $install."(default)" "python.exe" }
        }
    }
    foreach ($command in @(Get-Command -Name "python.exe" -CommandType Application -All -ErrorAction SilentlyContinue)) {
        if ($command) { $candidates += $command.Source }
    }
    return $candidates
}

# Runs Python on install_files.py, which does all that is the same on every system, and returns its exit status.
function Invoke-Installer([string]$interpreter, [string]$word, [switch]$Silent) {
    # Windows PowerShell takes lines on standard error for errors of its own.
    $ErrorActionPreference = "Continue"
    $script = Join-Path $here "install_files.py"
    if ($Silent) { & $interpreter $script $word 2>$null | Out-Null }
    else { & $interpreter $script $word | Out-Host }
    return $LASTEXITCODE
}

function Find-Python([string]$version) {
    foreach ($candidate in Get-Candidates $version) {
        # The Python of the shop writes to another place than it says, and where it is missing its commands open the shop.
        if ($candidate -like "*\WindowsApps\*" -or -not (Test-Path -LiteralPath $candidate -PathType Leaf)) { continue }
        if ((Invoke-Installer $candidate "--check" -Silent) -eq 0) { return $candidate }
    }
    return ""
}

function Set-Key([string]$key, [hashtable]$values) {
    if (-not (Test-Path -LiteralPath $key)) { $null = New-Item -Path $key -Force }
    foreach ($entry in $values.Keys) {
        $type = "String"
        if ($values[$entry] -is [int]) { $type = "DWord" }
        Set-ItemProperty -Path $key -Name $entry -Value $values[$entry] -Type $type
    }
}

function Register-Dossiers([string]$window, [string]$icon) {
    $classes = "HKCU:\Software\Classes"
    Set-Key "$classes\$name.dossier" @{ "(default)" = "briefbuilder dossier" }
    Set-Key "$classes\$name.dossier\DefaultIcon" @{ "(default)" = $icon }
    Set-Key "$classes\$name.dossier\shell\open\command" @{ "(default)" = "`"$window`" -I -m $name `"%1`"" }
    Set-Key "$classes\.dossier" @{ "(default)" = "$name.dossier" }
    Set-Key "$classes\.dossier\OpenWithProgids" @{ "$name.dossier" = "" }
}

function Register-Removal([hashtable]$settings, [string]$icon) {
    $uninstall = Join-Path $target "uninstall.ps1"
    $command = "powershell.exe -NoLogo -NoProfile -ExecutionPolicy Bypass -File `"$uninstall`""
    Set-Key "HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\$name" @{
        DisplayName = $name
        DisplayVersion = $settings["version"]
        DisplayIcon = $icon
        InstallLocation = $target
        UninstallString = $command
        QuietUninstallString = "$command -Quiet"
        NoModify = 1
        NoRepair = 1
    }
}

function Add-StartMenuEntry([string]$window, [string]$icon) {
    $link = Join-Path $env:APPDATA "Microsoft\Windows\Start Menu\Programs\$name.lnk"
    try {
        $shell = New-Object -ComObject WScript.Shell
        $shortcut = $shell.CreateShortcut($link)
        $shortcut.TargetPath = $window
        $shortcut.Arguments = "-I -m $name"
        $shortcut.IconLocation = "$icon,0"
        $shortcut.Description = "Turn articles into policy briefings"
        $shortcut.Save()
    }
    catch {
        Write-Host "This computer does not let scripts make an entry in the Start menu. Open a dossier to start $name, or run:"
        Write-Host "  `"$window`" -I -m $name"
    }
}

$settings = Read-Bundle
$interpreter = Find-Python $settings["python"]
if (-not $interpreter) {
    Stop-Installation ("$name needs Python " + $settings["python"] + " (" + $settings["machine"] + "). Install it, or put the embeddable Python into a folder 'python' beside this file.")
}
if (-not $Quiet) { Write-Host "Installing $name with $interpreter ..." }
if ((Invoke-Installer $interpreter $target) -ne 0) { Stop-Installation "$name was not installed." }

# pythonw.exe opens no console, and unlike a starter that pip makes it is signed by the makers of Python.
$window = Join-Path $target "python\Scripts\pythonw.exe"
if (-not (Test-Path -LiteralPath $window)) { $window = Join-Path $target "python\pythonw.exe" }
$icon = Join-Path $target "$name.ico"
Copy-Item -LiteralPath (Join-Path $here "$name.ico") -Destination $icon -Force
Copy-Item -LiteralPath (Join-Path $here "uninstall.ps1") -Destination $target -Force
Register-Dossiers $window $icon
Register-Removal $settings $icon
Add-StartMenuEntry $window $icon
if (-not $Quiet) {
    Write-Host "$name $($settings["version"]) is installed in $target."
    $null = Read-Host "Press Enter to close"
}
exit 0
