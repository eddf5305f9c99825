// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/PassageWriter.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/platform/PlatformDatabase.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>

#include <utility>

namespace tabletalk {

namespace {

/// In one transaction, so that others' get in between.
constexpr size_t passagesAtOnce = 300;
/// A document with more is refused: 250,000 are some 250 million characters.
constexpr int mostPassages = 250'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Documents", text);
}

void emitEnd(Transaction &transaction, const TenantScope &scope, const api::Document &document, const char *event,
             boost::json::object more, Instant now)
{
    if (document.parentId) // a site tells of itself once
        return;
    more["documentId"] = document.id.toString().toStdString();
    more["workspaceId"] = document.workspaceId.toString().toStdString();
    emitWebhookEvent(transaction, scope, event, std::move(more), now);
}

} // namespace

struct PassageWriter::Piece
{
    Piece(PassagePlace where, std::vector<knowledge::Passage> what)
        : place(std::move(where))
        , passages(std::move(what))
    {}

    const PassagePlace place;
    const std::vector<knowledge::Passage> passages;
    QString rows;
    std::vector<std::unique_ptr<ReadPassages>> read;

    void storeIn(Transaction &transaction) const
    {
        if (passages.empty())
            return;
        DocumentStore(transaction, place.scope).insertPassages(place.workspace, place.document, place.generation, rows);
        for (const auto &each : read)
            each->store(transaction);
    }
};

PassageWriter::PassageWriter(PlatformDatabase &database, const Clock &clock, const PassageFollowers &followers,
                             Target target)
    : m_database(database)
    , m_clock(clock)
    , m_followers(followers)
    , m_place(std::move(target.place))
    , m_found(m_place.generation)
    , m_claim(std::move(target.claim))
{
    ++m_place.generation;
    for (PassageFollower *follower : followers)
        m_readings.push_back(follower->passagesComing());
}

void PassageWriter::drop(Transaction &transaction, const PassageFollowers &followers, const PassagePlace &place)
{
    for (PassageFollower *follower : followers)
        follower->passagesLeaving(transaction, place);
    DocumentStore(transaction, place.scope).dropPassages(place.document, place.generation);
}

void PassageWriter::dropAll(Transaction &transaction, const PassageFollowers &followers, const PassagePlace &place)
{
    for (const int generation : DocumentStore(transaction, place.scope).generationsOf(place.document)) {
        PassagePlace each = place;
        each.generation = generation;
        drop(transaction, followers, each);
    }
}

void PassageWriter::dropUnfinished(Transaction &transaction, const PassageFollowers &followers,
                                   const PassagePlace &place)
{
    for (const int generation : DocumentStore(transaction, place.scope).generationsOf(place.document)) {
        PassagePlace each = place;
        each.generation = generation;
        if (generation != place.generation)
            drop(transaction, followers, each);
    }
}

void PassageWriter::setLanguage(const QString &language)
{
    if (!m_hasStored)
        m_place.language = language;
}

void PassageWriter::add(knowledge::Passage &&passage, int percent)
{
    if (m_count >= mostPassages)
        throw Problem::of(ProblemCode::TooLarge, tr("The document has more text than can be searched."),
                          tr("Divide it into several documents."));
    passage.id = makeId<PassageId>(m_clock.now());
    m_passages.push_back(std::move(passage));
    ++m_count;
    if (m_passages.size() >= passagesAtOnce)
        store(percent);
}

/// Of all that is not stored yet.
std::unique_ptr<const PassageWriter::Piece> PassageWriter::nextPiece(const QString &documentName)
{
    PassagePlace place = m_place;
    place.documentName = documentName;
    auto piece = std::make_unique<Piece>(std::move(place), std::exchange(m_passages, {}));
    if (piece->passages.empty())
        return piece;
    piece->rows = DocumentStore::rowsOf(piece->passages);
    for (const auto &reading : m_readings)
        piece->read.push_back(reading->read(piece->place, piece->passages));
    return piece;
}

void PassageWriter::store(int percent)
{
    std::unique_ptr<const Piece> piece = nextPiece(m_place.documentName);
    waitForLast();
    m_hasStored = true;
    auto write = [this, percent, kept = std::move(piece)] {
        m_database.writeNow(m_place.scope, [&](Transaction &transaction) {
            if (!DocumentStore(transaction, m_place.scope).setProgress(m_place.document, m_claim, percent))
                throw ClaimLost();
            kept->storeIn(transaction);
        });
    };
    m_last = std::async(std::launch::async, std::move(write));
}

void PassageWriter::waitForLast()
{
    if (m_last.valid())
        m_last.get();
}

void PassageWriter::finish(const api::Document &document, qint64 tookMs)
{
    constexpr int nearlyAll = 99;
    if (m_passages.size() > passagesAtOnce / 2) // else with the end, which saves a small document a transaction
        store(nearlyAll);
    const std::unique_ptr<const Piece> piece = nextPiece(document.name);
    waitForLast();
    const Instant now = m_clock.now();
    m_database.writeNow(m_place.scope, [&](Transaction &transaction) {
        api::Document ended = document;
        ended.passages = m_count;
        if (!DocumentStore(transaction, m_place.scope)
                 .complete(m_place.document, m_claim, {ended, m_place.generation, tookMs, now}))
            throw ClaimLost();
        piece->storeIn(transaction);
        dropUnfinished(transaction, m_followers, m_place); // and those that were found so far
        emitEnd(transaction, m_place.scope, document, webhook_events::documentCompleted, {{"passages", m_count}}, now);
    });
    for (PassageFollower *follower : m_followers)
        follower->documentChanged(m_place);
}

void PassageWriter::fail(const Problem &problem, qint64 tookMs)
{
    if (m_last.valid())
        m_last.wait(); // whatever became of it
    const Instant now = m_clock.now();
    m_database.writeNow(m_place.scope, [&](Transaction &transaction) {
        DocumentStore store(transaction, m_place.scope);
        const auto kept = store.find(m_place.document);
        if (!kept || !store.fail(m_place.document, m_claim, problem, tookMs, now))
            throw ClaimLost();
        store.dropWalk(m_place.document);
        PassagePlace found = m_place;
        found.generation = m_found;
        dropUnfinished(transaction, m_followers, found);
        emitEnd(transaction, m_place.scope, kept->document, webhook_events::documentFailed,
                {{"code", problem.codeName().toStdString()}}, now);
    });
}

} // namespace tabletalk
