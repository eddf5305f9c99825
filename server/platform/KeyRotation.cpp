// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/platform/KeyRotation.h"

#include "core/crypto/AesGcm.h"
#include "core/crypto/RandomToken.h"
#include "server/platform/MasterKey.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

QString nextFile(const QString &dataDirectory)
{
    return QDir(dataDirectory).filePath(u"master.key.next"_s);
}

QString currentFile(const QString &dataDirectory)
{
    return QDir(dataDirectory).filePath(u"master.key"_s);
}

QByteArray rewrapped(const TenantId &tenant, const QByteArray &wrapped, const Secret &oldKey, const Secret &newKey)
{
    const QByteArray place = placeOfDataKey(tenant);
    const Secret plain(orThrow(crypto::open(oldKey.reveal(), place, wrapped)));
    return crypto::seal(newKey.reveal(), place, plain.reveal());
}

qint64 rewrapAll(Transaction &transaction, const Secret &oldKey, const Secret &newKey)
{
    qint64 count = 0;
    QString after = u""_s;
    for (;;) {
        const auto rows =
            transaction.select(PlatformScope::ofOperator(), u"platform/list_data_keys"_s, {{u"after"_s, after}});
        if (rows.empty())
            return count;
        for (const Record &row : rows) {
            const auto tenant = row.id<TenantId>(u"tenant_id"_s);
            const QByteArray wrapped = rewrapped(tenant, row.bytes(u"wrapped_key"_s), oldKey, newKey);
            transaction.execute(TenantScope::ofOperator(tenant), u"platform/rewrap_data_key"_s,
                                {{u"wrapped_key"_s, wrapped}});
            after = row.text(u"tenant_id"_s);
            ++count;
        }
    }
}

/// Whether the key opens the stored ones; also when there is none.
bool opens(PlatformDatabase &database, const Secret &key)
{
    const auto row = database.readNow([](Transaction &transaction) {
        return transaction.selectOne(PlatformScope::ofStartup(), u"platform/any_data_key"_s);
    });
    return !row
           || crypto::open(key.reveal(), placeOfDataKey(row->id<TenantId>(u"tenant_id"_s)),
                           row->bytes(u"wrapped_key"_s))
                  .has_value();
}

} // namespace

Result<qint64> rewrapDataKeys(PlatformDatabase &database, const Secret &oldKey, const Secret &newKey)
{
    try {
        return database.writeNow([&](Transaction &transaction) { return rewrapAll(transaction, oldKey, newKey); });
    } catch (const Problem &problem) {
        return std::unexpected(problem);
    }
}

Result<qint64> rotateMasterKeyFile(PlatformDatabase &database, const Secret &oldKey, const QString &dataDirectory)
{
    const Secret newKey(crypto::randomBytes(crypto::aesKeyBytes));
    if (auto written = writeMasterKey(nextFile(dataDirectory), newKey); !written)
        return std::unexpected(std::move(written).error());
    auto count = rewrapDataKeys(database, oldKey, newKey);
    if (!count) {
        QFile::remove(nextFile(dataDirectory));
        return count;
    }
    auto moved = replaceMasterKey(nextFile(dataDirectory), currentFile(dataDirectory));
    return moved ? count : std::unexpected(std::move(moved).error());
}

Result<Secret> settledMasterKey(PlatformDatabase &database, Secret fromFile, const QString &dataDirectory)
{
    const QString next = nextFile(dataDirectory);
    if (!QFile::exists(next))
        return fromFile;
    if (opens(database, fromFile)) {
        QFile::remove(next); // the rotation had not begun to count
        return fromFile;
    }
    auto waiting = readMasterKey(next);
    if (!waiting)
        return waiting;
    if (!opens(database, *waiting))
        return fromFile; // neither: whoever verifies it next says what to do
    if (auto moved = replaceMasterKey(next, currentFile(dataDirectory)); !moved)
        return std::unexpected(std::move(moved).error());
    return waiting;
}

} // namespace tabletalk
