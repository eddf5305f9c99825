// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/api/Cursor.h"
#include "server/audit/AuditStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QLoggingCategory>

namespace tabletalk {

Q_LOGGING_CATEGORY(lcAudit, "tabletalk.audit")

namespace {

constexpr qsizetype longestName = 200;
constexpr qsizetype longestStatement = 64 * 1024;

/// What was cut ends in an ellipsis, so that nobody takes it for the whole.
QString shortened(QString text, qsizetype longest)
{
    if (text.size() <= longest)
        return text;
    const bool splitsPair = text[longest - 2].isHighSurrogate();
    text.truncate(longest - (splitsPair ? 2 : 1));
    text += u'\u2026';
    return text;
}

AuditRecord bounded(AuditRecord record)
{
    record.action = shortened(std::move(record.action), longestName);
    record.target = shortened(std::move(record.target), longestName);
    record.outcome = shortened(std::move(record.outcome), longestName);
    record.origin.address = shortened(std::move(record.origin.address), longestName);
    record.origin.client = shortened(std::move(record.origin.client), longestName);
    if (record.sql)
        record.sql = shortened(std::move(*record.sql), longestStatement);
    return record;
}

void logLoss(const AuditRecord &record, const std::exception_ptr &failure)
{
    QString reason;
    try {
        std::rethrow_exception(failure);
    } catch (const Problem &problem) {
        reason = problem.codeName();
    } catch (...) {
        reason = QStringLiteral("unknown");
    }
    qCCritical(lcAudit).noquote() << "An audit record could not be stored (" << reason << "): organisation"
                                  << record.caller.tenant.toString() << "user" << record.caller.user.toString()
                                  << "action" << record.action << "target" << record.target << "outcome"
                                  << record.outcome << "request" << record.origin.requestId;
}

api::AuditEntry entryOf(const StoredAudit &stored)
{
    return {.id = stored.id,
            .at = stored.at,
            .userId = stored.user,
            .userEmail = stored.email,
            .action = stored.action,
            .target = stored.target,
            .outcome = stored.outcome,
            .address = stored.address,
            .client = stored.client,
            .sql = stored.sql};
}

/// Ids grow with time, so the last id of a page is where the next one begins.
std::optional<AuditId> positionOf(const api::ListRequest &request)
{
    if (!request.cursor)
        return std::nullopt;
    const auto id = AuditId::fromString(decodeCursor(*request.cursor, 1).front());
    if (!id)
        throw Problem::invalid(QStringLiteral("params.cursor"),
                               QCoreApplication::translate("Cursor", "expected the nextCursor of an earlier answer"));
    return id;
}

} // namespace

AuditService::AuditService(PlatformDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{}

void AuditService::record(AuditRecord record)
{
    const auto kept = std::make_shared<const AuditRecord>(bounded(std::move(record)));
    const Instant at = m_clock.now();
    m_database.writeLater(
        [kept, at, id = makeId<AuditId>(at)](Transaction &transaction) {
            AuditStore(transaction, TenantScope::ofSignedIn(kept->caller.tenant)).insert(id, at, *kept);
        },
        [kept](const std::exception_ptr &failure) { logLoss(*kept, failure); });
}

Awaitable<api::AuditList> AuditService::list(TenantScope scope, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    auto find = [scope, limit, before = positionOf(request)](Transaction &transaction) {
        return AuditStore(transaction, scope).list(before, limit + 1);
    };
    std::vector<StoredAudit> found = co_await m_database.read(std::move(find));

    api::AuditList page;
    const bool more = found.size() > static_cast<size_t>(limit);
    if (more)
        found.resize(static_cast<size_t>(limit));
    for (const StoredAudit &stored : found)
        page.items.push_back(entryOf(stored));
    if (more)
        page.nextCursor = encodeCursor({page.items.back().id.toString()});
    co_return page;
}

} // namespace tabletalk
