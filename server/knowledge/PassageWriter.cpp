// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/knowledge/PassageWriter.h"

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "server/platform/PlatformDatabase.h"
#include "server/webhooks/WebhookEvents.h"

#include <QCoreApplication>

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

void PassageWriter::store(int percent)
{
    m_database.writeNow(m_place.scope, [&](Transaction &transaction) {
        DocumentStore store(transaction, m_place.scope);
        if (!store.setProgress(m_place.document, m_claim, percent))
            throw ClaimLost();
        for (const knowledge::Passage &passage : m_passages)
            store.insertPassage(m_place.workspace, m_place.document, m_place.generation, passage);
        for (PassageFollower *follower : m_followers)
            follower->passagesStored(transaction, m_place, m_passages);
    });
    m_passages.clear();
    m_hasStored = true;
}

void PassageWriter::finish(const api::Document &document, qint64 tookMs)
{
    constexpr int nearlyAll = 99;
    if (m_passages.size() > passagesAtOnce / 2) // else with the end, which saves a small document a transaction
        store(nearlyAll);
    const Instant now = m_clock.now();
    m_database.writeNow(m_place.scope, [&](Transaction &transaction) {
        DocumentStore store(transaction, m_place.scope);
        api::Document ended = document;
        ended.passages = m_count;
        if (!store.complete(m_place.document, m_claim, {ended, m_place.generation, tookMs, now}))
            throw ClaimLost();
        for (const knowledge::Passage &passage : m_passages)
            store.insertPassage(m_place.workspace, m_place.document, m_place.generation, passage);
        if (!m_passages.empty()) {
            for (PassageFollower *follower : m_followers)
                follower->passagesStored(transaction, m_place, m_passages);
        }
        dropUnfinished(transaction, m_followers, m_place); // and those that were found so far
        emitEnd(transaction, m_place.scope, document, webhook_events::documentCompleted, {{"passages", m_count}}, now);
    });
    m_passages.clear();
    for (PassageFollower *follower : m_followers)
        follower->documentChanged(m_place);
}

void PassageWriter::fail(const Problem &problem, qint64 tookMs)
{
    const Instant now = m_clock.now();
    m_database.writeNow(m_place.scope, [&](Transaction &transaction) {
        DocumentStore store(transaction, m_place.scope);
        const auto kept = store.find(m_place.document);
        if (!kept || !store.fail(m_place.document, m_claim, problem, tookMs, now))
            throw ClaimLost();
        PassagePlace found = m_place;
        found.generation = m_found;
        dropUnfinished(transaction, m_followers, found);
        emitEnd(transaction, m_place.scope, kept->document, webhook_events::documentFailed,
                {{"code", problem.codeName().toStdString()}}, now);
    });
}

} // namespace tabletalk
