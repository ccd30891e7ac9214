@echo off
rem Starts install.ps1 without changing what scripts this computer allows. All options are passed on: install.cmd -Quiet
powershell.exe -NoLogo -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
exit /b %ERRORLEVEL%
