@echo off
rem Opens Sladd with register, settings and work in hand in the folder "data" beside this file, for a stick or a share
rem of one person. Without this file they lie in the profile of whoever uses the computer.
set "SLADD_DATA=%~dp0data"
set "SLADD_STATE=%~dp0data\state"
start "" "%~dp0sladd.exe" %*
