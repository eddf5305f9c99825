// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/audit/AuditService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/api/Cursor.h"
#include "server/audit/AuditLines.h"
#include "server/audit/AuditStore.h"
#include "server/audit/AuditVerifier.h"
#include "server/audit/AuditedTenants.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

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

/// As it comes back from the database, whichever it is: the hash is over this text.
QString storable(const QString &text)
{
    QString clean = QString::fromUtf8(text.toUtf8());
    clean.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return clean;
}

QString bounded(const QString &text, qsizetype longest = longestName)
{
    return storable(shortened(text, longest));
}

AuditRecord bounded(AuditRecord record)
{
    record.action = bounded(record.action);
    record.target = bounded(record.target);
    record.outcome = bounded(record.outcome);
    record.origin.address = bounded(record.origin.address);
    record.origin.client = bounded(record.origin.client);
    if (record.rule)
        record.rule = bounded(*record.rule);
    if (record.sql)
        record.sql = bounded(*record.sql, longestStatement);
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

/// The filter of a request of either kind.
template <class Request>
AuditFilter filterOf(const Request &request)
{
    AuditFilter filter;
    filter.who = storable(request.who.value_or(QString()).trimmed().toLower());
    filter.action = storable(request.action.value_or(QString()).trimmed());
    filter.outcome = storable(request.outcome.value_or(QString()).trimmed());
    if (request.from)
        filter.from = *request.from;
    if (request.to)
        filter.to = *request.to;
    return filter;
}

/// Ids grow with time, so the last id of a page is where the next one begins.
std::optional<AuditId> positionOf(const api::AuditListRequest &request)
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

AuditService::AuditService(PlatformDatabase &database, Vault &vault, const Clock &clock)
    : m_database(database)
    , m_vault(vault)
    , m_clock(clock)
{}

void AuditService::recordRefusal(AuditRecord record)
{
    for (AuditRecord &due : m_refusals.add(std::move(record), m_clock.now()))
        store(std::move(due));
}

void AuditService::recordCounts(bool all)
{
    const auto late = std::chrono::hours(all ? 1 : 0);
    for (AuditRecord &due : m_refusals.due(m_clock.now() + late))
        store(std::move(due));
}

void AuditService::record(AuditRecord record)
{
    recordCounts();
    store(std::move(record));
}

void AuditService::store(AuditRecord record)
{
    const auto kept = std::make_shared<const AuditRecord>(bounded(std::move(record)));
    const Instant at = m_clock.now();
    m_database.writeLater(
        TenantScope::ofSignedIn(kept->caller.tenant),
        [this, kept, at, id = makeId<AuditId>(at)](Transaction &transaction) {
            AuditStore(transaction, TenantScope::ofSignedIn(kept->caller.tenant)).append(m_vault, id, at, *kept);
        },
        [kept](const std::exception_ptr &failure) { logLoss(*kept, failure); });
}

Awaitable<api::AuditList> AuditService::list(TenantScope scope, api::AuditListRequest request)
{
    recordCounts();
    const int limit = pageLimit(request.limit);
    auto find = [scope, limit, filter = filterOf(request), before = positionOf(request)](Transaction &transaction) {
        return AuditStore(transaction, scope).list(filter, before, limit + 1);
    };
    std::vector<StoredAudit> found = co_await m_database.read(scope, std::move(find));

    api::AuditList page;
    const bool more = found.size() > static_cast<size_t>(limit);
    if (more)
        found.resize(static_cast<size_t>(limit));
    for (const StoredAudit &stored : found)
        page.items.push_back(auditEntry(stored));
    if (more)
        page.nextCursor = encodeCursor({page.items.back().id.toString()});
    co_return page;
}

TextStream AuditService::exportRecords(TenantScope scope, const api::AuditExportRequest &request)
{
    const AuditFormat format = auditFormatFrom(request.format);
    struct Position
    {
        AuditFilter filter;
        std::optional<AuditId> after; ///< among those that are in no chain, which come first
        std::optional<qint64> afterSeq;
        bool begun = false;
        bool ended = false;
    };
    auto position = std::make_shared<Position>(Position{filterOf(request), {}, {}, false, false});
    position->filter.to = std::min(position->filter.to, m_clock.now() + std::chrono::milliseconds(1));
    PlatformDatabase &database = m_database;
    TextStream stream{contentTypeOf(format), fileNameOf(format), {}};
    stream.next = [&database, scope, format, position]() -> Awaitable<std::optional<std::string>> {
        if (position->ended)
            co_return std::nullopt;
        constexpr int recordsAtOnce = 500;
        auto find = [scope, position](Transaction &transaction) {
            AuditStore store(transaction, scope);
            return position->afterSeq ? store.listAfter(position->filter, *position->afterSeq, recordsAtOnce)
                                      : store.listUnchained(position->filter, position->after, recordsAtOnce);
        };
        const std::vector<StoredAudit> found = co_await database.read(scope, std::move(find));
        std::string text = position->begun ? std::string() : auditHeading(format);
        for (const StoredAudit &stored : found)
            text += auditLine(format, auditEntry(stored));
        position->begun = true;
        const bool last = found.size() < recordsAtOnce;
        position->ended = last && position->afterSeq;
        if (position->afterSeq && !found.empty())
            position->afterSeq = found.back().seq;
        else if (!position->afterSeq && last)
            position->afterSeq = 0;
        else if (!found.empty())
            position->after = found.back().id;
        co_return text;
    };
    return stream;
}

Awaitable<api::AuditVerification> AuditService::verify(TenantScope scope)
{
    auto verifier = std::make_shared<AuditVerifier>(m_vault, scope);
    for (bool done = false; !done;) {
        auto step = [verifier](Transaction &transaction) { return verifier->step(transaction); };
        done = co_await m_database.read(scope, std::move(step));
    }
    co_return verifier->result();
}

void AuditService::deleteOlderThan(std::chrono::milliseconds age)
{
    const Instant before = m_clock.now() - age;
    constexpr int linksAtOnce = 1000;
    const auto deleteOf = [&](const TenantScope &scope) {
        return m_database.writeNow([&](Transaction &transaction) {
            return AuditStore(transaction, scope).deleteBefore(m_vault, before, linksAtOnce);
        });
    };
    for (const AuditedTenant &tenant : auditedTenants(m_database)) {
        while (deleteOf(TenantScope::ofJob(tenant.id)) >= linksAtOnce) {
        }
    }
}

} // namespace tabletalk
