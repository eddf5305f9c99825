// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/NoteDatabase.h"

#include "server/platform/PostgresDatabase.h"
#include "server/platform/SqliteDatabase.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

namespace {

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        throw Problem::of(ProblemCode::Internal, file.errorString());
}

} // namespace

const TenantScope noteScope = TenantScope::ofJob(*TenantId::fromString(u"0190b5a0-0000-7000-8000-000000000001"));
const TenantScope otherNoteScope = TenantScope::ofJob(*TenantId::fromString(u"0190b5a0-0000-7000-8000-000000000002"));

Statements noteStatements(const QString &dialect)
{
    const QTemporaryDir root;
    const std::vector<std::pair<QString, QByteArray>> statements = {
        {u"common/notes/insert"_s,
         "INSERT INTO notes (tenant_id, id, text, at, bytes) VALUES (:tenant, :id, :text, :at, :bytes)"},
        {u"common/notes/list"_s, "SELECT id, text, at, bytes FROM notes WHERE tenant_id = :tenant ORDER BY id"},
        {u"common/notes/add"_s, "UPDATE notes SET at = at + :by WHERE tenant_id = :tenant AND id = :id"},
        {u"common/notes/set"_s, "UPDATE notes SET at = :at WHERE tenant_id = :tenant AND id = :id"},
        {u"common/notes/figures"_s,
         "SELECT COUNT(*) AS n, COALESCE(SUM(at), 0) AS total, AVG(at) AS mean, "
         "EXISTS (SELECT 1 FROM notes x WHERE x.tenant_id = :tenant AND x.id = :id) AS found "
         "FROM notes WHERE tenant_id = :tenant"},
        {u"common/notes/count_all"_s, "-- platform: counts\nSELECT COUNT(*) AS n FROM notes"},
        {u"common/notes/broken"_s, "SELECT nothing FROM notes WHERE tenant_id = :tenant"},
        {u"postgres/notes/sleep"_s, "-- platform: takes its time\nSELECT pg_sleep(30)"},
    };
    for (const auto &[name, text] : statements)
        write(root.filePath(name + u".sql"), text);
    return Statements::load(root.path(), dialect);
}

Migrations noteMigrations(int count)
{
    std::vector<Migration> all = {
        {u"0001_notes"_s,
         u"-- a comment; with a semicolon\nCREATE TABLE notes (tenant_id TEXT NOT NULL, id TEXT NOT NULL, "
         "text TEXT NOT NULL DEFAULT 'TEXT;', at INTEGER, bytes BLOB, PRIMARY KEY (tenant_id, id));"_s},
        {u"0002_more"_s, u"CREATE TABLE more (id TEXT NOT NULL PRIMARY KEY); CREATE INDEX more_i ON more (id); "
                         "INSERT INTO more VALUES ('a');"_s},
        {u"0003_wrong"_s, u"CREATE TABLE half (id TEXT); CREATE TABLE notes (id TEXT)"_s}};
    all.resize(static_cast<size_t>(count));
    return Migrations(all);
}

std::function<void(Transaction &)> insertNote(const QString &id, const QString &text, qint64 at,
                                              const QByteArray &bytes)
{
    return [=](Transaction &transaction) {
        transaction.execute(noteScope, u"notes/insert"_s,
                            {{u"id"_s, id}, {u"text"_s, text}, {u"at"_s, at}, {u"bytes"_s, bytes}});
    };
}

qint64 countNotes(PlatformDatabase &database)
{
    return database.readNow([](Transaction &transaction) {
        return transaction.selectOne(PlatformScope::ofOperator(), u"notes/count_all"_s)->integer(u"n"_s);
    });
}

NotePlace::NotePlace()
{
    // A place on PostgreSQL holds our tables already.
    if (!m_place.url().isEmpty())
        orThrow(m_place.connect()->execute(u"DROP SCHEMA tabletalk CASCADE"_s));
}

Result<std::unique_ptr<PlatformDatabase>> openNotes(const QString &address, const Clock &clock, int migrations,
                                                    PlatformDatabaseOptions options)
{
    if (address.startsWith(u"postgresql:"))
        return PostgresDatabase::open({.url = address, .ownerUrl = {}}, options, noteStatements(u"postgres"_s),
                                      noteMigrations(migrations), clock);
    options.directory = address;
    return SqliteDatabase::open(options, noteStatements(u"sqlite"_s), noteMigrations(migrations), clock);
}

} // namespace tabletalk::test
