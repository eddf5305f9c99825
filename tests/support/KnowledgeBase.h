// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Uuid7.h"
#include "core/knowledge/LanguageGuess.h"
#include "core/knowledge/PassageCutter.h"
#include "server/knowledge/PassageWriter.h"
#include "server/platform/PlatformDatabase.h"

namespace tabletalk::test {

/// Puts documents with passages into a workspace, as ingestion stores them and with followers told, but at once and
/// without files, readers and jobs.
class KnowledgeBase
{
public:
    /// All outlive it.
    KnowledgeBase(PlatformDatabase &database, const Clock &clock, PassageFollowers followers = {})
        : m_database(database)
        , m_clock(clock)
        , m_followers(std::move(followers))
    {}

    struct Options
    {
        Visibility visibility = Visibility::Organization;
        QString language = {};  ///< guessed when empty
        QString sourceUrl = {}; ///< makes it a web page
        QString heading = {};   ///< of all its text
        int page = 0;
    };

    /// A completed document with the passages of a text, cut as any document's.
    DocumentId add(const TenantScope &scope, WorkspaceId workspace, UserId owner, const QString &name,
                   const QString &text, const Options &options)
    {
        return add(scope, workspace, owner, name,
                   knowledge::cutIntoPassages({{options.page, options.heading, text, false}}), options);
    }
    DocumentId add(const TenantScope &scope, WorkspaceId workspace, UserId owner, const QString &name,
                   const QString &text)
    {
        return add(scope, workspace, owner, name, text, Options());
    }
    /// With these passages as they are; their ids are made.
    DocumentId add(const TenantScope &scope, WorkspaceId workspace, UserId owner, const QString &name,
                   std::vector<knowledge::Passage> passages, const Options &options)
    {
        KeptDocument kept;
        api::Document &document = kept.document;
        document.id = makeId<DocumentId>(m_clock.now());
        document.workspaceId = workspace;
        document.kind = options.sourceUrl.isEmpty() ? QStringLiteral("text") : QStringLiteral("page");
        document.name = name;
        document.mediaType = QStringLiteral("text/plain");
        document.sourceUrl = options.sourceUrl;
        document.visibility = visibilityName(options.visibility);
        document.ownerId = owner;
        document.state = QStringLiteral("pending");
        document.createdAt = m_clock.now();
        kept.sealedKey = QByteArray("none"); // there are no pieces to open
        m_database.writeNow(scope, [&](Transaction &transaction) { DocumentStore(transaction, scope).insert(kept); });
        readAgain(scope, document.id, std::move(passages), options.language);
        return document.id;
    }
    /// A reading of a document that is there: these passages take the place of those it has.
    void readAgain(const TenantScope &scope, DocumentId id, std::vector<knowledge::Passage> passages,
                   const QString &language = {})
    {
        const QString claim = makeUuid7(m_clock.now()).toString(QUuid::WithoutBraces);
        const KeptDocument kept = m_database.writeNow(scope, [&](Transaction &transaction) {
            DocumentStore store(transaction, scope);
            store.queue(id, m_clock.now());
            store.claim(id, claim, m_clock.now());
            return *store.find(id);
        });
        PassageWriter writer(m_database, m_clock, m_followers,
                             {{scope, kept.document.workspaceId, id, {}, kept.generation}, claim});
        QString text;
        for (const knowledge::Passage &passage : passages)
            text += passage.text + u'\n';
        writer.setLanguage(language.isEmpty() ? knowledge::guessLanguage(text) : language);
        for (knowledge::Passage &passage : passages)
            writer.add(std::move(passage), 50);
        api::Document document = kept.document;
        document.size = text.size();
        document.language = writer.language();
        writer.finish(document, 1);
    }

    /// As documents.update with active does.
    void setActive(const TenantScope &scope, DocumentId id, bool active)
    {
        const KeptDocument kept = m_database.writeNow(scope, [&](Transaction &transaction) {
            DocumentStore store(transaction, scope);
            KeptDocument found = *store.find(id);
            found.document.active = active;
            found.document.updatedAt = m_clock.now();
            store.update(found.document);
            return found;
        });
        tell(scope, kept);
    }
    /// As documents.delete does.
    void remove(const TenantScope &scope, DocumentId id)
    {
        const KeptDocument kept = m_database.writeNow(scope, [&](Transaction &transaction) {
            DocumentStore store(transaction, scope);
            const KeptDocument found = *store.find(id);
            PassageWriter::dropAll(transaction, m_followers, placeOf(scope, found));
            store.remove(id);
            return found;
        });
        tell(scope, kept);
    }
    /// The passages that are found of it, with their ids.
    std::vector<api::PassageItem> passages(const TenantScope &scope, DocumentId id)
    {
        return m_database.readNow(scope, [&](Transaction &transaction) {
            DocumentStore store(transaction, scope);
            return store.passages(id, store.find(id)->generation, -1, 100'000);
        });
    }

private:
    static PassagePlace placeOf(const TenantScope &scope, const KeptDocument &kept)
    {
        return {scope, kept.document.workspaceId, kept.document.id, kept.document.language, kept.generation};
    }
    void tell(const TenantScope &scope, const KeptDocument &kept)
    {
        for (PassageFollower *follower : m_followers)
            follower->documentChanged(placeOf(scope, kept));
    }

    PlatformDatabase &m_database;
    const Clock &m_clock;
    PassageFollowers m_followers;
};

} // namespace tabletalk::test
