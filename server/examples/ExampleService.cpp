// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/examples/ExampleService.h"

#include "core/ask/Translator.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/schema/UnderstandingSize.h"
#include "core/text/SearchText.h"
#include "server/base/LruCache.h"
#include "server/base/WorkerPool.h"
#include "server/chat/ConversationStore.h"
#include "server/connections/ConnectionService.h"
#include "server/examples/ExampleStore.h"
#include "server/platform/PlatformDatabase.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostExamples = 200; ///< of a connection, proposals among them
constexpr int feedbackShown = 200;
constexpr qsizetype longestReason = 1000;
constexpr size_t understandingsInMemory = 64;
constexpr qint64 bytesInMemory = 256LL * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Examples", text);
}

/// Neither the role alone nor a key that was given less may do it.
bool managesDatabases(const Identity &caller)
{
    return allows(caller.grants(), Permission::ManageDatabases)
           && (!caller.key || caller.key->covers(Permission::ManageDatabases));
}

ConversationStore::FoundMessage requireMessage(Transaction &transaction, const Call &call, MessageId id)
{
    auto message = ConversationStore(transaction, call.scope).findMessage(id, Viewer::of(call.caller));
    if (!message)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(message);
}

ExampleStore::Entry requireExample(ExampleStore &store, const api::ExampleRequest &request)
{
    auto entry = store.find(request.databaseId, request.id);
    if (!entry)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(entry);
}

/// The question and the statement that an answer stands for.
QuestionExample exampleOf(const ConversationStore::FoundMessage &message, const std::optional<QString> &question)
{
    if (message.status != u"answered" || !message.answer)
        throw Problem::of(ProblemCode::Conflict, tr("There is no answer to make an example of."),
                          tr("Choose a question that was answered."));
    const QString asked = question.value_or(message.question).simplified();
    const bool isStatement = message.answer->sql == message.question;
    if (asked.isEmpty() || (isStatement && !question))
        throw Problem::invalid(u"params.question"_s, tr("say which question the statement answers"));
    if (asked.size() > ask::maxQuestionLength)
        throw Problem::invalid(u"params.question"_s, tr("is too long"));
    return {asked, message.answer->sql, message.answer->rowCount};
}

/// Of two statements for one question the one that was approved last is right.
void removeOthersOf(ExampleStore &store, const api::KnownAnswer &approved,
                    const std::vector<ExampleStore::Entry> &entries)
{
    const QString question = searchText(approved.question);
    for (const ExampleStore::Entry &entry : entries) {
        if (entry.answer.id != approved.id && searchText(entry.answer.question) == question)
            store.remove(approved.databaseId, entry.answer.id);
    }
}

} // namespace

/// What is understood of connections, with examples.
struct ExampleService::State
{
    struct Extended
    {
        std::shared_ptr<const Understanding> source;
        QStringList examples; ///< ids
        std::shared_ptr<const Understanding> whole;
    };
    using Key = std::pair<TenantId, ConnectionId>;
    LruCache<Key, Extended> extended{understandingsInMemory, bytesInMemory,
                                     [](const Extended &each) { return approximateBytes(*each.whole); }};
};

ExampleService::ExampleService(ExampleParts parts)
    : m_parts(parts)
    , m_state(std::make_unique<State>())
{}

ExampleService::~ExampleService() = default;

