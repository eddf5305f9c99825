// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/vocabulary/VocabularyService.h"

#include "core/api/VocabularyFile.h"
#include "core/base/Clock.h"
#include "core/schema/HiddenNames.h"
#include "core/schema/VocabularyCheck.h"
#include "server/api/Cursor.h"
#include "server/base/LruCache.h"
#include "server/base/WorkerPool.h"
#include "server/connections/ConnectionService.h"
#include "server/platform/PlatformDatabase.h"
#include "server/vocabulary/VocabularyStore.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>
#include <functional>
#include <limits>
#include <mutex>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t vocabulariesInMemory = 1000;
constexpr qint64 revisionsKept = 200;
constexpr qsizetype maxNoteLength = 500;
constexpr int examplesRead = 200;
constexpr quint32 mostUncompressed = 4 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Vocabulary", text);
}

QString checkedNote(const std::optional<QString> &note)
{
    const QString simple = note.value_or(QString()).simplified();
    if (simple.size() > maxNoteLength)
        throw Problem::invalid(u"params.note"_s, tr("must have at most %1 characters").arg(maxNoteLength));
    return simple;
}

std::vector<api::VocabularyIssue> toIssues(const std::vector<FieldError> &errors)
{
    std::vector<api::VocabularyIssue> issues;
    issues.reserve(errors.size());
    for (const FieldError &error : errors)
        issues.push_back({error.path, error.message});
    return issues;
}

QByteArray encoded(const Vocabulary &vocabulary)
{
    const QByteArray file = writeVocabularyFile(vocabulary);
    if (file.size() > maxVocabularyFileBytes)
        throw Problem::of(
            ProblemCode::TooLarge,
            tr("The vocabulary takes %1 bytes; it may take %2.").arg(file.size()).arg(maxVocabularyFileBytes),
            tr("Shorten descriptions, or leave out what is not needed."));
    return qCompress(file);
}

/// Puts the organisation's own words where the description speaks of the table or one of its columns.
void describe(api::TableInfo &table, const PlaceDescription &description)
{
    const SchemaPlace &place = description.place;
    if (place.schema && place.schema->compare(table.schema, Qt::CaseInsensitive) != 0)
        return;
    if (!place.column)
        table.description = description.text;
    for (api::ColumnInfo &column : table.columns) {
        if (place.column && place.column->compare(column.name, Qt::CaseInsensitive) == 0)
            column.description = description.text;
    }
}

Vocabulary decoded(const QByteArray &content)
{
    const bool bounded = content.size() > 4 && qFromBigEndian<quint32>(content.constData()) <= mostUncompressed;
    return orThrow(readVocabularyFile(bounded ? qUncompress(content) : QByteArray()));
}

} // namespace

/// A vocabulary in memory.
struct VocabularyService::Kept
{
    api::VocabularyRevision head; ///< revision 0: nothing was saved yet
    std::shared_ptr<const Vocabulary> vocabulary;
};

/// What is to become the next revision, made from the newest inside the transaction.
struct VocabularyService::Change
{
    ConnectionId connection;
    std::optional<qint64> baseRevision;
    QString note;
    std::function<Vocabulary(VocabularyStore &, const Vocabulary &newest)> make;
};

struct VocabularyService::State
{
    using Key = std::pair<TenantId, ConnectionId>;
    LruCache<Key, std::shared_ptr<const Kept>> kept{vocabulariesInMemory};
    std::mutex saving;

    /// Saves may be acknowledged in another order than they were made.
    void putNewer(const Key &key, const std::shared_ptr<const Kept> &saved)
    {
        const std::lock_guard lock(saving);
        const auto known = kept.find(key);
        if (!known || (*known)->head.revision < saved->head.revision)
            kept.put(key, saved);
    }
};

VocabularyService::VocabularyService(VocabularyParts parts)
    : m_parts(parts)
    , m_state(std::make_unique<State>())
{}

VocabularyService::~VocabularyService() = default;

