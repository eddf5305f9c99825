// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/NamesInQuery.h"

#include "core/graph/EntityFinder.h"
#include "core/graph/NameCues.h"
#include "core/graph/Words.h"
#include "server/graph/GraphBuilder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostWords = 40;  ///< of a query that are looked at
constexpr size_t longestName = 5; ///< in words
constexpr int fewWords = 4;
constexpr qsizetype shortestWord = 3;

bool maySpeak(const graph::Word &word)
{
    return !graph::isFunctionWord(word.lower) && !graph::isPreposition(word.lower) && !graph::isAuxiliary(word.lower);
}

class Lookup
{
public:
    Lookup(GraphStore &store, WorkspaceId workspace, const QString &query, size_t most)
        : m_store(store)
        , m_workspace(workspace)
        , m_query(query)
        , m_most(most)
        , m_words(graph::wordsOf(query).words)
    {
        if (m_words.size() > mostWords)
            m_words.resize(mostWords);
    }

    std::vector<api::GraphEntity> find()
    {
        findWhole();
        if (std::ranges::any_of(m_query, graph::isCjk))
            findCjk();
        if (m_found.empty())
            findByWords();
        return std::move(m_found);
    }

private:
    bool add(api::GraphEntity entity)
    {
        const bool known = std::ranges::any_of(m_found, [&](const auto &other) { return other.id == entity.id; });
        if (!known && m_found.size() < m_most)
            m_found.push_back(std::move(entity));
        return true;
    }

    bool addNamed(const QString &name)
    {
        const QString key = graph::keyOf(name);
        if (key.isEmpty())
            return false;
        auto entity = m_store.find(entityIdOf(m_workspace, key));
        return entity && add(*std::move(entity));
    }

    /// The longest names first, so that "New York Bank" is not "New York".
    void findWhole()
    {
        for (size_t first = 0; first < m_words.size() && m_found.size() < m_most;) {
            size_t taken = 0;
            for (size_t count = std::min(longestName, m_words.size() - first); count > 0 && taken == 0; --count) {
                const graph::Word &last = m_words[first + count - 1];
                if (!maySpeak(m_words[first]) || !maySpeak(last))
                    continue;
                const auto begin = m_words[first].span.begin;
                QString name = m_query.mid(begin, last.span.end - begin);
                if (name.endsWith(u"'s") || name.endsWith(u"’s"))
                    name.chop(2);
                if (addNamed(name))
                    taken = count;
            }
            if (taken == 0 && m_words[first].capital) // a part of a name
                addByWord(m_words[first]);
            first += std::max<size_t>(taken, 1);
        }
    }

    void findCjk()
    {
        for (const graph::Mention &mention : graph::EntityFinder(u"ja"_s).read({m_query}).front().mentions)
            addNamed(mention.name);
    }

    void findByWords()
    {
        for (const graph::Word &word : m_words)
            addByWord(word);
    }

    void addByWord(const graph::Word &word)
    {
        const bool ordinary = graph::isOrdinaryWord(word.lower) || graph::isRelationVerb(word.lower);
        if (!maySpeak(word) || ordinary || word.lower.size() < shortestWord || m_looked == fewWords)
            return;
        ++m_looked;
        for (api::GraphEntity &entity : m_store.list(word.lower, std::nullopt, {.limit = 2, .skip = 0}))
            add(std::move(entity));
    }

    GraphStore &m_store;
    const WorkspaceId m_workspace;
    const QString &m_query;
    const size_t m_most;
    std::vector<graph::Word> m_words;
    std::vector<api::GraphEntity> m_found;
    int m_looked = 0;
};

} // namespace

std::vector<api::GraphEntity> namesInQuery(GraphStore &store, WorkspaceId workspace, const QString &query, size_t most)
{
    return Lookup(store, workspace, query, most).find();
}

} // namespace tabletalk
