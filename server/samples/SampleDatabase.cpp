// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/samples/SampleDatabase.h"

#include "server/samples/Organisations.h"
#include "server/samples/SampleWriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// A SQLite connection of its own name that is closed and forgotten at the end of the scope.
class ScopedDatabase
{
public:
    explicit ScopedDatabase(const QString &path)
        : m_name(QUuid::createUuid().toString(QUuid::WithoutBraces))
    {
        database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        database.setDatabaseName(path);
        if (!database.open()) {
            const QString error = database.lastError().text();
            forget();
            throw Problem::of(
                ProblemCode::Internal,
                QCoreApplication::translate("Sample", "The file %1 could not be created: %2").arg(path, error),
                QCoreApplication::translate("Sample", "Check that the folder exists, can be written to and has room."));
        }
    }
    ~ScopedDatabase() { forget(); }
    ScopedDatabase(const ScopedDatabase &) = delete;
    ScopedDatabase &operator=(const ScopedDatabase &) = delete;

    QSqlDatabase database;

private:
    void forget()
    {
        database.close();
        database = {};
        QSqlDatabase::removeDatabase(m_name);
    }

    QString m_name;
};

void fill(Sample sample, const QSqlDatabase &database)
{
    switch (sample) {
    case Sample::University:
        return sampledata::fillUniversity(database);
    case Sample::Hospital:
        return sampledata::fillHospital(database);
    case Sample::Retail:
        return sampledata::fillRetail(database);
    case Sample::Factory:
        return sampledata::fillFactory(database);
    }
}

void writeFile(Sample sample, const QString &path)
{
    const ScopedDatabase scoped(path);
    // Nobody sees the file before it is renamed, so there is nothing to roll back to.
    sampledata::execute(scoped.database, u"PRAGMA journal_mode=OFF"_s);
    sampledata::execute(scoped.database, u"BEGIN"_s);
    fill(sample, scoped.database);
    sampledata::execute(scoped.database, u"COMMIT"_s);
}

} // namespace

std::vector<SampleInfo> samples()
{
    return {sampledata::universityInfo(), sampledata::hospitalInfo(), sampledata::retailInfo(),
            sampledata::factoryInfo()};
}

std::optional<Sample> sampleFromKey(QStringView key)
{
    for (const SampleInfo &info : samples()) {
        if (info.key == key)
            return info.sample;
    }
    return std::nullopt;
}

Result<void> writeSample(Sample sample, const QString &path)
{
    const QString unfinished = path + u'.' + QUuid::createUuid().toString(QUuid::WithoutBraces) + u".part";
    try {
        writeFile(sample, unfinished);
    } catch (Problem &problem) {
        QFile::remove(unfinished);
        return std::unexpected(std::move(problem));
    }
    std::error_code error;
    std::filesystem::rename(std::filesystem::path(unfinished.toStdU16String()),
                            std::filesystem::path(path.toStdU16String()), error);
    if (error) {
        QFile::remove(unfinished);
        return failure(ProblemCode::Internal,
                       QCoreApplication::translate("Sample", "The file %1 could not be put in place: %2")
                           .arg(path, QString::fromStdString(error.message())),
                       QCoreApplication::translate(
                           "Sample", "Check that the folder can be written to and no program holds the file."));
    }
    return {};
}

} // namespace tabletalk
