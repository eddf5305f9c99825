// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/TenantArchive.h"

#include "core/base/Clock.h"
#include "server/base/TarWriter.h"
#include "server/base/WorkerPool.h"
#include "server/platform/PlatformDatabase.h"
#include "server/tenants/TenantTables.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostRows = 500'000; ///< of one table
constexpr qsizetype mostBytes = 200 * 1024 * 1024;

[[noreturn]] void throwTooMuch()
{
    throw Problem::of(
        ProblemCode::LimitReached,
        QCoreApplication::translate("Tenants", "There is more of this organisation than fits into one archive."),
        QCoreApplication::translate("Tenants", "Ask the operator of the server for a backup."));
}

QJsonValue jsonOf(const QVariant &value)
{
    if (value.isNull())
        return QJsonValue::Null;
    if (value.userType() == QMetaType::QByteArray)
        return QString::fromLatin1(value.toByteArray().toBase64());
    return QJsonValue::fromVariant(value);
}

QByteArray linesOf(const std::vector<Record> &rows)
{
    QByteArray lines;
    for (const Record &row : rows) {
        QJsonObject object;
        for (const QString &column : row.columns())
            object.insert(column, jsonOf(row.value(column)));
        lines += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
        if (lines.size() > mostBytes)
            throwTooMuch();
    }
    return lines;
}

} // namespace

Awaitable<api::TenantArchiveFile> TenantArchive::make(TenantScope scope)
{
    auto work = [this, scope] { return makeNow(scope); };
    co_return co_await m_pool.run(scope.tenant(), std::move(work));
}

api::TenantArchiveFile TenantArchive::makeNow(const TenantScope &scope) const
{
    TarWriter archive(m_clock.now());
    const auto add = [&](const QString &table) {
        const auto rows = m_database.readNow([&](Transaction &transaction) {
            return transaction.select(scope, u"export/"_s + table, {{u"limit"_s, mostRows + 1}});
        });
        if (rows.size() > size_t(mostRows))
            throwTooMuch();
        archive.add(table + u".jsonl"_s, linesOf(rows));
        if (archive.size() > mostBytes)
            throwTooMuch();
    };
    add(u"tenants"_s);
    for (const TenantTable &table : tenantTables()) {
        if (!table.notExported)
            add(QString::fromLatin1(table.name));
    }
    return {u"organization-%1.tar"_s.arg(scope.tenant().toString()), u"application/x-tar"_s,
            QString::fromLatin1(archive.finish().toBase64())};
}

} // namespace tabletalk
