// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Passage.h"
#include "server/knowledge/PassageFollower.h"
#include "tests/support/People.h"

#include <QElapsedTimer>

namespace tabletalk::test {

/// Documents that were read, straight into a test's platform database, and told to a follower as
/// the server tells it.
class PlantedDocuments
{
public:
    PlantedDocuments(TestPlatform &platform, People &people, PassageFollower &follower)
        : m_platform(platform)
        , m_people(people)
        , m_follower(follower)
    {}

    /// Found at once, by whoever the visibility shows it to.
    PassagePlace add(const TenantScope &scope, WorkspaceId workspace, UserId owner, const QString &name,
                     const std::vector<QString> &passages, const QString &visibility = QStringLiteral("organization"),
                     const QString &language = QStringLiteral("en"))
    {
        const PassagePlace place{scope, workspace, makeId<DocumentId>(m_platform.clock.now()), language, 1};
        const qint64 now = m_platform.clock.now().msSinceEpoch;
        m_people.run(
            QStringLiteral(
                "INSERT INTO knowledge_documents (tenant_id, id, workspace_id, user_id, visibility, kind, name, "
                "media_type, source_url, options, language, size, content_hash, state, progress, active, pages, "
                "passages, generation, search_text, sealed_key, stored_bytes, received, attempts, due_at, "
                "took_ms, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'text', ?, 'text/plain', '', '', ?, 0, "
                "'', 'completed', 100, 1, 0, ?, 1, '', ?, 0, 0, 0, 0, 0, ?, ?)"),
            {stored(scope.tenant()), stored(place.document), stored(workspace), stored(owner), visibility, name,
             language, int(passages.size()), QByteArray("k"), now, now});
        store(place, passages);
        return place;
    }

    /// Passages of a generation, the first piece and then the rest.
    void store(const PassagePlace &place, const std::vector<QString> &texts, int generation = 1)
    {
        PassagePlace there = place;
        there.generation = generation;
        std::vector<knowledge::Passage> passages;
        for (const QString &text : texts) {
            knowledge::Passage passage;
            passage.id = makeId<PassageId>(m_platform.clock.now());
            passage.ordinal = int(passages.size());
            passage.page = passage.ordinal + 1;
            passage.text = text;
            m_people.run(QStringLiteral("INSERT INTO passages (tenant_id, id, workspace_id, document_id, generation, "
                                        "ordinal, page, heading, text) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)"),
                         {stored(place.scope.tenant()), stored(passage.id), stored(place.workspace),
                          stored(place.document), generation, passage.ordinal, passage.page, text});
            passages.push_back(std::move(passage));
        }
        QElapsedTimer timer;
        timer.start();
        const auto read = m_follower.passagesComing()->read(there, passages);
        m_platform.database->writeNow([&](Transaction &transaction) { read->store(transaction); });
        m_nanoseconds = timer.nsecsElapsed();
    }

    /// The passages of a generation, and what followed them.
    void remove(const PassagePlace &place, int generation = 1)
    {
        PassagePlace there = place;
        there.generation = generation;
        m_platform.database->writeNow(
            [&](Transaction &transaction) { m_follower.passagesLeaving(transaction, there); });
        m_people.run(QStringLiteral("DELETE FROM passages WHERE tenant_id = ? AND document_id = ? AND generation = ?"),
                     {stored(place.scope.tenant()), stored(place.document), generation});
    }

    void set(const PassagePlace &place, const QString &column, const QVariant &value)
    {
        m_people.run(QString(u"UPDATE knowledge_documents SET " + column + u" = ? WHERE tenant_id = ? AND id = ?"),
                     {value, stored(place.scope.tenant()), stored(place.document)});
    }

    /// How long the follower took for what was stored last.
    qint64 nanoseconds() const { return m_nanoseconds; }

private:
    qint64 m_nanoseconds = 0;
    TestPlatform &m_platform;
    People &m_people;
    PassageFollower &m_follower;
};

} // namespace tabletalk::test
