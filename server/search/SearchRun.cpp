// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/SearchRun.h"

#include "core/search/Feedback.h"
#include "server/connections/ConnectionStore.h"
#include "server/platform/PlatformDatabase.h"
#include "server/search/HitExplanation.h"
#include "server/search/WorkspaceIndex.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

using Found = std::vector<search::PassageIndex::Found>;

/// How many of each way are ranked before the lists are joined.
constexpr size_t leastRanked = 100;
constexpr size_t overFetch = 2;
constexpr size_t fetchMore = 4;
constexpr size_t mostCorrections = 3;
/// Vectors that are less alike say nothing.
constexpr double leastLikeness = 0.01;
/// How far a query's vector moves towards each of the best passages.
constexpr float towardsWeight = 0.1F;
constexpr size_t towardsPassages = 5;

QString tr(const char *text)
{
    return QCoreApplication::translate("Search", text);
}

QString nameOf(SearchMode mode)
{
    switch (mode) {
    case SearchMode::Keyword:
        return u"keyword"_s;
    case SearchMode::Vector:
        return u"vector"_s;
    case SearchMode::Hybrid:
        return u"hybrid"_s;
    case SearchMode::Graph:
        return u"graph"_s;
    }
    return {};
}

} // namespace

SearchRun::SearchRun(PlatformDatabase &database, WorkspaceIndexes &indexes, Asked asked)
    : m_database(database)
    , m_asked(std::move(asked))
{
    checkDocuments();
    m_index = indexes.current(m_asked.scope, m_asked.workspace);
    readQuery();
}

SearchRun::~SearchRun() = default;

void SearchRun::checkDocuments()
{
    m_within = m_database.readNow(m_asked.scope, [this](Transaction &transaction) {
        if (!ConnectionStore(transaction, m_asked.scope).workspace(m_asked.workspace))
            throw Problem::of(ProblemCode::NotFound);
        SearchStore store(transaction, m_asked.scope, m_asked.workspace);
        QSet<qint64> within;
        for (const DocumentId document : m_asked.documents) {
            if (!store.sees(m_asked.viewer, document))
                throw Problem::of(ProblemCode::NotFound);
            for (const qint64 label : store.labelsOf(document))
                within.insert(label);
        }
        if (!m_asked.documents.empty())
            within.insert(0); // which no passage has: documents without passages are not all documents
        return within;
    });
}

void SearchRun::readQuery()
{
    const std::shared_lock lock(m_index->mutex);
    m_query = search::queryWordsOf(m_asked.query, m_index->languages);
    for (const search::QueryWord &word : m_query.words) {
        search::SoughtWord sought{word.terms, 1.0};
        correctSpelling(sought, word.text);
        m_words.push_back(std::move(sought));
    }
}

/// A word that no passage has is looked for as those that it may have been meant as.
void SearchRun::correctSpelling(search::SoughtWord &word, const QString &typed)
{
    if (m_index->words.size() == 0 || m_index->words.having(word) > 0)
        return;
    const auto similar = m_index->words.similarTerms(word.terms.front(), mostCorrections);
    if (similar.empty())
        return;
    word.terms = similar;
    word.weight = 0.5; // a guess
    m_notes.append(tr("No passage has “%1”; similar words were searched for.").arg(typed));
}

/// Asks for more until enough of what was found may be shown, or there is no more.
std::vector<search::PassageIndex::Found> SearchRun::visibleOf(const Find &find, size_t wanted)
{
    for (size_t depth = wanted * overFetch;; depth *= fetchMore) {
        std::vector<search::PassageIndex::Found> found = find(depth);
        const bool isAll = found.size() < depth;
        lookAt(found);
        std::erase_if(found, [this](const auto &each) { return !m_seen.value(each.label); });
        if (found.size() >= wanted || isAll) {
            if (found.size() > wanted)
                found.resize(wanted);
            return found;
        }
    }
}

void SearchRun::lookAt(const std::vector<search::PassageIndex::Found> &found)
{
    std::vector<qint64> unknown;
    for (const auto &each : found) {
        if (!m_seen.contains(each.label))
            unknown.push_back(each.label);
    }
    if (unknown.empty())
        return;
    const auto visible = m_database.readNow(m_asked.scope, [&](Transaction &transaction) {
        SearchStore store(transaction, m_asked.scope, m_asked.workspace);
        if (m_query.phrases.empty())
            return store.visible(m_asked.viewer, unknown);
        std::vector<qint64> having;
        for (const FoundPassage &passage : store.passages(m_asked.viewer, unknown)) {
            const QString text =
                search::phraseText(QString(passage.documentName + u'\n' + passage.heading + u'\n' + passage.text));
            if (std::ranges::all_of(m_query.phrases, [&](const QString &phrase) { return text.contains(phrase); }))
                having.push_back(passage.label);
        }
        return having;
    });
    for (const qint64 label : unknown)
        m_seen.insert(label, false);
    for (const qint64 label : visible)
        m_seen.insert(label, true);
}

