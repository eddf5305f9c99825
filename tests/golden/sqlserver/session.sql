SET QUOTED_IDENTIFIER ON;
SET ANSI_NULLS ON;
SET ANSI_PADDING ON;
SET ANSI_WARNINGS ON;
SET ARITHABORT ON;
SET CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET XACT_ABORT ON;
SET NOCOUNT ON;
SET LANGUAGE us_english;
SET DATEFORMAT ymd;
SET LOCK_TIMEOUT 5000;
SET DEADLOCK_PRIORITY LOW;
SET TEXTSIZE 16777216;

-- the version
SELECT N'SQL Server ' + CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) + N', ' + CAST(SERVERPROPERTY('Edition') AS nvarchar(128));

-- what the account could write
SELECT TOP (10) e.evidence FROM (
  SELECT N'member of sysadmin' AS evidence WHERE IS_SRVROLEMEMBER(N'sysadmin') = 1
  UNION ALL
  SELECT N'member of ' + r.name COLLATE DATABASE_DEFAULT FROM (VALUES (N'db_owner'), (N'db_datawriter'), (N'db_ddladmin'),
    (N'db_securityadmin'), (N'db_accessadmin'), (N'db_backupoperator')) r(name) WHERE IS_MEMBER(r.name) = 1
  UNION ALL
  SELECT p.permission_name COLLATE DATABASE_DEFAULT + N' on the database' FROM sys.fn_my_permissions(NULL, N'DATABASE') p
  WHERE p.permission_name IN (N'INSERT', N'UPDATE', N'DELETE', N'ALTER', N'CONTROL', N'EXECUTE',
    N'CREATE TABLE', N'CREATE VIEW', N'CREATE PROCEDURE', N'ALTER ANY SCHEMA', N'BACKUP DATABASE')
  UNION ALL
  SELECT p.name + N' on ' + (s.name + N'.' + o.name) COLLATE DATABASE_DEFAULT FROM sys.objects o
  JOIN sys.schemas s ON s.schema_id = o.schema_id
  CROSS JOIN (VALUES (N'INSERT'), (N'UPDATE'), (N'DELETE')) p(name)
  WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
    AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', p.name) = 1
) e;

-- tried for the proof, and rolled back
CREATE TABLE dbo.tabletalk_write_check (x int);

-- tried for the proof, and rolled back
SELECT 1 AS x INTO dbo.tabletalk_write_check;