Awaitable<api::Empty> ExampleService::giveFeedback(Call call, api::FeedbackRequest request)
{
    const QString reason = request.reason.value_or(QString()).trimmed();
    if (reason.size() > longestReason)
        throw Problem::invalid(u"params.reason"_s, tr("may have 1000 characters"));
    auto write = [&call, id = request.messageId, good = request.good, reason,
                  now = m_parts.clock.now()](Transaction &transaction) {
        requireMessage(transaction, call, id);
        ExampleStore store(transaction, call.scope);
        if (good)
            store.saveFeedback(id, call.caller.user, *good, reason, now);
        else
            store.removeFeedback(id, call.caller.user);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
    co_return api::Empty();
}

Awaitable<api::FeedbackList> ExampleService::listFeedback(Call call, api::ExamplesRequest request)
{
    co_await m_parts.connections.requireConnection(call.scope, request.id);
    auto read = [scope = call.scope, id = request.id](Transaction &transaction) {
        return ExampleStore(transaction, scope).feedback(id, feedbackShown);
    };
    api::FeedbackList list;
    list.items = co_await m_parts.database.read(call.scope, std::move(read));
    co_return list;
}

Awaitable<api::KnownAnswer> ExampleService::propose(Call call, api::ProposeExampleRequest request)
{
    const Instant now = m_parts.clock.now();
    auto write = [&call, &request, now, id = makeId<ExampleId>(now),
                  approves = managesDatabases(call.caller)](Transaction &transaction) {
        const auto message = requireMessage(transaction, call, request.messageId);
        const QuestionExample example = exampleOf(message, request.question);
        ExampleStore store(transaction, call.scope);
        auto known = store.list(message.connection, call.caller.user, true, mostExamples);
        const auto same = std::ranges::find_if(known, [&](const ExampleStore::Entry &entry) {
            return entry.answer.sql == example.sql && searchText(entry.answer.question) == searchText(example.question);
        });
        if (same != known.end() && (same->answer.approvedAt || !approves))
            return same->answer; // said already
        if (known.size() >= size_t(mostExamples))
            throw Problem::of(ProblemCode::LimitReached,
                              tr("A database may have %1 examples and proposals.").arg(mostExamples),
                              tr("Remove some that are not needed any more."));
        const auto before = std::ranges::find(known, request.messageId, &ExampleStore::Entry::message);
        if (before != known.end()) {
            if (!approves && (before->answer.approvedAt || before->proposer != call.caller.user))
                throw Problem::of(ProblemCode::Conflict, tr("Somebody made an example of this answer already."));
            store.remove(message.connection, before->answer.id);
            known.erase(before);
        }
        store.insert({id, message.connection, request.messageId, example}, call.caller.user, approves, now);
        const auto kept = store.find(message.connection, id);
        if (approves)
            removeOthersOf(store, kept->answer, known);
        return kept->answer;
    };
    co_return co_await m_parts.database.write(call.scope, std::move(write));
}

Awaitable<api::KnownAnswerList> ExampleService::list(Call call, api::ExamplesRequest request)
{
    co_await m_parts.connections.requireConnection(call.scope, request.id);
    auto read = [&call, id = request.id](Transaction &transaction) {
        return ExampleStore(transaction, call.scope)
            .list(id, call.caller.user, managesDatabases(call.caller), mostExamples);
    };
    const auto entries = co_await m_parts.database.read(call.scope, std::move(read));
    api::KnownAnswerList list;
    for (const ExampleStore::Entry &entry : entries)
        list.items.push_back(entry.answer);
    co_return list;
}

Awaitable<api::KnownAnswer> ExampleService::approve(Call call, api::ExampleRequest request)
{
    auto write = [&call, request, now = m_parts.clock.now()](Transaction &transaction) {
        ExampleStore store(transaction, call.scope);
        const auto proposed = requireExample(store, request);
        if (proposed.answer.approvedAt)
            return proposed.answer;
        store.approve(request.databaseId, request.id, call.caller.user, now);
        removeOthersOf(store, proposed.answer, store.list(request.databaseId, call.caller.user, true, mostExamples));
        return requireExample(store, request).answer;
    };
    co_return co_await m_parts.database.write(call.scope, std::move(write));
}

Awaitable<api::Empty> ExampleService::remove(Call call, api::ExampleRequest request)
{
    auto write = [&call, request](Transaction &transaction) {
        ExampleStore store(transaction, call.scope);
        const auto entry = requireExample(store, request);
        const bool ownProposal = entry.proposer == call.caller.user && !entry.answer.approvedAt;
        if (!ownProposal && !managesDatabases(call.caller))
            throw Problem::of(entry.answer.approvedAt ? ProblemCode::Forbidden : ProblemCode::NotFound);
        store.remove(request.databaseId, request.id);
    };
    co_await m_parts.database.write(call.scope, std::move(write));
    co_return api::Empty();
}

Awaitable<std::shared_ptr<const Understanding>>
ExampleService::applyTo(TenantScope scope, ConnectionId id, std::shared_ptr<const Understanding> understanding)
{
    // Read each time, since other servers may share the database; a handful of rows by an index.
    auto readIds = [scope, id](Transaction &transaction) {
        return ExampleStore(transaction, scope).approvedIds(id, mostExamples);
    };
    const QStringList ids = co_await m_parts.database.read(scope, std::move(readIds));
    if (ids.isEmpty())
        co_return understanding;
    const State::Key key{scope.tenant(), id};
    if (const auto known = m_state->extended.find(key);
        known && known->source == understanding && known->examples == ids)
        co_return known->whole;

    auto read = [scope, id](Transaction &transaction) {
        return ExampleStore(transaction, scope).approved(id, mostExamples);
    };
    const std::vector<QuestionExample> approved = co_await m_parts.database.read(scope, std::move(read));
    auto extend = [&understanding, &approved] {
        auto whole = std::make_shared<Understanding>(*understanding);
        whole->examples.insert(whole->examples.begin(), approved.begin(), approved.end());
        return std::shared_ptr<const Understanding>(std::move(whole));
    };
    auto whole = co_await m_parts.pool.run(scope.tenant(), std::move(extend));
    m_state->extended.put(key, {understanding, ids, whole});
    co_return whole;
}

} // namespace tabletalk
