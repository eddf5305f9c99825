// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ResultService.h"

#include "core/api/Codec.h"
#include "core/api/Rows.h"
#include "core/base/Clock.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ColumnSummary.h"
#include "server/chat/ResultStore.h"
#include "server/chat/RowTotals.h"
#include "server/platform/PlatformDatabase.h"
#include "server/platform/Vault.h"

#include <boost/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <chrono>

namespace tabletalk {

namespace {

constexpr std::chrono::hours resultLifetime{24 * 14};
constexpr qint64 maxPageBytes = 8 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

QByteArray keyPlace(ResultId id)
{
    return "results/" + id.toString().toLatin1() + "/key";
}

/// Cuts the texts of a row that are longer than limit, and says which.
void shorten(boost::json::value &row, qint64 number, int limit, std::vector<api::ShortenedCell> &shortened)
{
    auto *cells = row.if_array();
    for (size_t column = 0; cells && column < cells->size(); ++column) {
        auto *text = (*cells)[column].if_string();
        if (!text || text->size() <= size_t(limit))
            continue; // has no more characters than bytes
        const QString whole = QString::fromUtf8(text->data(), qsizetype(text->size()));
        if (whole.size() <= limit)
            continue;
        const qsizetype kept = whole[limit - 1].isHighSurrogate() ? limit - 1 : limit;
        (*cells)[column] = whole.first(kept).toStdString();
        shortened.push_back({number, int(column), whole.size()});
    }
}

void check(const auto &request)
{
    if (request.limit < 1 || request.limit > ResultService::maxPage)
        throw Problem::invalid(QStringLiteral("params.limit"),
                               tr("expected a whole number from 1 to %1").arg(ResultService::maxPage));
    if (request.offset < 0)
        throw Problem::invalid(QStringLiteral("params.offset"), tr("must not be negative"));
    if (request.cellLimit < 0)
        throw Problem::invalid(QStringLiteral("params.cellLimit"), tr("must not be negative"));
}

/// The arrangement that a page is of.
QByteArray keyOf(const api::ArrangedRequest &request)
{
    return QByteArray::fromStdString(api::toJsonText(api::ArrangedRequest{request.id, request.sort, request.filters}));
}

} // namespace

ResultService::ResultService(ResultParts parts)
    : m_parts(std::move(parts))
    , m_spool(m_parts.spoolDirectory, m_parts.limits.diskReserveBytes)
{
    QDir().mkpath(m_parts.spoolDirectory);
}

Awaitable<std::shared_ptr<const ReadableResult>> ResultService::find(const Call &call, ResultId id)
{
    if (auto live = m_live.find(call.scope.tenant(), call.caller.user, id))
        co_return live;
    auto work = [scope = call.scope, id, viewer = Viewer::of(call.caller)](Transaction &transaction) {
        return ResultStore(transaction, scope).find(id, viewer);
    };
    auto found = co_await m_parts.database.read(call.scope, std::move(work));
    if (!found)
        throw Problem::of(ProblemCode::NotFound);
    SpooledResult &spooled = found->spooled;
    spooled.key = orThrow(m_parts.vault.open(call.scope, keyPlace(id), spooled.key));
    co_return std::make_shared<const ReadableResult>(*std::move(found));
}

Awaitable<api::ResultPage> ResultService::read(Call call, api::ReadResultRequest request)
{
    check(request);
    const auto result = co_await find(call, request.id);
    auto readPage = [this, result, request] {
        api::ResultPage page;
        page.columns = api::toHeaders(result->spooled.columns);
        page.offset = request.offset;
        page.rowCount = result->spooled.rowCount;
        page.complete = result->complete;
        page.truncated = result->truncated;
        ResultSpool::ReadBounds bounds{.bytes = maxPageBytes, .shorten = {}};
        if (request.cellLimit > 0)
            bounds.shorten = [&](qint64 number, boost::json::value &row) {
                shorten(row, number, request.cellLimit, page.shortened);
            };
        page.rows = orThrow(m_spool.read(result->spooled, request.offset, request.limit, bounds));
        // A row that was looked at but had no room any more.
        const qint64 end = request.offset + qint64(page.rows.size());
        std::erase_if(page.shortened, [&](const api::ShortenedCell &cell) { return cell.row >= end; });
        return page;
    };
    co_return co_await m_parts.controlPool.run(call.scope.tenant(), std::move(readPage));
}

Awaitable<std::shared_ptr<const ReadableResult>> ResultService::findWhole(const Call &call, ResultId id)
{
    auto result = co_await find(call, id);
    if (!result->complete)
        throw Problem::of(ProblemCode::Conflict, tr("The rows of this answer are still arriving."),
                          tr("Sort and filter it once all rows are there."));
    co_return result;
}

/// Filters may be many and rows too, while others wait for the thread and a stop for all of them.
void ResultService::readAll(const SpooledResult &result,
                            const std::function<void(qint64 number, const boost::json::array &row)> &take) const
{
    using Steady = std::chrono::steady_clock;
    constexpr qint64 rowsBetweenLooks = 64;
    const auto until = Steady::now() + m_parts.limits.time;
    orThrow(m_spool.readAll(result, [&](qint64 number, const boost::json::array &row) {
        if (m_stopping)
            throw Problem::of(ProblemCode::Unavailable, tr("The server is shutting down."));
        if (number % rowsBetweenLooks == 0 && Steady::now() >= until)
            throw Problem::of(ProblemCode::TooLarge, tr("Going through all rows of this answer takes too long."),
                              tr("Use fewer filters, or let the statement sort, filter and sum up."));
        take(number, row);
    }));
}

std::shared_ptr<const RowOrder> ResultService::orderOf(const SpooledResult &result, const api::ArrangedRequest &request)
{
    const QByteArray wanted = keyOf(request);
    if (auto known = m_orders.find(result.id, wanted))
        return known;
    RowSorter sorter(request.sort, RowTest(request.filters, result.columns.size()), result.columns.size());
    readAll(result, [&](qint64 number, const boost::json::array &row) { sorter.add(uint32_t(number), row); });
    auto order = std::make_shared<const RowOrder>(sorter.take());
    m_orders.keep(result.id, wanted, order);
    return order;
}

api::ArrangedPage ResultService::readArranged(const SpooledResult &result, const RowOrder &order,
                                              const api::ArrangedRequest &request)
{
    api::ArrangedPage page;
    page.columns = api::toHeaders(result.columns);
    page.offset = request.offset;
    page.rowCount = qint64(order.size());
    page.wholeCount = result.rowCount;
    if (takeFromWindow(result, order, request, page))
        return page;
    const auto from = size_t(std::min(request.offset, page.rowCount));
    const std::span<const uint32_t> wanted(order.begin() + qptrdiff(from),
                                           std::min(size_t(request.limit), order.size() - from));
    ResultSpool::ReadBounds bounds{.bytes = maxPageBytes, .shorten = {}};
    if (request.cellLimit > 0)
        bounds.shorten = [&](qint64 place, boost::json::value &row) {
            shorten(row, request.offset + place, request.cellLimit, page.shortened);
        };
    page.rows = orThrow(m_spool.readAt(result, wanted, bounds));
    page.numbers.assign(wanted.begin(), wanted.begin() + qptrdiff(page.rows.size()));
    const qint64 end = request.offset + qint64(page.rows.size());
    std::erase_if(page.shortened, [&](const api::ShortenedCell &cell) { return cell.row >= end; });
    return page;
}

/// Who asks for full pages of whole cells, one after the other, goes through all of it: an export. What they want next
/// is read with as few passes over the file as memory allows.
bool ResultService::takeFromWindow(const SpooledResult &result, const RowOrder &order,
                                   const api::ArrangedRequest &request, api::ArrangedPage &page)
{
    const qint64 end = std::min<qint64>(request.offset + request.limit, page.rowCount);
    if (request.sort.empty() || request.limit < maxPage || request.cellLimit > 0 || request.offset == 0
        || request.offset >= end)
        return false;
    const QByteArray wanted = keyOf(request);
    const auto now = RowWindows::Clock::now();
    auto window = m_windows.find(result.id, wanted, request.offset, now);
    if (!window && !m_windows.hasRoom(now))
        return false;
    if (!window) {
        const std::span<const uint32_t> next(order.begin() + qptrdiff(request.offset),
                                             std::min(RowWindows::windowRows, order.size() - size_t(request.offset)));
        auto rows = orThrow(m_spool.readAt(result, next, {.bytes = RowWindows::windowBytes, .shorten = {}}));
        auto made = std::make_shared<RowWindows::Window>();
        made->from = request.offset;
        made->rows.reserve(rows.size());
        for (boost::json::value &row : rows) {
            made->rows.push_back(boost::json::serialize(row));
            row = nullptr;
        }
        window = made;
        m_windows.keep(result.id, wanted, window, now);
    }
    qint64 bytes = 0;
    for (qint64 at = request.offset; at < std::min(end, window->end()); ++at) {
        const std::string &row = window->rows[size_t(at - window->from)];
        bytes += qint64(row.size());
        if (bytes > maxPageBytes && !page.rows.empty())
            break;
        page.rows.push_back(boost::json::parse(row));
        page.numbers.push_back(order[size_t(at)]);
    }
    if (request.offset + qint64(page.rows.size()) >= page.rowCount)
        m_windows.drop(result.id, wanted);
    return true;
}

Awaitable<api::ArrangedPage> ResultService::arranged(Call call, api::ArrangedRequest request)
{
    check(request);
    const auto result = co_await findWhole(call, request.id);
    auto work = [this, &result, &request] {
        return readArranged(result->spooled, *orderOf(result->spooled, request), request);
    };
    co_return co_await m_parts.targetPool.run(call.scope.tenant(), std::move(work));
}

Awaitable<api::ColumnStatistics> ResultService::statistics(Call call, api::StatisticsRequest request)
{
    const auto result = co_await findWhole(call, request.id);
    auto work = [this, &result, &request] {
        const SpooledResult &spooled = result->spooled;
        ColumnSummary summary(spooled.columns, request.column, RowTest(request.filters, spooled.columns.size()));
        readAll(spooled, [&](qint64, const boost::json::array &row) { summary.add(row); });
        api::ColumnStatistics statistics = summary.take();
        statistics.wholeCount = spooled.rowCount;
        return statistics;
    };
    co_return co_await m_parts.targetPool.run(call.scope.tenant(), std::move(work));
}

Awaitable<api::FilteredTotals> ResultService::totals(Call call, api::TotalsRequest request)
{
    const auto result = co_await findWhole(call, request.id);
    auto work = [this, &result, &request] {
        const SpooledResult &spooled = result->spooled;
        RowTotals totals(spooled.columns, RowTest(request.filters, spooled.columns.size()));
        readAll(spooled, [&](qint64, const boost::json::array &row) { totals.add(row); });
        return totals.take();
    };
    co_return co_await m_parts.targetPool.run(call.scope.tenant(), std::move(work));
}

SpooledResult ResultService::sealed(const TenantScope &scope, SpooledResult result) const
{
    result.key = m_parts.vault.seal(scope, keyPlace(result.id), result.key);
    return result;
}

void ResultService::keep(Transaction &transaction, const TenantScope &scope, const SpooledResult &sealedResult,
                         MessageId message) const
{
    ResultStore results(transaction, scope);
    if (sealedResult.inlineBlock.isEmpty())
        makeRoom(results, sealedResult.bytes);
    results.insert(sealedResult, message, m_parts.clock.now());
}

void ResultService::makeRoom(ResultStore &results, qint64 needed) const
{
    const auto kept = results.oldestFirst();
    qint64 total = needed;
    for (const auto &size : kept)
        total += size.bytes;
    for (size_t i = 0; total > m_parts.limits.keptBytes && i < kept.size(); ++i) {
        results.remove(kept[i].id);
        m_spool.remove(kept[i].id);
        total -= kept[i].bytes;
    }
}

void ResultService::removeFiles(const std::vector<ResultId> &results) const
{
    for (const ResultId &result : results)
        m_spool.remove(result);
}

void ResultService::removeStrayFiles() const
{
    QSet<QString> known;
    const auto records = m_parts.database.readNow([](Transaction &transaction) {
        return transaction.select(PlatformScope::ofStartup(), QStringLiteral("chat/list_result_files"));
    });
    for (const Record &record : records)
        known.insert(record.text(QStringLiteral("id")));
    QDirIterator files(m_parts.spoolDirectory, {QStringLiteral("*.rows")}, QDir::Files);
    while (files.hasNext()) {
        const QFileInfo file(files.next());
        if (!known.contains(file.completeBaseName()))
            QFile::remove(file.filePath());
    }
}

void ResultService::dropExpired()
{
    constexpr int atOnce = 10'000;
    const Instant before = m_parts.clock.now() - resultLifetime;
    const auto expired = m_parts.database.readNow([&](Transaction &transaction) {
        return transaction.select(PlatformScope::ofStartup(), QStringLiteral("chat/find_expired_results"),
                                  {{QStringLiteral("before"), stored(before)}, {QStringLiteral("limit"), atOnce}});
    });
    for (const Record &record : expired) {
        const TenantScope scope = TenantScope::ofJob(record.id<TenantId>(QStringLiteral("tenant_id")));
        const auto id = record.id<ResultId>(QStringLiteral("id"));
        m_parts.database.writeNow(scope, [&](Transaction &transaction) { ResultStore(transaction, scope).remove(id); });
        m_spool.remove(id);
    }
}

} // namespace tabletalk
