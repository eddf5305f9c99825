// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dashboards/DashboardService.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/api/Cursor.h"
#include "server/connections/ConnectionStore.h"
#include "server/dashboards/DashboardStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/saved/SavedQuestionStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostInWorkspace = 100;
constexpr size_t mostItems = 40;
constexpr int columns = 12;
constexpr int lowestRow = 1'000;
constexpr int tallest = 40;
constexpr int usualWidth = 6;
constexpr int usualHeight = 6;
constexpr int mostMinutes = 24 * 60;
constexpr qsizetype longestName = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Dashboards", text);
}

QString checkedName(const QString &given)
{
    const QString name = given.simplified();
    if (name.isEmpty() || name.size() > longestName)
        throw Problem::invalid(u"params.name"_s, tr("must have 1 to 200 characters"));
    return name;
}

QString checkedTitle(const QString &given)
{
    const QString title = given.simplified();
    if (title.size() > longestName)
        throw Problem::invalid(u"params.title"_s, tr("may have 200 characters"));
    return title;
}

QString checkedVisibility(const QString &visibility)
{
    if (visibility != u"private" && visibility != u"workspace")
        throw Problem::invalid(u"params.visibility"_s, tr("expected private or workspace"));
    return visibility;
}

QString checkedView(const QString &view)
{
    if (view != u"table" && view != u"chart" && view != u"number")
        throw Problem::invalid(u"params.view"_s, tr("expected table, chart or number"));
    return view;
}

api::Dashboard requireSeen(DashboardStore &store, DashboardId id, const Identity &caller)
{
    auto dashboard = store.find(id, Viewer::of(caller));
    if (!dashboard)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(dashboard);
}

/// Who sees it knows that it is there, and is told why they may not.
api::Dashboard requireOwn(DashboardStore &store, DashboardId id, const Identity &caller)
{
    auto dashboard = requireSeen(store, id, caller);
    if (!dashboard.mine)
        throw Problem::of(ProblemCode::Forbidden, tr("Only whoever made this dashboard may change it."),
                          tr("Make one of your own."));
    return dashboard;
}

/// The lists say which changed last.
api::Dashboard touched(DashboardStore &store, api::Dashboard dashboard, const Identity &caller, Instant now)
{
    dashboard.updatedAt = now;
    store.update(dashboard);
    return requireSeen(store, dashboard.id, caller);
}

bool overlap(const api::DashboardItem &a, const api::DashboardItem &b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

void requireInGrid(const api::DashboardPlace &place)
{
    if (place.width < 1 || place.height < 1 || place.height > tallest || place.x < 0 || place.y < 0
        || place.y > lowestRow || place.width > columns || place.x > columns - place.width)
        throw Problem::invalid(u"params.items"_s, tr("must lie within the twelve columns"));
}

/// Where there is room, beside the last item or below all.
void place(api::DashboardItem &item, const std::vector<api::DashboardItem> &others)
{
    item.width = usualWidth;
    item.height = usualHeight;
    int bottom = 0;
    for (const api::DashboardItem &other : others)
        bottom = std::max(bottom, other.y + other.height);
    const auto isFree = [&] {
        return std::ranges::none_of(others, [&](const api::DashboardItem &other) { return overlap(item, other); });
    };
    for (item.y = std::max(0, bottom - usualHeight); item.y < bottom; ++item.y) {
        for (item.x = 0; item.x <= columns - item.width; ++item.x) {
            if (isFree())
                return;
        }
    }
    item.x = 0;
    item.y = bottom;
    if (bottom > lowestRow)
        throw Problem::of(ProblemCode::LimitReached, tr("There is no room below the last tile."), tr("Move tiles up."));
}

/// The items that a request names as it wants them; others as they are. All of them to be changed.
std::vector<api::DashboardItem> arranged(const api::Dashboard &dashboard,
                                         const std::vector<api::DashboardPlace> &places)
{
    std::vector<api::DashboardItem> items = dashboard.items;
    if (places.size() > mostItems)
        throw Problem::invalid(u"params.items"_s, tr("are too many"));
    for (const api::DashboardPlace &place : places) {
        requireInGrid(place);
        const auto item = std::ranges::find(items, place.id, &api::DashboardItem::id);
        if (item == items.end())
            throw Problem::of(ProblemCode::NotFound);
        item->title = checkedTitle(place.title);
        item->view = checkedView(place.view);
        item->x = place.x;
        item->y = place.y;
        item->width = place.width;
        item->height = place.height;
    }
    for (size_t i = 0; i < items.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            if (overlap(items[i], items[j]))
                throw Problem::invalid(u"params.items"_s, tr("must not lie on each other"));
        }
    }
    return items;
}

DashboardStore::Page pageFor(const api::DashboardListRequest &request)
{
    DashboardStore::Page page;
    page.within = request.workspaceId;
    page.limit = pageLimit(request.limit) + 1; // to know whether there is another page
    if (request.cursor) {
        const QStringList parts = decodeCursor(*request.cursor, 2);
        page.beforeAt = Instant{parts[0].toLongLong()};
        page.before = DashboardId::fromString(parts[1]).value_or(DashboardId());
    }
    return page;
}

} // namespace

