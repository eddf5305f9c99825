// SPDX-License-Identifier: GPL-3.0-or-later
//
// Microsoft SQL Server, through Microsoft's driver or FreeTDS. It has no mode that keeps a session from
// writing: what holds is the statement guard, the account's grants, and that every transaction is
// rolled back.
#include "server/connections/OdbcEngine.h"
#include "server/connections/SqlServerCatalogue.h"

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr int textLength = 160; ///< of longer texts only the beginning is profiled

/// Names of permissions and of objects may have different collations.
QString grants()
{
    return u"SELECT TOP (10) e.evidence FROM (\n"
           "  SELECT N'member of sysadmin' AS evidence WHERE IS_SRVROLEMEMBER(N'sysadmin') = 1\n"
           "  UNION ALL\n"
           "  SELECT N'member of ' + r.name COLLATE DATABASE_DEFAULT FROM (VALUES (N'db_owner'), (N'db_datawriter'), "
           "(N'db_ddladmin'),\n"
           "    (N'db_securityadmin'), (N'db_accessadmin'), (N'db_backupoperator')) r(name) WHERE IS_MEMBER(r.name) = "
           "1\n"
           "  UNION ALL\n"
           "  SELECT p.permission_name COLLATE DATABASE_DEFAULT + N' on the database' FROM sys.fn_my_permissions(NULL, "
           "N'DATABASE') p\n"
           "  WHERE p.permission_name IN (N'INSERT', N'UPDATE', N'DELETE', N'ALTER', N'CONTROL', N'EXECUTE',\n"
           "    N'CREATE TABLE', N'CREATE VIEW', N'CREATE PROCEDURE', N'ALTER ANY SCHEMA', N'BACKUP DATABASE')\n"
           "  UNION ALL\n"
           "  SELECT p.name + N' on ' + (s.name + N'.' + o.name) COLLATE DATABASE_DEFAULT FROM sys.objects o\n"
           "  JOIN sys.schemas s ON s.schema_id = o.schema_id\n"
           "  CROSS JOIN (VALUES (N'INSERT'), (N'UPDATE'), (N'DELETE')) p(name)\n"
           "  WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0\n"
           "    AND HAS_PERMS_BY_NAME(QUOTENAME(s.name) + N'.' + QUOTENAME(o.name), N'OBJECT', p.name) = 1\n"
           ") e"_s;
}

/// Texts of any length and kind are shortened by the server. xml and the types of assemblies are cast to the
/// unlimited type, which a variant cannot be.
QString profiled(const Column &column, const QString &name)
{
    switch (column.type) {
    case ColumnType::Binary:
        return u"CASE WHEN %1 IS NOT NULL THEN 0x END"_s.arg(name);
    case ColumnType::Text:
    case ColumnType::Json:
    case ColumnType::Other:
        if (column.databaseType.startsWith(u"sql_variant"_s))
            return u"LEFT(CAST(%1 AS nvarchar(4000)), %2)"_s.arg(name, QString::number(textLength));
        return u"LEFT(CAST(%1 AS nvarchar(max)), %2)"_s.arg(name, QString::number(textLength));
    default:
        return name;
    }
}

/// TABLESAMPLE reads whole pages, so TOP bounds what comes of it.
QString sample(const QString &columns, const QString &from, std::optional<double> percent, qint64 limit)
{
    const QString some = percent ? u" TABLESAMPLE SYSTEM (%1 PERCENT)"_s.arg(*percent, 0, 'f', 6) : QString();
    return u"SELECT TOP (%1) %2 FROM %3%4"_s.arg(QString::number(limit), columns, from, some);
}

} // namespace

OdbcEngine sqlServerEngine()
{
    OdbcEngine engine;
    engine.kind = OdbcEngineKind::SqlServer;
    engine.dialect = Dialect::SqlServer;
    engine.name = u"Microsoft SQL Server"_s;
    engine.describesFirst = false; // drivers describe by running with FMTONLY, or not at all
    engine.setUp = {u"SET QUOTED_IDENTIFIER ON"_s,   u"SET ANSI_NULLS ON"_s,    u"SET ANSI_PADDING ON"_s,
                    u"SET ANSI_WARNINGS ON"_s,       u"SET ARITHABORT ON"_s,    u"SET CONCAT_NULL_YIELDS_NULL ON"_s,
                    u"SET NUMERIC_ROUNDABORT OFF"_s, u"SET XACT_ABORT ON"_s,    u"SET NOCOUNT ON"_s,
                    u"SET LANGUAGE us_english"_s,    u"SET DATEFORMAT ymd"_s,   u"SET LOCK_TIMEOUT 5000"_s,
                    u"SET DEADLOCK_PRIORITY LOW"_s,  u"SET TEXTSIZE 16777216"_s};
    engine.catalogue = sqlServerCatalogue();
    engine.version = u"SELECT N'SQL Server ' + CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) + N', ' + "
                     "CAST(SERVERPROPERTY('Edition') AS nvarchar(128))"_s;
    engine.grants = grants();
    engine.writeAttempts = {u"CREATE TABLE dbo.tabletalk_write_check (x int)"_s,
                            u"SELECT 1 AS x INTO dbo.tabletalk_write_check"_s};
    engine.count = u"SELECT COUNT_BIG(*) FROM "_s;
    engine.columnType = sqlServerColumnType;
    engine.profiled = profiled;
    engine.sample = sample;
    return engine;
}

} // namespace tabletalk
