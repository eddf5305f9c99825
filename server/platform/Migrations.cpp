// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/Migrations.h"

#include "core/base/Clock.h"
#include "server/platform/PlatformConnection.h"
#include "server/platform/Statements.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_DECLARE_LOGGING_CATEGORY(lcPlatform)

namespace tabletalk {

namespace {

constexpr auto createLedger = "CREATE TABLE IF NOT EXISTS schema_migrations ("
                              "name TEXT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)";

Result<QStringList> appliedNames(PlatformConnection &connection)
{
    if (auto made = connection.execute(QString::fromLatin1(createLedger)); !made)
        return std::unexpected(std::move(made).error());
    auto rows = connection.query(u"SELECT name FROM schema_migrations ORDER BY name"_s);
    if (!rows)
        return std::unexpected(std::move(rows).error());
    QStringList names;
    for (const auto &row : *rows)
        names.append(row.front().toString());
    return names;
}

Result<void> applyOne(PlatformConnection &connection, const Migration &migration, const Clock &clock,
                      const Migrations::Finish &finish)
{
    for (const QString &statement : splitScript(migration.script)) {
        if (auto done = connection.execute(connection.inOwnWords(statement)); !done)
            return done;
    }
    if (auto finished = finish ? finish(connection) : Result<void>(); !finished)
        return finished;
    auto noted = connection.query(u"INSERT INTO schema_migrations (name, applied_at) VALUES (?, ?)"_s,
                                  {migration.name, clock.now().msSinceEpoch});
    if (!noted)
        return std::unexpected(std::move(noted).error());
    return {};
}

} // namespace

Migrations::Migrations(std::vector<Migration> migrations)
    : m_migrations(std::move(migrations))
{
    std::ranges::sort(m_migrations, {}, &Migration::name);
}

Migrations Migrations::builtIn(const QString &dialect)
{
    QMap<QString, Migration> byName;
    for (const QString &folder : {u"common"_s, dialect}) {
        const QDir dir(u":/tabletalk/sql/"_s + folder + u"/migrations"_s);
        const QStringList files = dir.entryList({u"*.sql"_s}, QDir::Files);
        for (const QString &fileName : files) {
            QFile file(dir.filePath(fileName));
            if (file.open(QIODevice::ReadOnly))
                byName.insert(fileName.chopped(4), {fileName.chopped(4), QString::fromUtf8(file.readAll())});
        }
    }
    return Migrations({byName.begin(), byName.end()});
}

Result<std::vector<Migration>> Migrations::pending(PlatformConnection &connection) const
{
    const auto applied = appliedNames(connection);
    if (!applied)
        return std::unexpected(applied.error());
    return missingFrom(*applied);
}

Result<std::vector<Migration>> Migrations::missingFrom(const QStringList &applied) const
{
    std::vector<Migration> missing;
    for (const Migration &migration : m_migrations) {
        if (!applied.contains(migration.name))
            missing.push_back(migration);
    }
    for (const QString &name : applied) {
        if (std::ranges::find(m_migrations, name, &Migration::name) == m_migrations.end())
            return failure(ProblemCode::Unavailable,
                           QCoreApplication::translate("Platform",
                                                       "The platform database was used by a newer version of Tabletalk "
                                                       "(it knows \"%1\").")
                               .arg(name),
                           QCoreApplication::translate("Platform", "Update the program, or restore the snapshot that "
                                                                   "was taken before it was changed."));
    }
    return missing;
}

Result<bool> Migrations::anyApplied(PlatformConnection &connection)
{
    const auto applied = appliedNames(connection);
    if (!applied)
        return std::unexpected(applied.error());
    return !applied->isEmpty();
}

Result<void> Migrations::apply(PlatformConnection &connection, const Clock &clock, const Finish &finish) const
{
    auto todo = pending(connection);
    if (!todo)
        return std::unexpected(std::move(todo).error());
    for (const Migration &migration : *todo) {
        if (auto begun = connection.begin(TransactionKind::Write); !begun)
            return begun;
        auto done = applyOne(connection, migration, clock, finish);
        if (done)
            done = connection.commit();
        if (!done) {
            qCCritical(lcPlatform).noquote() << "migration" << migration.name << "failed and was rolled back";
            connection.rollBack();
            return done;
        }
    }
    return {};
}

} // namespace tabletalk
