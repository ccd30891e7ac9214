@echo off
rem Removes briefbuilder for the user who starts this. All options are passed on: uninstall.cmd -Quiet
powershell.exe -NoLogo -NoProfile -ExecutionPolicy Bypass -File "%~dp0uninstall.ps1" %*
exit /b %ERRORLEVEL%