Awaitable<std::shared_ptr<const VocabularyService::Kept>> VocabularyService::kept(TenantScope scope, ConnectionId id)
{
    const State::Key key{scope.tenant(), id};
    if (auto known = m_state->kept.find(key))
        co_return *known;
    auto read = [scope, id](Transaction &transaction) { return VocabularyStore(transaction, scope).newest(id); };
    const auto stored = co_await m_parts.database.read(scope, std::move(read));
    auto fresh = std::make_shared<Kept>();
    if (stored)
        fresh->head = stored->head;
    fresh->vocabulary = std::make_shared<const Vocabulary>(stored ? decoded(stored->content) : Vocabulary());
    co_return m_state->kept.putIfAbsent(key, std::shared_ptr<const Kept>(std::move(fresh)));
}

Awaitable<std::shared_ptr<const Vocabulary>> VocabularyService::current(TenantScope scope, ConnectionId id)
{
    const auto now = co_await kept(scope, id);
    co_return now->vocabulary->isEmpty() ? nullptr : now->vocabulary;
}

Awaitable<api::VocabularyState> VocabularyService::stateOf(TenantScope scope, ConnectionId id,
                                                           std::shared_ptr<const Kept> kept)
{
    api::VocabularyState state;
    state.revision = kept->head.revision;
    if (state.revision > 0) {
        state.author = kept->head.author;
        state.savedAt = kept->head.savedAt;
    }
    state.vocabulary = *kept->vocabulary;
    if (state.vocabulary.isEmpty())
        co_return state;
    std::shared_ptr<const Understanding> understanding;
    try {
        understanding = co_await m_parts.connections.understandingOf(scope, id);
    } catch (const Problem &problem) {
        if (problem.code != ProblemCode::NotReady)
            throw;
        co_return state; // nothing to hold it against yet
    }
    auto compare = [&state, &understanding] { return checkVocabulary(state.vocabulary, understanding->schema); };
    const std::vector<FieldError> errors = co_await m_parts.pool.run(scope.tenant(), std::move(compare));
    state.issues = toIssues(errors);
    co_return state;
}

Awaitable<api::VocabularyState> VocabularyService::read(Call call, api::VocabularyRequest request)
{
    co_await m_parts.connections.requireConnection(call.scope, request.id);
    auto now = co_await kept(call.scope, request.id);
    co_return co_await stateOf(call.scope, request.id, std::move(now));
}

/// Makes the next revision, unless nothing would change.
Awaitable<std::shared_ptr<const VocabularyService::Kept>> VocabularyService::keep(Call call, Change change)
{
    const Instant now = m_parts.clock.now();
    auto write = [&change, now, scope = call.scope, user = call.caller.user](Transaction &transaction) {
        VocabularyStore store(transaction, scope);
        const auto newest = store.newest(change.connection);
        const qint64 revision = newest ? newest->head.revision : 0;
        if (change.baseRevision && *change.baseRevision != revision) {
            throw Problem::of(ProblemCode::Conflict,
                              newest ? tr("%1 saved revision %2 in the meantime; you edited revision %3.")
                                           .arg(newest->head.author)
                                           .arg(revision)
                                           .arg(*change.baseRevision)
                                     : tr("There is no revision %1 any more.").arg(*change.baseRevision),
                              tr("Load the newest revision and make your change again."));
        }
        const Vocabulary before = newest ? decoded(newest->content) : Vocabulary();
        Vocabulary after = change.make(store, before);
        if (after == before)
            return newest.value_or(StoredVocabulary{{}, encoded(before)});
        const StoredVocabulary next{{revision + 1, {}, now, change.note, changeSummary(before, after)}, encoded(after)};
        store.insert(change.connection, next, user);
        store.removeUntil(change.connection, next.head.revision - revisionsKept);
        return store.newest(change.connection).value_or(next);
    };
    const StoredVocabulary saved = co_await m_parts.database.write(call.scope, std::move(write));
    auto fresh = std::make_shared<Kept>();
    fresh->head = saved.head;
    fresh->vocabulary = std::make_shared<const Vocabulary>(decoded(saved.content));
    const std::shared_ptr<const Kept> result = std::move(fresh);
    m_state->putNewer({call.scope.tenant(), change.connection}, result);
    co_return result;
}