SearchRun::Way SearchRun::byWords(const std::vector<search::SoughtWord> &words, size_t wanted)
{
    const auto find = [this, &words](size_t depth) {
        const std::shared_lock lock(m_index->mutex);
        return m_index->words.search(words, depth, counted());
    };
    return {u"keyword"_s, visibleOf(find, wanted)};
}

SearchRun::Way SearchRun::byMeaning(const std::vector<float> &to, size_t wanted)
{
    const bool isNothing = std::ranges::all_of(to, [](float each) { return each == 0; });
    if (isNothing)
        return {u"vector"_s, {}};
    const auto find = [this, &to](size_t depth) {
        const std::shared_lock lock(m_index->mutex);
        auto found = m_index->vectors ? m_index->vectors->nearest(to, depth, counted()) : Found();
        return found;
    };
    Way way{u"vector"_s, visibleOf(find, wanted)};
    std::erase_if(way.found, [](const auto &each) { return each.score < leastLikeness; });
    return way;
}

SearchRun::Way SearchRun::byGraph(const std::vector<GraphCandidate> &candidates, size_t wanted)
{
    std::vector<PassageId> ids;
    ids.reserve(candidates.size());
    for (const GraphCandidate &candidate : candidates)
        ids.push_back(candidate.passage);
    const auto labels = m_database.readNow(m_asked.scope, [&](Transaction &transaction) {
        return SearchStore(transaction, m_asked.scope, m_asked.workspace).labelsOf(ids);
    });
    Found all;
    for (const GraphCandidate &candidate : candidates) {
        const qint64 label = labels.value(candidate.passage);
        if (label > 0 && mayBeFound(label)) {
            all.push_back({label, candidate.score});
            m_paths.insert(label, candidate.path);
        }
    }
    return {u"graph"_s,
            visibleOf(
                [&](size_t depth) { return Found(all.begin(), all.begin() + qsizetype(std::min(depth, all.size()))); },
                wanted)};
}

std::vector<float> SearchRun::queryVector() const
{
    if (!m_given.empty())
        return m_given;
    const std::shared_lock lock(m_index->mutex);
    if (!m_index->embedder)
        return {};
    search::TermCounts counts;
    for (const search::SoughtWord &word : m_words) {
        for (const QString &term : word.terms)
            counts.terms.push_back({term, 1, 0, 0});
    }
    return m_index->embedder->embed(counts, search::BuiltInEmbedder::Unknown::Guessed);
}

/// Rocchio's method (1971): what the best passages are about is, in part, what was meant.
std::vector<float> SearchRun::movedTowards(std::vector<float> vector, const std::vector<qint64> &best) const
{
    const std::shared_lock lock(m_index->mutex);
    if (!m_index->vectors || vector.empty())
        return vector;
    for (size_t i = 0; i < std::min(best.size(), towardsPassages); ++i) {
        const auto towards = m_index->vectors->vectorOf(best[i]);
        for (size_t d = 0; towards && d < vector.size(); ++d)
            vector[d] += towardsWeight * (*towards)[d];
    }
    double square = 0;
    for (const float each : vector)
        square += double(each) * each;
    for (float &each : vector)
        each = square > 0 ? float(each / std::sqrt(square)) : 0;
    return vector;
}

std::vector<search::SoughtWord> SearchRun::expanded(const std::vector<qint64> &best)
{
    const std::vector<qint64> first(best.begin(),
                                    best.begin() + qsizetype(std::min(best.size(), search::feedbackPassages)));
    QHash<qint64, search::TermCounts> counts;
    m_database.readNow(m_asked.scope, [&](Transaction &transaction) {
        for (const FoundPassage &passage :
             SearchStore(transaction, m_asked.scope, m_asked.workspace).passages(m_asked.viewer, first))
            counts.insert(passage.label, passage.words);
    });
    std::vector<std::pair<search::TermCounts, double>> feedback;
    for (size_t i = 0; i < first.size(); ++i) {
        if (const auto at = counts.constFind(first[i]); at != counts.constEnd())
            feedback.emplace_back(*at, search::feedbackWeight(i));
    }
    return search::withFeedback(m_words, feedback);
}

