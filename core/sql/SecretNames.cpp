// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/SecretNames.h"

#include <QSet>

namespace tabletalk::sql {

namespace {

QSet<QString> words(const char *list)
{
    const QStringList split = QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
    return QSet<QString>(split.begin(), split.end());
}

/// SQL Server and MySQL find "sys" by "ｓýＳ" where the collation says so.
QString folded(const QString &name)
{
    QString plain;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD)) {
        if (!c.isMark())
            plain += c;
    }
    return plain.toCaseFolded();
}

bool isSecretOfPostgres(const QString &name)
{
    static const QSet<QString> list =
        words("pg_authid pg_shadow pg_hba_file_rules pg_ident_file_mappings pg_file_settings pg_user_mapping "
              "pg_user_mappings pg_largeobject pg_largeobject_metadata pg_statistic pg_subscription pg_settings "
              "pg_stat_activity pg_stat_ssl pg_stat_gssapi pg_stat_replication pg_stat_wal_receiver "
              "pg_stat_subscription pg_prepared_statements pg_cursors pg_config pg_db_role_setting pg_foreign_server "
              "pg_foreign_table pg_stat_statements user_mapping_options foreign_server_options foreign_table_options");
    return list.contains(name);
}

bool isSecretOfSqlite(const QString &name)
{
    static const QSet<QString> list = words("sqlite_dbpage sqlite_dbdata sqlite_dbptr sqlite_stmt dbstat bytecode "
                                            "tables_used fsdir zipfile");
    return list.contains(name) || name.startsWith(u"pragma_");
}

bool isSecretOfMysql(const QString &name)
{
    static const QSet<QString> list = words("processlist user_variables user_attributes applicable_roles "
                                            "system_variables session_variables global_variables");
    return list.contains(name);
}

bool isSecretOfSqlServer(const QString &name)
{
    static const QSet<QString> list =
        words("syslogins sysxlogins sysremotelogins sysservers sysprocesses sysconfigures "
              "syscurconfigs sysoledbusers syscomments sysusers");
    return list.contains(name);
}

} // namespace

bool isSecretTable(const QString &name, Dialect dialect)
{
    const QString plain = folded(name);
    switch (dialect) {
    case Dialect::PostgreSQL:
        return isSecretOfPostgres(plain);
    case Dialect::SQLite:
        return isSecretOfSqlite(plain);
    case Dialect::MySQL:
        return isSecretOfMysql(plain);
    case Dialect::SqlServer:
        return isSecretOfSqlServer(plain);
    case Dialect::Odbc:
        break;
    }
    // Behind ODBC stands an engine that we do not know.
    return isSecretOfPostgres(plain) || isSecretOfSqlite(plain) || isSecretOfMysql(plain) || isSecretOfSqlServer(plain);
}

bool isSecretSchema(const QString &name, Dialect dialect)
{
    static const QSet<QString> mysql = words("mysql performance_schema sys");
    static const QSet<QString> sqlServer = words("sys master msdb");
    const QString plain = folded(name);
    const bool knowsMysql = dialect == Dialect::MySQL || dialect == Dialect::Odbc;
    const bool knowsSqlServer = dialect == Dialect::SqlServer || dialect == Dialect::Odbc;
    return (knowsMysql && mysql.contains(plain)) || (knowsSqlServer && sqlServer.contains(plain));
}

} // namespace tabletalk::sql