Awaitable<api::VocabularyState> VocabularyService::save(Call call, api::SaveVocabularyRequest request)
{
    const TenantScope scope = call.scope;
    const auto understanding = co_await m_parts.connections.understandingOf(scope, request.id);
    const QString note = checkedNote(request.note);
    auto compare = [&request, &understanding] {
        return checkVocabulary(request.vocabulary, understanding->schema, u"params.vocabulary"_s);
    };
    std::vector<FieldError> errors = co_await m_parts.pool.run(scope.tenant(), std::move(compare));
    if (!errors.empty()) {
        Problem problem = Problem::invalid(errors.front().path, errors.front().message);
        problem.errors = std::move(errors);
        throw problem;
    }
    Change change{request.id, request.baseRevision, note,
                  [&request](VocabularyStore &, const Vocabulary &) { return request.vocabulary; }};
    auto saved = co_await keep(std::move(call), std::move(change));
    co_return co_await stateOf(scope, request.id, std::move(saved));
}

Awaitable<api::VocabularyHistory> VocabularyService::history(Call call, api::VocabularyHistoryRequest request)
{
    co_await m_parts.connections.requireConnection(call.scope, request.id);
    const int limit = pageLimit(request.limit);
    qint64 before = std::numeric_limits<qint64>::max();
    if (request.cursor) {
        bool isNumber = false;
        before = decodeCursor(*request.cursor, 1).constFirst().toLongLong(&isNumber);
        if (!isNumber)
            throw Problem::invalid(u"params.cursor"_s, tr("is none of this list"));
    }
    auto read = [scope = call.scope, id = request.id, before, limit](Transaction &transaction) {
        return VocabularyStore(transaction, scope).list(id, before, limit + 1);
    };
    api::VocabularyHistory history;
    history.items = co_await m_parts.database.read(call.scope, std::move(read));
    if (int(history.items.size()) > limit) {
        history.items.resize(size_t(limit));
        history.nextCursor = encodeCursor({QString::number(history.items.back().revision)});
    }
    co_return history;
}

Awaitable<api::VocabularyState> VocabularyService::restore(Call call, api::RestoreVocabularyRequest request)
{
    const TenantScope scope = call.scope;
    co_await m_parts.connections.requireConnection(scope, request.id);
    QString note = checkedNote(request.note);
    if (note.isEmpty())
        note = tr("Back to revision %1").arg(request.revision);
    Change change{request.id, request.baseRevision, note, [&request](VocabularyStore &store, const Vocabulary &) {
                      if (request.revision == 0)
                          return Vocabulary();
                      const auto earlier = store.find(request.id, request.revision);
                      if (!earlier)
                          throw Problem::of(ProblemCode::NotFound,
                                            tr("Revision %1 is not kept any more.").arg(request.revision));
                      return decoded(earlier->content);
                  }};
    auto saved = co_await keep(std::move(call), std::move(change));
    co_return co_await stateOf(scope, request.id, std::move(saved));
}

Awaitable<api::VocabularyExport> VocabularyService::exportFile(Call call, api::VocabularyRequest request)
{
    co_await m_parts.connections.requireConnection(call.scope, request.id);
    const auto now = co_await kept(call.scope, request.id);
    api::VocabularyExport exported;
    exported.fileName = u"vocabulary-%1.json"_s.arg(now->head.revision);
    exported.content = QString::fromUtf8(writeVocabularyFile(*now->vocabulary));
    co_return exported;
}