DashboardService::DashboardService(PlatformDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{}

Awaitable<api::DashboardList> DashboardService::list(Call call, api::DashboardListRequest request)
{
    const auto page = pageFor(request);
    auto read = [&call, &page](Transaction &transaction) {
        if (page.within && !ConnectionStore(transaction, call.scope).workspace(page.within))
            throw Problem::of(ProblemCode::NotFound);
        return DashboardStore(transaction, call.scope).list(Viewer::of(call.caller), page);
    };
    api::DashboardList list;
    list.items = co_await m_database.read(std::move(read));
    if (int(list.items.size()) == page.limit) {
        list.items.pop_back();
        const api::Dashboard &last = list.items.back();
        const QStringList position{QString::number(last.updatedAt.msSinceEpoch), last.id.toString()};
        list.nextCursor = encodeCursor(position);
    }
    co_return list;
}

Awaitable<api::Dashboard> DashboardService::create(Call call, api::CreateDashboardRequest request)
{
    const Instant now = m_clock.now();
    api::Dashboard dashboard;
    dashboard.id = makeId<DashboardId>(now);
    dashboard.name = checkedName(request.name);
    dashboard.visibility = checkedVisibility(request.visibility.value_or(u"private"_s));
    dashboard.ownerId = call.caller.user;
    dashboard.updatedAt = now;
    auto write = [&call, &request, dashboard](Transaction &transaction) mutable {
        const auto workspace = ConnectionStore(transaction, call.scope).workspace(request.workspaceId);
        if (!workspace)
            throw Problem::of(ProblemCode::NotFound);
        DashboardStore store(transaction, call.scope);
        if (store.countIn(*workspace) >= mostInWorkspace)
            throw Problem::of(ProblemCode::LimitReached, tr("A workspace may have %1 dashboards.").arg(mostInWorkspace),
                              tr("Delete some that are not needed any more."));
        dashboard.workspaceId = *workspace;
        store.insert(dashboard);
        return requireSeen(store, dashboard.id, call.caller);
    };
    co_return co_await m_database.write(std::move(write));
}

Awaitable<api::Dashboard> DashboardService::read(Call call, api::DashboardRequest request)
{
    auto read = [&call, id = request.id](Transaction &transaction) {
        DashboardStore store(transaction, call.scope);
        return requireSeen(store, id, call.caller);
    };
    co_return co_await m_database.read(std::move(read));
}

Awaitable<api::Dashboard> DashboardService::update(Call call, api::UpdateDashboardRequest request)
{
    if (request.refreshMinutes && (*request.refreshMinutes < 0 || *request.refreshMinutes > mostMinutes))
        throw Problem::invalid(u"params.refreshMinutes"_s, tr("expected 0 to 1440"));
    auto write = [&call, &request, now = m_clock.now()](Transaction &transaction) {
        DashboardStore store(transaction, call.scope);
        api::Dashboard dashboard = requireOwn(store, request.id, call.caller);
        if (request.name)
            dashboard.name = checkedName(*request.name);
        if (request.visibility)
            dashboard.visibility = checkedVisibility(*request.visibility);
        if (request.refreshMinutes)
            dashboard.refreshMinutes = *request.refreshMinutes;
        return touched(store, dashboard, call.caller, now);
    };
    co_return co_await m_database.write(std::move(write));
}

Awaitable<api::Empty> DashboardService::remove(Call call, api::DashboardRequest request)
{
    auto write = [&call, id = request.id](Transaction &transaction) {
        DashboardStore store(transaction, call.scope);
        requireOwn(store, id, call.caller);
        store.remove(id);
    };
    co_await m_database.write(std::move(write));
    co_return api::Empty();
}

Awaitable<api::Dashboard> DashboardService::pin(Call call, api::PinRequest request)
{
    const Instant now = m_clock.now();
    api::DashboardItem item;
    item.id = makeId<DashboardItemId>(now);
    item.savedQuestionId = request.savedQuestionId;
    item.title = checkedTitle(request.title.value_or(QString()));
    item.view = checkedView(request.view.value_or(u"chart"_s));
    auto write = [&call, &request, item, now](Transaction &transaction) mutable {
        DashboardStore store(transaction, call.scope);
        const api::Dashboard dashboard = requireOwn(store, request.dashboardId, call.caller);
        const auto saved =
            SavedQuestionStore(transaction, call.scope).find(item.savedQuestionId, Viewer::of(call.caller));
        if (!saved)
            throw Problem::of(ProblemCode::NotFound);
        if (saved->workspaceId != dashboard.workspaceId)
            throw Problem::of(ProblemCode::Conflict, tr("This question is about a database of another workspace."),
                              tr("Make a dashboard in that workspace."));
        if (dashboard.items.size() >= mostItems)
            throw Problem::of(ProblemCode::LimitReached, tr("A dashboard may have %1 tiles.").arg(mostItems),
                              tr("Take some off, or make another dashboard."));
        place(item, dashboard.items);
        store.insertItem(dashboard.id, item);
        return touched(store, dashboard, call.caller, now);
    };
    co_return co_await m_database.write(std::move(write));
}

Awaitable<api::Dashboard> DashboardService::arrange(Call call, api::ArrangeRequest request)
{
    auto write = [&call, &request, now = m_clock.now()](Transaction &transaction) {
        DashboardStore store(transaction, call.scope);
        const api::Dashboard dashboard = requireOwn(store, request.dashboardId, call.caller);
        for (const api::DashboardItem &item : arranged(dashboard, request.items))
            store.updateItem(dashboard.id, item);
        return touched(store, dashboard, call.caller, now);
    };
    co_return co_await m_database.write(std::move(write));
}

Awaitable<api::Dashboard> DashboardService::unpin(Call call, api::UnpinRequest request)
{
    auto write = [&call, &request, now = m_clock.now()](Transaction &transaction) {
        DashboardStore store(transaction, call.scope);
        const api::Dashboard dashboard = requireOwn(store, request.dashboardId, call.caller);
        if (std::ranges::find(dashboard.items, request.id, &api::DashboardItem::id) == dashboard.items.end())
            throw Problem::of(ProblemCode::NotFound);
        store.removeItem(dashboard.id, request.id);
        return touched(store, dashboard, call.caller, now);
    };
    co_return co_await m_database.write(std::move(write));
}

} // namespace tabletalk
