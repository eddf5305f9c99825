// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chat/ConversationService.h"

#include "core/api/Rows.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/text/SearchText.h"
#include "server/access/AudienceForm.h"
#include "server/api/Authenticator.h"
#include "server/api/Cursor.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ConversationStore.h"
#include "server/connections/ConnectionStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

namespace {

constexpr int messagesShown = 500;
constexpr qsizetype longestTitle = 200;
constexpr qsizetype longestSearch = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

/// Of the caller's list: one item more than asked for, to know whether there is another page.
ConversationStore::Page pageFor(const Call &call, const auto &request)
{
    ConversationStore::Page page{KeyGrant::workspaceOf(call.caller.key), {}, pageLimit(request.limit) + 1};
    if (request.cursor) {
        const auto parts = decodeCursor(*request.cursor, 3);
        page.before = {parts[0] == u"1", Instant{parts[1].toLongLong()},
                       ConversationId::fromString(parts[2]).value_or(ConversationId())};
    }
    return page;
}

const api::ConversationSummary &summaryOf(const api::ConversationSummary &summary)
{
    return summary;
}

const api::ConversationSummary &summaryOf(const api::ConversationSummary &&) = delete; // it would be gone

const api::ConversationSummary &summaryOf(const api::FoundConversation &found)
{
    return found.conversation;
}

/// What pageFor() asked for, without the item too many.
template <class List, class Item>
List listOf(std::vector<Item> items, const ConversationStore::Page &page)
{
    List list;
    list.items = std::move(items);
    if (int(list.items.size()) == page.limit) {
        list.items.pop_back();
        const api::ConversationSummary &last = summaryOf(list.items.back());
        list.nextCursor = encodeCursor({last.pinned ? QStringLiteral("1") : QStringLiteral("0"),
                                        QString::number(last.updatedAt.msSinceEpoch), last.id.toString()});
    }
    return list;
}

api::ConversationAudience toMessage(ConversationId id, const Audience &audience)
{
    return {id, visibilityName(audience.visibility), audience.users, audience.teams};
}

} // namespace

ConversationService::ConversationService(ConversationParts parts)
    : m_parts(std::move(parts))
{}

Awaitable<api::ConversationList> ConversationService::list(Call call, api::ConversationListRequest request)
{
    auto page = pageFor(call, request);
    if (request.workspaceId) {
        if (page.within && *page.within != *request.workspaceId)
            throw Problem::of(ProblemCode::NotFound); // a key sees its own workspace alone
        page.within = request.workspaceId;
    }
    auto read = [scope = call.scope, user = call.caller.user, archived = request.archived.value_or(false),
                 wanted = request.workspaceId, &page](Transaction &transaction) {
        if (wanted && !ConnectionStore(transaction, scope).workspace(wanted))
            throw Problem::of(ProblemCode::NotFound);
        return ConversationStore(transaction, scope).list(user, archived, page);
    };
    co_return listOf<api::ConversationList>(co_await m_parts.database.read(call.scope, std::move(read)), page);
}

Awaitable<api::ConversationList> ConversationService::listShown(Call call, api::ListRequest request)
{
    const auto page = pageFor(call, request);
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), &page](Transaction &transaction) {
        return ConversationStore(transaction, scope).listShown(viewer, page);
    };
    co_return listOf<api::ConversationList>(co_await m_parts.database.read(call.scope, std::move(read)), page);
}

Awaitable<api::FoundConversations> ConversationService::search(Call call, api::SearchConversationsRequest request)
{
    if (request.text.size() > longestSearch)
        throw Problem::invalid(QStringLiteral("params.text"), tr("must have 1 to 200 characters"));
    const auto words = searchWords(request.text, ConversationStore::mostWords);
    if (words.empty())
        throw Problem::invalid(QStringLiteral("params.text"), tr("must not be empty"));
    const auto page = pageFor(call, request);
    auto read = [scope = call.scope, user = call.caller.user, &words, &page](Transaction &transaction) {
        return ConversationStore(transaction, scope).search(user, words, page);
    };
    co_return listOf<api::FoundConversations>(co_await m_parts.database.read(call.scope, std::move(read)), page);
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
    co_return toMessage(request.id, co_await m_parts.database.read(call.scope, std::move(read)));
}

Awaitable<api::ConversationAudience> ConversationService::show(Call call, api::ShareConversationRequest request)
{
    auto write = [scope = call.scope, user = call.caller.user, id = request.id,
                  audience =
                      checkedAudience(request.visibility, request.userIds, request.teamIds)](Transaction &transaction) {
        if (!ConversationStore(transaction, scope).show(id, user, audience))
            throw Problem::of(ProblemCode::NotFound);
        return audience;
    };
    co_return toMessage(request.id, co_await m_parts.database.write(call.scope, std::move(write)));
}

Awaitable<api::Conversation> ConversationService::read(Call call, api::ConversationRequest request)
{
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), id = request.id](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        const auto summary = store.find(id, viewer);
        if (!summary)
            throw Problem::of(ProblemCode::NotFound);
        return api::Conversation{id, summary->databaseId, summary->title,
                                 store.messages(id, viewer.user, messagesShown)};
    };
    co_return co_await m_parts.database.read(call.scope, std::move(read));
}

