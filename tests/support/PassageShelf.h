// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Uuid7.h"
#include "server/search/SearchIndexer.h"
#include "tests/support/People.h"

namespace tabletalk::test {

/// Puts documents with passages of any generation straight into a test's platform database, and tells one follower of
/// them.
class PassageShelf
{
public:
    PassageShelf(TestPlatform &platform, People &people, PassageFollower &follower)
        : m_platform(platform)
        , m_people(people)
        , m_follower(follower)
    {}

    struct Place
    {
        TenantScope scope;
        WorkspaceId workspace;
        UserId owner;
        QString visibility = QStringLiteral("organization");
        QString language = QStringLiteral("en");
    };

    /// Of generation 1, completed and active.
    DocumentId document(const Place &place, const QString &name, const std::vector<QString> &texts)
    {
        const auto id = makeId<DocumentId>(m_platform.clock.now());
        m_people.run(QStringLiteral(
                         "INSERT INTO knowledge_documents (tenant_id, id, workspace_id, user_id, visibility, kind, "
                         "name, media_type, source_url, options, language, size, content_hash, state, progress, "
                         "active, pages, passages, generation, search_text, sealed_key, stored_bytes, received, "
                         "attempts, due_at, took_ms, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'text', ?, "
                         "'text/plain', '', '{}', ?, 1, ?, 'completed', 100, 1, 0, ?, 1, '', ?, 1, 1, 0, 0, 0, 1, 1)"),
                     {stored(place.scope.tenant()), stored(id), stored(place.workspace), stored(place.owner),
                      place.visibility, name, place.language, id.toString(), qint64(texts.size()),
                      QByteArray("sealed")});
        addPassages(place, id, 1, texts);
        return id;
    }

    void addPassages(const Place &place, DocumentId document, int generation, const std::vector<QString> &texts)
    {
        std::vector<knowledge::Passage> passages;
        for (const QString &text : texts) {
            knowledge::Passage passage;
            passage.id = makeId<PassageId>(m_platform.clock.now());
            passage.ordinal = int(passages.size());
            passage.text = text;
            passages.push_back(std::move(passage));
        }
        for (const knowledge::Passage &passage : passages)
            m_people.run(QStringLiteral("INSERT INTO passages (tenant_id, id, workspace_id, document_id, generation, "
                                        "ordinal, page, heading, text) VALUES (?, ?, ?, ?, ?, ?, 1, '', ?)"),
                         {stored(place.scope.tenant()), stored(passage.id), stored(place.workspace), stored(document),
                          qint64(generation), qint64(passage.ordinal), passage.text});
        const PassagePlace there = placeOf(place, document, generation);
        const auto read = m_follower.passagesComing()->read(there, passages);
        m_platform.database->writeNow(place.scope, [&](Transaction &transaction) { read->store(transaction); });
        m_follower.documentChanged(placeOf(place, document, generation));
    }

    /// All of a generation.
    void dropPassages(const Place &place, DocumentId document, int generation)
    {
        m_platform.database->writeNow(place.scope, [&](Transaction &transaction) {
            m_follower.passagesLeaving(transaction, placeOf(place, document, generation));
        });
        m_people.run(QStringLiteral("DELETE FROM passages WHERE tenant_id = ? AND document_id = ? AND generation = ?"),
                     {stored(place.scope.tenant()), stored(document), qint64(generation)});
    }

    /// A column of a document to another number or text.
    void set(DocumentId document, const QString &column, const QVariant &value)
    {
        m_people.run(QString(u"UPDATE knowledge_documents SET " + column + u" = ? WHERE id = ?"),
                     {value, stored(document)});
    }

    static PassagePlace placeOf(const Place &place, DocumentId document, int generation)
    {
        return {place.scope, place.workspace, document, place.language, generation};
    }

private:
    TestPlatform &m_platform;
    People &m_people;
    PassageFollower &m_follower;
};

} // namespace tabletalk::test
