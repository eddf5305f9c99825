-- SPDX-License-Identifier: GPL-3.0-or-later
-- What wixl cannot say, one statement a line, for msibuild.
-- Properties that a command line may set although the work is done by the system's account.
UPDATE `Property` SET `Value` = 'SERVER_URL;CA_FILE;LOCK_SETTINGS;START_SERVICE;KEPT_SERVER_URL;KEPT_CA_FILE;KEPT_LOCK_SETTINGS;KEPT_START_SERVICE;WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED' WHERE `Property` = 'SecureCustomProperties'
-- A policy that nobody set is no policy; a server that nobody asked for does not run.
UPDATE `Component` SET `Condition` = 'SERVER_URL AND NOT LOCK_SETTINGS = "1"' WHERE `Component` = 'PolicyServer'
UPDATE `Component` SET `Condition` = 'SERVER_URL AND LOCK_SETTINGS = "1"' WHERE `Component` = 'PolicyServerLocked'
UPDATE `Component` SET `Condition` = 'CA_FILE AND NOT LOCK_SETTINGS = "1"' WHERE `Component` = 'PolicyAuthorities'
UPDATE `Component` SET `Condition` = 'CA_FILE AND LOCK_SETTINGS = "1"' WHERE `Component` = 'PolicyAuthoritiesLocked'
UPDATE `Component` SET `Condition` = 'LOCK_SETTINGS = "1"' WHERE `Component` = 'Locked'
UPDATE `Component` SET `Condition` = 'START_SERVICE = "1"' WHERE `Component` = 'RunningServer'
-- What an earlier version was told counts before components are chosen.
UPDATE `InstallExecuteSequence` SET `Sequence` = 51 WHERE `Action` = 'KeepServerUrl'
UPDATE `InstallExecuteSequence` SET `Sequence` = 52 WHERE `Action` = 'KeepCaFile'
UPDATE `InstallExecuteSequence` SET `Sequence` = 53 WHERE `Action` = 'KeepLockSettings'
UPDATE `InstallExecuteSequence` SET `Sequence` = 54 WHERE `Action` = 'KeepStartService'
-- The service starts with Windows when it was asked for (18: a program of ours; 1024: with the changes; 2048: as the system).
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('StartWithWindows', 3090, 'tabletalkd.exe', 'service start-with-windows')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('StartWithWindows', 'START_SERVICE = "1" AND NOT REMOVE', 5850)
-- Keys and data of the server: for the system, administrators and the service, nobody else.
CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL, `Table` CHAR(32) NOT NULL, `SDDLText` CHAR(0) NOT NULL, `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)
INSERT INTO `MsiLockPermissionsEx` (`MsiLockPermissionsEx`, `LockObject`, `Table`, `SDDLText`) VALUES ('Data', 'DATADIR', 'CreateFolder', 'D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;LS)')
