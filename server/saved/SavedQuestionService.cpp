// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/saved/SavedQuestionService.h"

#include "core/api/Charts.h"
#include "core/api/Rows.h"
#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/connect/KindDialect.h"
#include "core/sql/StatementGuard.h"
#include "core/text/SearchText.h"
#include "server/api/Cursor.h"
#include "server/chat/ConversationStore.h"
#include "server/connections/ConnectionService.h"
#include "server/connections/ConnectionStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/saved/SavedQuestionRunner.h"
#include "server/saved/SavedQuestionStore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr int mostInWorkspace = 1'000;
constexpr qsizetype longestName = 200;
constexpr qsizetype longestQuestion = 4'000;
constexpr qsizetype longestStatement = 100'000;
constexpr qsizetype longestChartText = 1'000;
constexpr size_t mostSeries = 50;
constexpr int mostRows = 5'000;
constexpr qsizetype longestSearch = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("SavedQuestions", text);
}

QString checkedName(const QString &given)
{
    const QString name = given.simplified();
    if (name.isEmpty() || name.size() > longestName)
        throw Problem::invalid(u"params.name"_s, tr("must have 1 to 200 characters"));
    return name;
}

QString checkedQuestion(const QString &given)
{
    if (given.size() > longestQuestion)
        throw Problem::invalid(u"params.question"_s, tr("may have 4000 characters"));
    return given.trimmed();
}

QString checkedStatement(const QString &sql)
{
    if (sql.trimmed().isEmpty())
        throw Problem::invalid(u"params.sql"_s, tr("must not be empty"));
    if (sql.size() > longestStatement)
        throw Problem::of(ProblemCode::TooLarge, tr("A statement may have %1 characters.").arg(longestStatement));
    return sql;
}

QString checkedVisibility(const QString &visibility)
{
    if (visibility != u"private" && visibility != u"workspace")
        throw Problem::invalid(u"params.visibility"_s, tr("expected private or workspace"));
    return visibility;
}

/// Whether it fits is seen when the statement has run.
api::Chart checkedChart(const api::Chart &chart)
{
    api::Chart checked = api::toMessage(orThrow(api::toSpec(chart)));
    const auto isLong = [](const QString &text) { return text.size() > longestChartText; };
    if (checked.y.size() > mostSeries || isLong(checked.title) || isLong(checked.x)
        || isLong(checked.group.value_or(QString())) || std::ranges::any_of(checked.y, isLong))
        throw Problem::invalid(u"params.chart"_s, tr("is too large"));
    return checked;
}

/// Neither the role alone nor a key that was given less may do it.
bool mayRunStatements(const Identity &caller)
{
    return allows(caller.grants(), Permission::RunStatements)
           && (!caller.key || caller.key->covers(Permission::RunStatements));
}

api::SavedQuestion requireSeen(SavedQuestionStore &store, SavedQuestionId id, const Identity &caller)
{
    auto saved = store.find(id, Viewer::of(caller));
    if (!saved)
        throw Problem::of(ProblemCode::NotFound);
    return *std::move(saved);
}

/// Who sees it knows that it is there, and is told why they may not.
api::SavedQuestion requireOwn(SavedQuestionStore &store, SavedQuestionId id, const Identity &caller)
{
    auto saved = requireSeen(store, id, caller);
    if (!saved.mine)
        throw Problem::of(ProblemCode::Forbidden, tr("Only whoever saved this question may change it."),
                          tr("Save it as a question of your own."));
    return saved;
}

/// What is new: named, placed, and within the bound of its workspace.
api::SavedQuestion inserted(Transaction &transaction, const Call &call, api::SavedQuestion saved)
{
    saved.workspaceId = ConnectionStore(transaction, call.scope).requireInUse(saved.databaseId);
    SavedQuestionStore store(transaction, call.scope);
    if (store.countIn(saved.workspaceId) >= mostInWorkspace)
        throw Problem::of(ProblemCode::LimitReached,
                          tr("A workspace may have %1 saved questions.").arg(mostInWorkspace),
                          tr("Delete some that are not needed any more."));
    saved.ownerId = call.caller.user;
    store.insert(saved);
    return requireSeen(store, saved.id, call.caller);
}