/// First by words and by meaning; then once more, with what the best of both have in common.
std::vector<SearchRun::Way> SearchRun::byBoth()
{
    const size_t wanted = std::max(m_asked.limit, leastRanked);
    const std::vector<float> vector = queryVector();
    const Way words = byWords(m_words, wanted);
    if (vector.empty())
        return {words};
    const Way meaning = byMeaning(vector, wanted);
    const auto labels = [](const Way &way) {
        std::vector<qint64> all;
        all.reserve(way.found.size());
        for (const auto &each : way.found)
            all.push_back(each.label);
        return all;
    };
    std::vector<qint64> best;
    for (const search::Fused &each : search::fuse({{labels(words), 1.0}, {labels(meaning), 1.0}}, leastRanked))
        best.push_back(each.label);
    return {byWords(expanded(best), wanted), byMeaning(movedTowards(vector, best), wanted)};
}

QString SearchRun::wantsVectorOf() const
{
    if (m_asked.mode != SearchMode::Vector && m_asked.mode != SearchMode::Hybrid)
        return {};
    const std::shared_lock lock(m_index->mutex);
    return m_index->generation > 0 && !m_index->embedder ? m_index->embedderName : QString();
}

bool SearchRun::lacksVectors() const
{
    const std::shared_lock lock(m_index->mutex);
    const bool isList = m_index->vectors && !m_index->vectors->isGraph();
    return m_index->words.size() > 0
           && (!m_index->vectors || m_index->vectorsUntil < m_index->lastLabel
               || (isList && m_index->vectors->size() > VectorIndex::mostExact));
}

api::SearchAnswer SearchRun::answer(const std::vector<GraphCandidate> &candidates)
{
    api::SearchAnswer answer;
    answer.mode = nameOf(m_asked.mode);
    std::vector<Way> ways;
    if (m_asked.mode == SearchMode::Keyword)
        ways.push_back(byWords(m_words, m_asked.limit));
    else if (m_asked.mode == SearchMode::Vector)
        ways.push_back(byMeaning(queryVector(), m_asked.limit));
    else if (m_asked.mode == SearchMode::Hybrid)
        ways = byBoth();
    else
        ways.push_back(byGraph(candidates, m_asked.limit));
    addHits(answer, ways);
    if (m_asked.mode == SearchMode::Vector || m_asked.mode == SearchMode::Hybrid)
        addEmbedder(answer);
    answer.note = m_notes.join(u' ');
    return answer;
}

/// Says which one it was, and what it has not done yet.
void SearchRun::addEmbedder(api::SearchAnswer &answer)
{
    const std::shared_lock lock(m_index->mutex);
    answer.embedder = m_index->embedderName;
    if (m_index->words.size() == 0)
        return;
    if (!m_index->vectors)
        m_notes.append(tr("The passages' vectors are still being made; until then only words find them."));
    else if (const qsizetype lacking = m_index->words.size() - m_index->vectors->size(); lacking > 0)
        m_notes.append(
            tr("New passages that have no vectors yet and are found by their words alone: %1.").arg(lacking));
}

void SearchRun::addHits(api::SearchAnswer &answer, const std::vector<Way> &ways)
{
    std::vector<search::RankedList> lists;
    for (const Way &way : ways) {
        search::RankedList list;
        for (const auto &each : way.found)
            list.labels.push_back(each.label);
        lists.push_back(std::move(list));
    }
    const auto fused = search::fuse(lists, m_asked.limit);
    std::vector<qint64> labels;
    labels.reserve(fused.size());
    for (const search::Fused &each : fused)
        labels.push_back(each.label);
    QHash<qint64, FoundPassage> passages;
    m_database.readNow(m_asked.scope, [&](Transaction &transaction) {
        SearchStore store(transaction, m_asked.scope, m_asked.workspace);
        passages.clear();
        for (const FoundPassage &passage : store.passages(m_asked.viewer, labels))
            passages.insert(passage.label, passage);
        answer.searched = store.countSearchable(m_asked.viewer);
    });
    for (const search::Fused &each : fused) {
        const auto at = passages.constFind(each.label);
        if (at == passages.constEnd())
            continue; // it was deleted meanwhile
        HitExplanation explanation(*at, m_query, m_words, *m_index);
        for (size_t way = 0; way < ways.size(); ++way) {
            if (each.ranks[way] == 0)
                continue;
            const double score = ways[way].found[size_t(each.ranks[way]) - 1].score;
            const auto path = ways[way].name == u"graph" ? m_paths.value(each.label) : std::vector<QString>();
            explanation.add({ways[way].name, each.ranks[way], score, each.shares[way], {}, path});
        }
        const bool isOne = ways.size() == 1;
        answer.hits.push_back(explanation.hit(isOne ? ways[0].found[size_t(each.ranks[0]) - 1].score : each.score));
    }
}

} // namespace tabletalk