Awaitable<api::VocabularyImported> VocabularyService::importFile(Call call, api::ImportVocabularyRequest request)
{
    const TenantScope scope = call.scope;
    const auto understanding = co_await m_parts.connections.understandingOf(scope, request.id);
    const QString mode = request.mode.value_or(u"merge"_s);
    if (mode != u"merge" && mode != u"replace")
        throw Problem::invalid(u"params.mode"_s, tr("expected merge or replace"));
    QString note = checkedNote(request.note);
    if (note.isEmpty())
        note = mode == u"merge" ? tr("Imported from a file") : tr("Replaced by a file");

    Vocabulary imported = orThrow(readVocabularyFile(request.content.toUtf8()));
    api::VocabularyImported result;
    auto fit = [&imported, &understanding] { return dropUnusable(imported, understanding->schema, u"file"_s); };
    const std::vector<FieldError> dropped = co_await m_parts.pool.run(scope.tenant(), std::move(fit));
    result.dropped = toIssues(dropped);

    std::vector<FieldError> clashes;
    Change change{request.id, request.baseRevision, note, [&](VocabularyStore &, const Vocabulary &newest) {
                      if (mode == u"replace")
                          return imported;
                      Vocabulary both = merged(newest, imported);
                      clashes = dropUnusable(both, understanding->schema, u"merged"_s);
                      return both;
                  }};
    auto saved = co_await keep(std::move(call), std::move(change));
    for (const api::VocabularyIssue &clash : toIssues(clashes))
        result.dropped.push_back(clash);
    result.state = co_await stateOf(scope, request.id, std::move(saved));
    co_return result;
}

Awaitable<api::VocabularyCheck> VocabularyService::check(Call call, api::CheckVocabularyRequest request)
{
    const auto understanding = co_await m_parts.connections.understandingOf(call.scope, request.id);
    auto compare = [&request, &understanding] { return checkVocabulary(request.vocabulary, understanding->schema); };
    const std::vector<FieldError> errors = co_await m_parts.pool.run(call.scope.tenant(), std::move(compare));
    api::VocabularyCheck result;
    result.issues = toIssues(errors);
    co_return result;
}

Awaitable<void> VocabularyService::applyTo(TenantScope scope, api::AskableDatabaseList &databases)
{
    for (auto &database : databases.items) {
        const auto now = co_await kept(scope, database.id);
        const HiddenNames hidden(*now->vocabulary);
        if (hidden.isEmpty())
            continue;
        auto read = [scope, id = database.id](Transaction &transaction) {
            return VocabularyStore(transaction, scope).examples(id, examplesRead);
        };
        const auto examples = co_await m_parts.database.read(scope, std::move(read));
        std::erase_if(database.suggestions, [&](const QString &question) {
            const auto example = std::ranges::find(examples, question, &VocabularyStore::Example::question);
            return hidden.inQuestion(question) || (example != examples.end() && hidden.inStatement(example->sql));
        });
    }
}

Awaitable<void> VocabularyService::applyTo(TenantScope scope, ConnectionId id, api::DatabaseSchema &schema)
{
    const auto now = co_await kept(scope, id);
    if (now->vocabulary->isEmpty())
        co_return;
    const HiddenNames hidden(*now->vocabulary);
    QHash<QString, std::vector<const PlaceDescription *>> descriptions;
    for (const PlaceDescription &description : now->vocabulary->descriptions)
        descriptions[description.place.table.toLower()].push_back(&description);
    for (api::TableInfo &table : schema.tables) {
        table.hidden = hidden.hidesTable(table.schema, table.name);
        for (api::ColumnInfo &column : table.columns)
            column.hidden = table.hidden || hidden.hidesColumn(table.schema, table.name, column.name);
        for (const PlaceDescription *description : descriptions.value(table.name.toLower()))
            describe(table, *description);
    }
    std::erase_if(schema.examples, [&](const api::ExampleInfo &example) {
        return !hidden.isEmpty() && (hidden.inStatement(example.sql) || hidden.inQuestion(example.question));
    });
}

Awaitable<void> VocabularyService::applyTo(TenantScope scope, ConnectionId id, api::TableDetails &details)
{
    api::DatabaseSchema schema;
    schema.tables.push_back(std::move(details.table));
    co_await applyTo(scope, id, schema);
    details.table = std::move(schema.tables.front());
}

Awaitable<void> VocabularyService::applyTo(TenantScope scope, ConnectionId id, api::SchemaDiagram &diagram)
{
    const auto now = co_await kept(scope, id);
    const HiddenNames hidden(*now->vocabulary);
    if (hidden.isEmpty())
        co_return;
    for (api::DiagramTable &table : diagram.tables) {
        table.hidden = hidden.hidesTable(table.schema, table.name);
        for (api::DiagramColumn &column : table.columns)
            column.hidden = table.hidden || hidden.hidesColumn(table.schema, table.name, column.name);
    }
}

} // namespace tabletalk
