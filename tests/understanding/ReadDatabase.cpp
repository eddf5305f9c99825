// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/understanding/ReadDatabase.h"

#include "server/connections/SqliteTarget.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace tabletalk::test {

QString tuningFolder()
{
    const QString asked = qEnvironmentVariable("TABLETALK_TUNING_DATABASES");
    const QString folder =
        asked.isEmpty() ? QStringLiteral(TABLETALK_SOURCE_DIR "/../shared/data/spider_train/dbs") : asked;
    return databasesIn(folder).isEmpty() ? QString() : QDir::cleanPath(folder);
}

QStringList databasesIn(const QString &folder)
{
    QStringList paths;
    const QDir directory(folder);
    for (const QString &name : directory.entryList({u"*.sqlite"_s}, QDir::Files, QDir::Name))
        paths << directory.filePath(name);
    return paths;
}

QString databaseName(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

bool isForTuning(const QString &name)
{
    return (QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).front() & 1) == 0;
}

Result<Understanding> readDatabase(const QString &path)
{
    ConnectionPolicyOptions options;
    options.open = true;
    const Result<ConnectionPolicy> policy = ConnectionPolicy::create(options);
    if (!policy)
        return std::unexpected(policy.error());
    const Result<CheckedFile> file = policy->checkFile(path);
    if (!file)
        return std::unexpected(file.error());
    const Result<std::unique_ptr<TargetDatabase>> target = SqliteTarget::open(*file);
    if (!target)
        return std::unexpected(target.error());
    Result<Schema> schema = (*target)->readCatalogue({}, {});
    if (!schema)
        return std::unexpected(std::move(schema).error());
    Understanding read;
    read.schema = *std::move(schema);
    for (Table &table : read.schema.tables) {
        if (Result<void> profiled = (*target)->profile(table, read.values, ProfileLimits(), {}); !profiled)
            return std::unexpected(std::move(profiled).error());
    }
    return read;
}

} // namespace tabletalk::test
