// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Passage.h"
#include "server/knowledge/DocumentStore.h"
#include "server/knowledge/PassageFollower.h"

#include <future>
#include <memory>
#include <vector>

namespace tabletalk {

class Clock;
class PlatformDatabase;

/// All that follow passages; each outlives whoever has the list.
using PassageFollowers = std::vector<PassageFollower *>;

/// Thrown where a claim holds no longer: the document was deleted, or is to be read anew. Nothing was stored.
struct ClaimLost
{
};

/// Stores the passages of one reading of a document as a new generation, in transactions of some hundred, and puts
/// them in the place of the old ones at the end, in one. Nobody finds any of them before that. While a piece is stored
/// the next one is read; there is never more than one on its way. Blocks: for worker threads.
class PassageWriter
{
public:
    /// A document that a job has claimed.
    struct Target
    {
        PassagePlace place; ///< with the generation that is found now
        QString claim;
    };

    /// Both and the followers outlive it.
    PassageWriter(PlatformDatabase &database, const Clock &clock, const PassageFollowers &followers, Target target);

    /// Counts until passages are stored, who are told of it.
    void setLanguage(const QString &language);
    const QString &language() const { return m_place.language; }
    /// Makes an id for it. percent: how far the reading is, told where passages are stored. Throws what became of
    /// pieces before.
    void add(knowledge::Passage &&passage, int percent);
    int count() const { return m_count; }
    /// document: its name, media type, language and pages as they are now.
    void finish(const api::Document &document, qint64 tookMs);
    /// Instead of finish(): the passages of this reading go, those of the last stay. The document is left as failed.
    void fail(const Problem &problem, qint64 tookMs);

    /// Deletes passages with what followers keep about them; place says of which generation.
    static void drop(Transaction &transaction, const PassageFollowers &followers, const PassagePlace &place);
    /// Those that a reading left unfinished: all but the generation of place.
    static void dropUnfinished(Transaction &transaction, const PassageFollowers &followers, const PassagePlace &place);
    /// The same with all of a document's.
    static void dropAll(Transaction &transaction, const PassageFollowers &followers, const PassagePlace &place);

private:
    /// Some passages and what followers made of them.
    struct Piece;

    std::unique_ptr<const Piece> nextPiece(const QString &documentName);
    void store(int percent);
    void waitForLast();

    PlatformDatabase &m_database;
    const Clock &m_clock;
    const PassageFollowers &m_followers;
    PassagePlace m_place; ///< with the generation that is being made
    int m_found = 0;      ///< the generation that is found meanwhile
    QString m_claim;
    std::vector<std::unique_ptr<PassageReading>> m_readings; ///< one a follower
    std::vector<knowledge::Passage> m_passages;              ///< not stored yet
    int m_count = 0;
    bool m_hasStored = false;
    std::future<void> m_last; ///< the piece that is being stored; ends before the rest
};

} // namespace tabletalk
