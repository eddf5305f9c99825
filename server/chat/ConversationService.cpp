// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ConversationService.h"

#include "server/api/Authenticator.h"
#include "server/api/Cursor.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ConversationStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr int messagesShown = 500;
constexpr size_t mostInAudience = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

std::optional<ConversationStore::Position> conversationPosition(const std::optional<QString> &cursor)
{
    if (!cursor)
        return std::nullopt;
    const auto parts = decodeCursor(*cursor, 2);
    return ConversationStore::Position{Instant{parts[0].toLongLong()},
                                       ConversationId::fromString(parts[1]).value_or(ConversationId())};
}

api::ConversationList conversationPage(std::vector<api::ConversationSummary> items, int limit)
{
    api::ConversationList list;
    list.items = std::move(items);
    if (int(list.items.size()) > limit) {
        list.items.resize(size_t(limit));
        const auto &last = list.items.back();
        list.nextCursor = encodeCursor({QString::number(last.updatedAt.msSinceEpoch), last.id.toString()});
    }
    return list;
}

/// Each once; people only where it is shown to people, teams only where it is shown to teams.
Audience checkedAudience(const api::ShareConversationRequest &request)
{
    const auto visibility = visibilityFromName(request.visibility);
    if (!visibility)
        throw Problem::invalid(QStringLiteral("params.visibility"),
                               tr("expected private, team, organization, public or shared"));
    Audience audience{*visibility, {}, {}};
    const auto take = [](auto &list, const auto &given, const QString &path, const QString &missing) {
        list = given.value_or(std::remove_cvref_t<decltype(*given)>());
        std::sort(list.begin(), list.end());
        list.erase(std::ranges::unique(list).begin(), list.end());
        if (list.empty() || list.size() > mostInAudience)
            throw Problem::invalid(path, missing);
    };
    const auto refuse = [](const QString &path) {
        throw Problem::invalid(path, tr("does not go with that visibility"));
    };
    if (visibility != Visibility::Shared && request.userIds && !request.userIds->empty())
        refuse(QStringLiteral("params.userIds"));
    if (visibility != Visibility::Team && request.teamIds && !request.teamIds->empty())
        refuse(QStringLiteral("params.teamIds"));
    if (visibility == Visibility::Shared)
        take(audience.users, request.userIds, QStringLiteral("params.userIds"), tr("expected 1 to 200 people"));
    if (visibility == Visibility::Team)
        take(audience.teams, request.teamIds, QStringLiteral("params.teamIds"), tr("expected 1 to 200 teams"));
    return audience;
}

api::ConversationAudience toMessage(ConversationId id, const Audience &audience)
{
    return {id, visibilityName(audience.visibility), audience.users, audience.teams};
}

} // namespace

ConversationService::ConversationService(ConversationParts parts)
    : m_parts(std::move(parts))
{}

Awaitable<api::ConversationList> ConversationService::list(Call call, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    auto read = [scope = call.scope, user = call.caller.user, before = conversationPosition(request.cursor),
                 within = KeyGrant::workspaceOf(call.caller.key), limit](Transaction &transaction) {
        return ConversationStore(transaction, scope).list(user, within, before, limit + 1);
    };
    co_return conversationPage(co_await m_parts.database.read(std::move(read)), limit);
}

Awaitable<api::ConversationList> ConversationService::listShown(Call call, api::ListRequest request)
{
    const int limit = pageLimit(request.limit);
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), before = conversationPosition(request.cursor),
                 within = KeyGrant::workspaceOf(call.caller.key), limit](Transaction &transaction) {
        return ConversationStore(transaction, scope).listShown(viewer, within, before, limit + 1);
    };
    co_return conversationPage(co_await m_parts.database.read(std::move(read)), limit);
}

Awaitable<api::ConversationAudience> ConversationService::readAudience(Call call, api::ConversationRequest request)
{
    auto read = [scope = call.scope, user = call.caller.user, id = request.id](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        const auto summary = store.findOwn(id, user);
        if (!summary)
            throw Problem::of(ProblemCode::NotFound);
        return store.audienceOf(*summary);
    };
    co_return toMessage(request.id, co_await m_parts.database.read(std::move(read)));
}

Awaitable<api::ConversationAudience> ConversationService::show(Call call, api::ShareConversationRequest request)
{
    auto write = [scope = call.scope, user = call.caller.user, id = request.id,
                  audience = checkedAudience(request)](Transaction &transaction) {
        if (!ConversationStore(transaction, scope).show(id, user, audience))
            throw Problem::of(ProblemCode::NotFound);
        return audience;
    };
    co_return toMessage(request.id, co_await m_parts.database.write(std::move(write)));
}

Awaitable<api::Conversation> ConversationService::read(Call call, api::ConversationRequest request)
{
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), id = request.id](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        const auto summary = store.find(id, viewer);
        if (!summary)
            throw Problem::of(ProblemCode::NotFound);
        return api::Conversation{id, summary->databaseId, summary->title, store.messages(id, messagesShown)};
    };
    co_return co_await m_parts.database.read(std::move(read));
}

Awaitable<api::ConversationSummary> ConversationService::rename(Call call, api::RenameConversationRequest request)
{
    const QString title = request.title.simplified();
    if (title.isEmpty() || title.size() > 200)
        throw Problem::invalid(QStringLiteral("params.title"), tr("must have 1 to 200 characters"));
    auto write = [scope = call.scope, user = call.caller.user, id = request.id, title](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        if (!store.rename(id, user, title))
            throw Problem::of(ProblemCode::NotFound);
        return *store.findOwn(id, user);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::Empty> ConversationService::remove(Call call, api::ConversationRequest request)
{
    auto write = [scope = call.scope, user = call.caller.user, id = request.id](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        auto results = store.resultsOf(id);
        if (!store.remove(id, user))
            throw Problem::of(ProblemCode::NotFound);
        return results;
    };
    const auto results = co_await m_parts.database.write(std::move(write));
    auto end = [this, results, tenant = call.scope.tenant(), user = call.caller.user, id = request.id] {
        m_parts.endConversation(tenant, user, id, results);
    };
    co_await m_parts.controlPool.run(call.scope.tenant(), std::move(end));
    co_return api::Empty();
}

} // namespace tabletalk
