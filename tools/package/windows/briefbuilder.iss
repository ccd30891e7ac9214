; Makes the installer for Windows from dist\briefbuilder, the folder of the frozen program:
;   ISCC /DVersion=0.1.0 tools\package\windows\briefbuilder.iss
; It installs for the user who starts it, or with /ALLUSERS for the whole computer.

#ifndef Version
  #error Name the version: ISCC /DVersion=0.1.0
#endif
#ifndef Source
  #define Source "..\..\..\dist\briefbuilder"
#endif
#define Name "briefbuilder"
#define Program "briefbuilder-window.exe"

[Setup]
; Never changes: an update is recognised by it.
AppId={{6F0B4E0A-6E0D-4F57-9C86-4B0E6B0D9A31}
AppName={#Name}
AppVersion={#Version}
AppPublisher={#Name}
AppComments=Turns articles into policy briefings, offline
VersionInfoVersion={#Version}
DefaultDirName={autopf}\{#Name}
DisableProgramGroupPage=yes
DisableDirPage=auto
DisableReadyPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Windows 10, version 1809: what Qt needs.
MinVersion=10.0.17763
OutputDir=..\..\..\dist
OutputBaseFilename={#Name}-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
LicenseFile=..\..\..\LICENSE
SetupIconFile=..\..\..\build\system\briefbuilder.ico
UninstallDisplayIcon={app}\{#Program}
UninstallDisplayName={#Name}
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
ShowLanguageDialog=auto
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "it"; MessagesFile: "compiler:Languages\Italian.isl"

[CustomMessages]
en.Dossiers=Open .dossier files with briefbuilder
de.Dossiers=.dossier-Dateien mit briefbuilder öffnen
fr.Dossiers=Ouvrir les fichiers .dossier avec briefbuilder
it.Dossiers=Apri i file .dossier con briefbuilder

[Tasks]
Name: "dossiers"; Description: "{cm:Dossiers}"
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one does not must not be loaded.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Source}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Registry]
; HKA is the registry of the user or, with /ALLUSERS, of the computer.
Root: HKA; Subkey: "Software\Classes\{#Name}.dossier"; ValueType: string; ValueData: "{#Name} dossier"; Flags: uninsdeletekey; Tasks: dossiers
Root: HKA; Subkey: "Software\Classes\{#Name}.dossier\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Program},0"; Tasks: dossiers
Root: HKA; Subkey: "Software\Classes\{#Name}.dossier\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" ""%1"""; Tasks: dossiers
; Entries are removed in the opposite order: first what is within a key, then the key where nothing else is in it.
Root: HKA; Subkey: "Software\Classes\.dossier"; ValueType: string; ValueData: "{#Name}.dossier"; Flags: uninsdeletevalue uninsdeletekeyifempty; Tasks: dossiers
Root: HKA; Subkey: "Software\Classes\.dossier\OpenWithProgids"; ValueType: string; ValueName: "{#Name}.dossier"; ValueData: ""; Flags: uninsdeletevalue uninsdeletekeyifempty; Tasks: dossiers

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