Awaitable<api::MessagePage> ConversationService::messages(Call call, api::MessagesRequest request)
{
    if (request.offset && *request.offset < 0)
        throw Problem::invalid(QStringLiteral("params.offset"), tr("must not be negative"));
    auto read = [scope = call.scope, viewer = Viewer::of(call.caller), request,
                 limit = pageLimit(request.limit)](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        const auto summary = store.find(request.id, viewer);
        if (!summary)
            throw Problem::of(ProblemCode::NotFound);
        api::MessagePage page{request.id, summary->databaseId, summary->title, 0, store.messageCount(request.id), {}};
        const int lastPage = std::max(0, page.count - limit);
        page.offset = std::clamp(request.offset.value_or(lastPage), 0, page.count);
        if (request.around) {
            const auto message = store.findMessage(*request.around, viewer);
            if (!message || message->conversation != request.id)
                throw Problem::of(ProblemCode::NotFound);
            page.offset = std::clamp(store.placeOf(request.id, *request.around) - limit / 2, 0, lastPage);
        }
        page.messages = store.messagesFrom(request.id, viewer.user, page.offset, limit);
        return page;
    };
    co_return co_await m_parts.database.read(call.scope, std::move(read));
}

Awaitable<api::ConversationSummary> ConversationService::update(Call call, api::UpdateConversationRequest request)
{
    ConversationStore::Changes changes{{}, request.pinned, request.archived};
    if (request.title) {
        changes.title = request.title->simplified();
        if (changes.title->isEmpty() || changes.title->size() > longestTitle)
            throw Problem::invalid(QStringLiteral("params.title"), tr("must have 1 to 200 characters"));
    }
    auto write = [scope = call.scope, user = call.caller.user, id = request.id, changes](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        if (!store.update(id, user, changes))
            throw Problem::of(ProblemCode::NotFound);
        return *store.findOwn(id, user);
    };
    co_return co_await m_parts.database.write(call.scope, std::move(write));
}

Awaitable<api::ConversationSummary> ConversationService::branch(Call call, api::BranchRequest request)
{
    const Instant now = m_parts.clock.now();
    auto write = [&call, request, now, id = makeId<ConversationId>(now)](Transaction &transaction) {
        ConversationStore store(transaction, call.scope);
        const auto message = store.findMessage(request.messageId, Viewer::of(call.caller));
        if (!store.findOwn(request.id, call.caller.user) || !message || message->conversation != request.id)
            throw Problem::of(ProblemCode::NotFound);
        const ConversationStore::Branch branch{id, request.id, request.messageId, request.inclusive.value_or(true)};
        if (store.branch(branch, call.caller.user, messagesShown, now) == 0)
            throw Problem::of(ProblemCode::Conflict, tr("There is nothing before that question."),
                              tr("Begin a new conversation."));
        return *store.findOwn(id, call.caller.user);
    };
    co_return co_await m_parts.database.write(call.scope, std::move(write));
}

Awaitable<api::ChosenChart> ConversationService::chooseChart(Call call, api::ChooseChartRequest request)
{
    auto write = [&call, &request](Transaction &transaction) {
        ConversationStore store(transaction, call.scope);
        const auto message = store.findMessage(request.messageId, Viewer::of(call.caller));
        if (!message || !store.findOwn(message->conversation, call.caller.user))
            throw Problem::of(ProblemCode::NotFound);
        if (!message->answer || message->answer->columns.empty())
            throw Problem::of(ProblemCode::Conflict, tr("There is no result to draw."));
        api::ChosenChart chosen{message->answer->chart, false};
        if (request.chart) {
            const auto columns = api::toColumns(message->answer->columns);
            const auto spec = orThrow(api::toSpec(*request.chart));
            chosen = {api::toMessage(orThrow(ask::checked(spec, columns, message->answer->rowCount))), true};
        }
        store.setChart(request.messageId, chosen.chosen ? chosen.chart : std::nullopt);
        return chosen;
    };
    co_return co_await m_parts.database.write(call.scope, std::move(write));
}

Awaitable<api::Empty> ConversationService::remove(Call call, api::ConversationRequest request)
{
    auto write = [scope = call.scope, user = call.caller.user, id = request.id](Transaction &transaction) {
        ConversationStore store(transaction, scope);
        if (!store.findOwn(id, user))
            throw Problem::of(ProblemCode::NotFound);
        store.handOverResults(id);
        auto results = store.resultsOf(id);
        if (!store.remove(id, user))
            throw Problem::of(ProblemCode::NotFound);
        return results;
    };
    const auto results = co_await m_parts.database.write(call.scope, std::move(write));
    auto end = [this, results, tenant = call.scope.tenant(), user = call.caller.user, id = request.id] {
        m_parts.endConversation(tenant, user, id, results);
    };
    co_await m_parts.controlPool.run(call.scope.tenant(), std::move(end));
    co_return api::Empty();
}

} // namespace tabletalk