/// The question, statement and chart of an answer that the caller sees.
void takeAnswer(Transaction &transaction, const Call &call, MessageId id, api::SavedQuestion &saved)
{
    const auto message = ConversationStore(transaction, call.scope).findMessage(id, Viewer::of(call.caller));
    if (!message)
        throw Problem::of(ProblemCode::NotFound);
    if (message->status != u"answered" || !message->answer || message->answer->sql.isEmpty())
        throw Problem::of(ProblemCode::Conflict, tr("There is no answer to save."),
                          tr("Choose a question that was answered."));
    saved.databaseId = message->connection;
    saved.sql = message->answer->sql;
    saved.question = message->question == saved.sql ? QString() : message->question;
    saved.chart = message->chosenChart ? message->chosenChart : message->answer->chart;
}

SavedQuestionStore::Page pageFor(const api::SavedQuestionListRequest &request)
{
    SavedQuestionStore::Page page;
    page.within = request.workspaceId;
    page.limit = pageLimit(request.limit) + 1; // to know whether there is another page
    if (const QString text = request.text.value_or(QString()); !text.isEmpty()) {
        if (text.size() > longestSearch)
            throw Problem::invalid(u"params.text"_s, tr("may have 200 characters"));
        page.words = searchWords(text, SavedQuestionStore::mostWords);
    }
    if (request.cursor) {
        const QStringList parts = decodeCursor(*request.cursor, 2);
        page.beforeAt = Instant{parts[0].toLongLong()};
        page.before = SavedQuestionId::fromString(parts[1]).value_or(SavedQuestionId());
    }
    return page;
}

void apply(const api::UpdateSavedQuestionRequest &request, api::SavedQuestion &saved)
{
    if (request.name)
        saved.name = checkedName(*request.name);
    if (request.question)
        saved.question = checkedQuestion(*request.question);
    if (request.sql)
        saved.sql = *request.sql;
    if (request.chart)
        saved.chart = checkedChart(*request.chart);
    else if (request.suggestChart.value_or(false))
        saved.chart.reset();
    if (request.visibility)
        saved.visibility = checkedVisibility(*request.visibility);
}

api::SavedRun toMessage(const SavedOutcome &outcome)
{
    api::SavedRun run;
    run.id = outcome.saved.id;
    run.sql = outcome.saved.sql;
    run.columns = api::toHeaders(outcome.columns);
    for (const Row &row : outcome.rows) {
        boost::json::array cells;
        for (const Cell &cell : row)
            cells.push_back(api::toJson(cell));
        run.rows.emplace_back(std::move(cells));
    }
    run.rowCount = qint64(outcome.rows.size());
    run.truncated = outcome.truncated;
    run.text = outcome.text;
    if (outcome.chart)
        run.chart = api::toMessage(*outcome.chart);
    for (const ask::ColumnTotals &totals : outcome.totals)
        run.totals.push_back(api::toMessage(totals));
    run.ranAt = outcome.ranAt;
    run.ms = outcome.ms;
    return run;
}

} // namespace

SavedQuestionService::SavedQuestionService(SavedParts parts)
    : m_parts(parts)
{}

Awaitable<api::SavedQuestionList> SavedQuestionService::list(Call call, api::SavedQuestionListRequest request)
{
    const auto page = pageFor(request);
    auto read = [&call, &page](Transaction &transaction) {
        if (page.within && !ConnectionStore(transaction, call.scope).workspace(page.within))
            throw Problem::of(ProblemCode::NotFound);
        return SavedQuestionStore(transaction, call.scope).list(Viewer::of(call.caller), page);
    };
    api::SavedQuestionList list;
    list.items = co_await m_parts.database.read(std::move(read));
    if (int(list.items.size()) == page.limit) {
        list.items.pop_back();
        const api::SavedQuestion &last = list.items.back();
        const QStringList position{QString::number(last.updatedAt.msSinceEpoch), last.id.toString()};
        list.nextCursor = encodeCursor(position);
    }
    co_return list;
}

/// By the guard that runs before each statement, so that what is saved is what may run. It is
/// asked again each time.
Awaitable<void> SavedQuestionService::checkStatement(TenantScope scope, ConnectionId database, QString sql)
{
    auto read = [scope, database](Transaction &transaction) {
        const auto connection = ConnectionStore(transaction, scope).find(database);
        if (!connection)
            throw Problem::of(ProblemCode::NotFound);
        return connection->database.kind;
    };
    const QString kind = co_await m_parts.database.read(std::move(read));
    Dialect dialect = dialectOfKind(kind);
    if (kind == u"odbc") { // what is behind it says the reading alone
        const auto understanding = co_await m_parts.connections.understandingOf(scope, database);
        dialect = understanding->schema.dialect;
    }
    orThrow(sql::checkReadOnly(sql, dialect));
}

