// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/GraphTool.h"

#include "core/api/Codec.h"
#include "core/api/Graph.h"
#include "server/agents/ToolArguments.h"
#include "server/graph/GraphStore.h"
#include "server/graph/GraphWalk.h"
#include "server/graph/NamesInQuery.h"
#include "server/platform/PlatformDatabase.h"

#include <boost/json/array.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr qsizetype longestQuery = 2'000;
constexpr size_t mostNames = 5;
constexpr int relationsOfEach = 15;

api::Citation citationOf(const api::GraphEvidence &evidence)
{
    api::Citation citation;
    citation.kind = u"passage"_s;
    citation.title = evidence.documentName;
    citation.excerpt = evidence.sentence;
    citation.documentId = evidence.documentId;
    citation.passageId = evidence.passageId;
    citation.page = evidence.page;
    citation.sourceUrl = evidence.sourceUrl;
    return citation;
}

QString placeOf(const api::GraphEvidence &evidence)
{
    return evidence.page > 0 ? QString(evidence.documentName + u", page "_s + QString::number(evidence.page))
                             : evidence.documentName;
}

/// Writes what was found for reading and for programs, within the bounds of a tool's answer.
class Account
{
public:
    void add(GraphStore &store, const api::GraphEntity &entity)
    {
        say(entity.name + u" ("_s + entity.kind + u", named in "_s + QString::number(entity.documents)
            + (entity.documents == 1 ? u" document)"_s : u" documents)"_s));
        boost::json::array relations;
        for (const StoredRelation &relation : store.relationsOf(entity.id, {.limit = relationsOfEach, .skip = 0})) {
            const auto other = store.find(relation.other);
            if (!other)
                continue;
            const bool forth = relation.relation.fromId == entity.id;
            const auto evidence = store.evidenceOf(relation.id, 1);
            say(lineOf(forth ? entity.name : other->name, relation.relation.label, forth ? other->name : entity.name),
                evidence);
            boost::json::object told = api::toJson(relation.relation).as_object();
            told["other"] = other->name.toStdString();
            relations.push_back(std::move(told));
        }
        if (relations.empty())
            for (const api::GraphEvidence &evidence : store.mentionsOf(entity.id, 3))
                say(u"- "_s, {evidence});
        boost::json::object told = api::toJson(entity).as_object();
        told["relations"] = std::move(relations);
        m_entities.push_back(std::move(told));
    }

    void addWay(GraphStore &store, const api::GraphEntity &from, const api::GraphEntity &to)
    {
        GraphWalk walk(store);
        const auto steps = walk.path(from.id, to.id);
        if (!steps || steps->size() < 2) // one step is told already
            return;
        say(u"How "_s + from.name + u" and "_s + to.name + u" are connected:"_s);
        QString at = from.name;
        EntityId before = from.id;
        for (const GraphWalk::Step &step : *steps) {
            const auto next = store.find(step.to);
            if (!next)
                return;
            const bool forth = step.relation.relation.fromId == before;
            say(lineOf(forth ? at : next->name, step.relation.relation.label, forth ? next->name : at),
                store.evidenceOf(step.relation.id, 1));
            at = next->name;
            before = step.to;
        }
    }

    ToolResult result()
    {
        if (m_entities.empty())
            m_result.text = u"The documents have none of these names.\n"_s;
        m_result.data = {{"entities", std::move(m_entities)}};
        return std::move(m_result);
    }

private:
    static QString lineOf(const QString &from, const QString &label, const QString &to)
    {
        return u"- "_s + from + (label.isEmpty() ? u" is named together with "_s : QString(u" — "_s + label + u" — "_s))
               + to;
    }

    void say(const QString &line, const std::vector<api::GraphEvidence> &evidence = {})
    {
        QString text = line;
        for (const api::GraphEvidence &one : evidence) {
            text += u": “"_s + one.sentence + u"” ["_s + placeOf(one) + u']';
            const bool cited = std::ranges::any_of(m_result.citations, [&](const api::Citation &other) {
                return other.passageId == one.passageId && other.excerpt == one.sentence;
            });
            if (!cited)
                m_result.citations.push_back(citationOf(one));
        }
        if (m_result.text.size() + text.size() < mostToolText)
            m_result.text += text + u'\n';
    }

    ToolResult m_result;
    boost::json::array m_entities;
};

} // namespace

QString GraphTool::name() const
{
    return u"graph_search"_s;
}

QString GraphTool::description() const
{
    return u"Tells what the documents of the workspace say of the people, companies, places, products and codes that "
           "are named in the query: their relations, with the sentence each, and how two of them are connected. Use "
           "it for questions such as who owns, leads or supplies what."_s;
}

boost::json::object GraphTool::argumentSchema() const
{
    boost::json::object properties;
    properties["query"] = textArgument("A question or names, written as usual.");
    return argumentsOf(std::move(properties), {"query"});
}

Awaitable<Result<ToolResult>> GraphTool::run(ToolContext context, boost::json::object arguments)
{
    const ToolArguments given(arguments, {"query"});
    const QString query = given.requiredText("query", longestQuery);
    auto read = [scope = context.call.scope, viewer = Viewer::of(context.call.caller), workspace = context.workspace,
                 query](Transaction &transaction) {
        GraphStore store(transaction, scope, workspace, viewer);
        const std::vector<api::GraphEntity> names = namesInQuery(store, workspace, query, mostNames);
        Account account;
        for (const api::GraphEntity &entity : names)
            account.add(store, entity);
        if (names.size() >= 2)
            account.addWay(store, names[0], names[1]);
        return account.result();
    };
    ToolResult result = co_await m_database.read(context.call.scope, std::move(read));
    co_return result;
}

} // namespace tabletalk
