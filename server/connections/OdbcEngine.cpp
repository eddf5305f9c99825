// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcEngine.h"

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

/// Plain SQL alone: what is not known of an engine is not used.
OdbcEngine unknownEngine()
{
    OdbcEngine engine;
    engine.writeAttempts = {u"CREATE TABLE tabletalk_write_check (x integer)"_s};
    engine.columnType = [](const QString &) { return ColumnType::Other; };
    engine.profiled = [](const Column &, const QString &name) { return name; };
    engine.sample = [](const QString &columns, const QString &from, std::optional<double>, qint64) {
        return QString(u"SELECT "_s + columns + u" FROM "_s + from);
    };
    return engine;
}

} // namespace

OdbcEngineKind odbcEngineKind(const QString &dbmsName)
{
    const auto has = [&](QLatin1StringView word) { return dbmsName.contains(word, Qt::CaseInsensitive); };
    if (has("sqlite"_L1))
        return OdbcEngineKind::Sqlite;
    if (has("postgres"_L1))
        return OdbcEngineKind::PostgreSql;
    if (has("mysql"_L1) || has("mariadb"_L1))
        return OdbcEngineKind::MySql;
    if (has("sql server"_L1) || has("sql azure"_L1))
        return OdbcEngineKind::SqlServer;
    return OdbcEngineKind::Unknown;
}

const OdbcEngine &odbcEngine(OdbcEngineKind kind)
{
    static const OdbcEngine sqlite = sqliteOdbcEngine();
    static const OdbcEngine postgres = postgresOdbcEngine();
    static const OdbcEngine mySql = mySqlOdbcEngine();
    static const OdbcEngine sqlServer = sqlServerEngine();
    static const OdbcEngine unknown = unknownEngine();
    switch (kind) {
    case OdbcEngineKind::Sqlite:
        return sqlite;
    case OdbcEngineKind::PostgreSql:
        return postgres;
    case OdbcEngineKind::MySql:
        return mySql;
    case OdbcEngineKind::SqlServer:
        return sqlServer;
    case OdbcEngineKind::Unknown:
        break;
    }
    return unknown;
}

} // namespace tabletalk
