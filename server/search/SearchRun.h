// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"
#include "core/search/Fusion.h"
#include "core/search/PassageIndex.h"
#include "core/search/Words.h"
#include "server/access/Viewer.h"
#include "server/platform/Scope.h"
#include "server/search/GraphPassages.h"
#include "server/search/SearchStore.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace tabletalk {

class PlatformDatabase;
class WorkspaceIndexes;
struct WorkspaceIndex;

enum class SearchMode { Keyword, Vector, Hybrid, Graph };

/// One search, from its words to explained hits. Blocking; for one thread.
class SearchRun
{
public:
    struct Asked
    {
        TenantScope scope;
        Viewer viewer;
        WorkspaceId workspace;
        QString query;
        SearchMode mode = SearchMode::Hybrid;
        size_t limit = 10;
        std::vector<DocumentId> documents; ///< within these alone; all when empty
    };

    /// Throws NotFound when the viewer does not see the workspace or one of the documents.
    SearchRun(PlatformDatabase &database, WorkspaceIndexes &indexes, Asked asked);
    ~SearchRun();

    /// The name of a provider's embedder whose vector of the query is needed; empty when none is.
    QString wantsVectorOf() const;
    void giveVector(std::vector<float> vector) { m_given = std::move(vector); }
    void note(const QString &text) { m_notes.append(text); }
    /// Whether vectors are still to be made.
    bool lacksVectors() const;

    api::SearchAnswer answer(const std::vector<GraphCandidate> &candidates = {});

private:
    /// Depth is how many are wanted; fewer come when there are no more.
    using Find = std::function<std::vector<search::PassageIndex::Found>(size_t depth)>;
    struct Way
    {
        QString name;
        std::vector<search::PassageIndex::Found> found;
    };

    void checkDocuments();
    void readQuery();
    void correctSpelling(search::SoughtWord &word, const QString &typed);
    std::vector<search::PassageIndex::Found> visibleOf(const Find &find, size_t wanted);
    void lookAt(const std::vector<search::PassageIndex::Found> &found);
    bool mayBeFound(qint64 label) const { return m_within.isEmpty() || m_within.contains(label); }
    /// Nothing where all count, which saves asking.
    std::function<bool(qint64)> counted() const
    {
        return m_within.isEmpty() ? std::function<bool(qint64)>() : [this](qint64 label) { return mayBeFound(label); };
    }
    void addEmbedder(api::SearchAnswer &answer);
    Way byWords(const std::vector<search::SoughtWord> &words, size_t wanted);
    Way byMeaning(const std::vector<float> &to, size_t wanted);
    Way byGraph(const std::vector<GraphCandidate> &candidates, size_t wanted);
    std::vector<Way> byBoth();
    std::vector<float> queryVector() const;
    std::vector<float> movedTowards(std::vector<float> vector, const std::vector<qint64> &best) const;
    std::vector<search::SoughtWord> expanded(const std::vector<qint64> &best);
    void addHits(api::SearchAnswer &answer, const std::vector<Way> &ways);

    PlatformDatabase &m_database;
    Asked m_asked;
    std::shared_ptr<const WorkspaceIndex> m_index;
    search::QueryWords m_query;
    std::vector<search::SoughtWord> m_words;     ///< one for each of the query's
    QSet<qint64> m_within;                       ///< of the documents that were named
    QHash<qint64, std::vector<QString>> m_paths; ///< along which the graph leads to a passage
    QHash<qint64, bool> m_seen;                  ///< what was looked at: whether it may be shown
    std::vector<float> m_given;                  ///< the query's vector, of a provider
    QStringList m_notes;
};

} // namespace tabletalk