Awaitable<api::SavedQuestion> SavedQuestionService::create(Call call, api::CreateSavedQuestionRequest request)
{
    const Instant now = m_parts.clock.now();
    api::SavedQuestion saved;
    saved.id = makeId<SavedQuestionId>(now);
    saved.databaseId = request.databaseId;
    saved.name = checkedName(request.name);
    saved.question = checkedQuestion(request.question.value_or(QString()));
    saved.sql = checkedStatement(request.sql);
    if (request.chart)
        saved.chart = checkedChart(*request.chart);
    saved.visibility = checkedVisibility(request.visibility.value_or(u"private"_s));
    saved.createdAt = now;
    saved.updatedAt = now;
    co_await checkStatement(call.scope, saved.databaseId, saved.sql);
    auto write = [&call, &saved](Transaction &transaction) { return inserted(transaction, call, saved); };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::SavedQuestion> SavedQuestionService::saveAnswer(Call call, api::SaveAnswerRequest request)
{
    const Instant now = m_parts.clock.now();
    const QString visibility = checkedVisibility(request.visibility.value_or(u"private"_s));
    auto write = [&call, &request, now, visibility, id = makeId<SavedQuestionId>(now)](Transaction &transaction) {
        api::SavedQuestion saved;
        saved.id = id;
        takeAnswer(transaction, call, request.messageId, saved);
        saved.name = checkedName(request.name.value_or(saved.question.simplified().left(longestName)));
        saved.visibility = visibility;
        saved.createdAt = now;
        saved.updatedAt = now;
        return inserted(transaction, call, saved);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::SavedQuestion> SavedQuestionService::read(Call call, api::SavedQuestionRequest request)
{
    auto read = [&call, id = request.id](Transaction &transaction) {
        SavedQuestionStore store(transaction, call.scope);
        return requireSeen(store, id, call.caller);
    };
    co_return co_await m_parts.database.read(std::move(read));
}

Awaitable<api::SavedQuestion> SavedQuestionService::update(Call call, api::UpdateSavedQuestionRequest request)
{
    auto look = [&call, id = request.id](Transaction &transaction) {
        SavedQuestionStore store(transaction, call.scope);
        return requireOwn(store, id, call.caller);
    };
    const api::SavedQuestion before = co_await m_parts.database.read(std::move(look));
    if (request.sql) {
        if (!mayRunStatements(call.caller))
            throw Problem::of(ProblemCode::Forbidden, tr("You may not run statements of your own."),
                              tr("Ask the question in other words, and save its answer."));
        request.sql = checkedStatement(*request.sql);
        co_await checkStatement(call.scope, before.databaseId, *request.sql);
    }
    auto write = [&call, &request, now = m_parts.clock.now()](Transaction &transaction) {
        SavedQuestionStore store(transaction, call.scope);
        api::SavedQuestion saved = requireOwn(store, request.id, call.caller);
        apply(request, saved);
        saved.updatedAt = now;
        store.update(saved);
        return requireOwn(store, request.id, call.caller);
    };
    co_return co_await m_parts.database.write(std::move(write));
}

Awaitable<api::Empty> SavedQuestionService::remove(Call call, api::SavedQuestionRequest request)
{
    auto write = [&call, id = request.id](Transaction &transaction) {
        SavedQuestionStore store(transaction, call.scope);
        requireOwn(store, id, call.caller);
        store.remove(id);
    };
    co_await m_parts.database.write(std::move(write));
    co_return api::Empty();
}

Awaitable<api::SavedRun> SavedQuestionService::run(Call call, api::RunSavedQuestionRequest request)
{
    SavedRunBounds bounds;
    bounds.rows = request.limit.value_or(int(bounds.rows));
    if (bounds.rows < 1 || bounds.rows > mostRows)
        throw Problem::invalid(u"params.limit"_s, tr("expected 1 to 5000"));
    const SavedRunner runner = SavedRunner::of(call);
    const SavedOutcome outcome = co_await m_parts.runner.run(call.scope, runner, request.id, bounds);
    co_return toMessage(outcome);
}

} // namespace tabletalk
