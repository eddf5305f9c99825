// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/GraphBuilder.h"

#include "core/graph/EntityFinder.h"
#include "core/graph/RelationFinder.h"
#include "server/platform/Transaction.h"

#include <boost/json.hpp>

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

namespace json = boost::json;

constexpr int mostKnown = 500; ///< names of a document that later pieces know

std::string utf8(const QString &text)
{
    return text.toStdString();
}

/// What is to be stored of one piece.
class Rows final : public ReadPassages
{
public:
    explicit Rows(const PassagePlace &place)
        : m_place(place)
    {}

    void add(const knowledge::Passage &passage, const graph::Reading &reading)
    {
        struct Named
        {
            const graph::Mention *first = nullptr;
            int times = 0;
        };
        QHash<QString, Named> names;
        for (const graph::Mention &mention : reading.mentions) {
            Named &named = names[mention.key];
            if (!named.first)
                named.first = &mention;
            ++named.times;
        }
        for (const auto &named : std::as_const(names)) {
            const graph::Mention &mention = *named.first;
            const graph::Span sentence = reading.sentences[size_t(mention.sentence)];
            m_mentions.rows.push_back(json::object{{"passage_id", utf8(passage.id.toString())},
                                                   {"entity_id", entity(mention.key)},
                                                   {"name", utf8(mention.name)},
                                                   {"sureness", mention.sureness * 10 + int(mention.kind)},
                                                   {"times", named.times},
                                                   {"begin_at", sentence.begin},
                                                   {"end_at", sentence.end}});
        }
        for (const graph::Relation &relation : graph::relationsIn(passage.text, reading))
            add(passage, relation);
    }

    /// After the last one: what the statements take.
    void write()
    {
        for (Table *table : {&m_entities, &m_mentions, &m_relations, &m_evidence}) {
            if (!table->rows.empty())
                table->text = QString::fromStdString(json::serialize(table->rows));
            table->rows = json::array();
        }
    }

    void store(Transaction &transaction) const override
    {
        insert(transaction, u"graph/insert_entities"_s, m_entities, {{u"workspace"_s, stored(m_place.workspace)}});
        insert(transaction, u"graph/insert_entity_mentions"_s, m_mentions, ofDocument());
        insert(transaction, u"graph/insert_relations"_s, m_relations, {});
        insert(transaction, u"graph/insert_relation_evidence"_s, m_evidence, ofDocument());
    }

private:
    struct Table
    {
        json::array rows = {};
        QString text = {};
    };

    Bindings ofDocument() const
    {
        return {{u"document"_s, stored(m_place.document)}, {u"generation"_s, m_place.generation}};
    }

    void insert(Transaction &transaction, const QString &statement, const Table &table, Bindings bindings) const
    {
        if (table.text.isEmpty())
            return;
        bindings.set(u"rows"_s, table.text);
        transaction.execute(m_place.scope, statement, bindings);
    }

    /// The id of a name, which is stored if it is new.
    std::string entity(const QString &key)
    {
        const std::string id = utf8(entityIdOf(m_place.workspace, key).toString());
        if (!m_known.contains(key)) {
            m_known.insert(key);
            m_entities.rows.push_back(json::object{{"id", id}, {"name_key", utf8(key)}});
        }
        return id;
    }

    void add(const knowledge::Passage &passage, const graph::Relation &relation)
    {
        const QString from = entityIdOf(m_place.workspace, relation.from).toString();
        const QString to = entityIdOf(m_place.workspace, relation.to).toString();
        const QString name = from + u'|' + to + u'|' + relation.label;
        const std::string id = utf8(QUuid::createUuidV5(m_place.workspace.uuid(), name).toString(QUuid::WithoutBraces));
        if (!m_said.contains(name)) {
            m_said.insert(name);
            m_relations.rows.push_back(json::object{
                {"id", id}, {"from_id", utf8(from)}, {"to_id", utf8(to)}, {"label", utf8(relation.label)}});
        }
        m_evidence.rows.push_back(json::object{{"relation_id", id},
                                               {"passage_id", utf8(passage.id.toString())},
                                               {"weight", relation.weight},
                                               {"begin_at", relation.sentence.begin},
                                               {"end_at", relation.sentence.end}});
    }

    const PassagePlace &m_place;
    QSet<QString> m_known;
    QSet<QString> m_said;
    Table m_entities;
    Table m_mentions;
    Table m_relations;
    Table m_evidence;
};

Bindings documentOf(const PassagePlace &place)
{
    return {{u"document"_s, stored(place.document)}, {u"generation"_s, place.generation}};
}

/// The surest names of the pieces so far.
class KnownNames
{
public:
    void add(const graph::Mention &mention)
    {
        Known &known = m_names[mention.name];
        if (mention.sureness > known.sureness)
            known = {mention.kind, mention.sureness};
    }
    void tell(graph::EntityFinder &finder)
    {
        dropUnsure();
        for (auto each = m_names.cbegin(); each != m_names.cend(); ++each)
            finder.know(each.key(), each->kind);
    }

private:
    struct Known
    {
        graph::EntityKind kind = graph::EntityKind::Other;
        int sureness = 0;
    };

    void dropUnsure()
    {
        if (m_names.size() <= mostKnown)
            return;
        std::vector<std::pair<int, QString>> order;
        order.reserve(size_t(m_names.size()));
        for (auto each = m_names.cbegin(); each != m_names.cend(); ++each)
            order.emplace_back(-each->sureness, each.key());
        std::ranges::nth_element(order, order.begin() + mostKnown);
        for (size_t i = mostKnown; i < order.size(); ++i)
            m_names.remove(order[i].second);
    }

    QHash<QString, Known> m_names;
};

class NamesReading final : public PassageReading
{
public:
    std::unique_ptr<ReadPassages> read(const PassagePlace &place,
                                       const std::vector<knowledge::Passage> &passages) override
    {
        graph::EntityFinder finder(place.language);
        m_known.tell(finder);
        std::vector<QString> texts;
        texts.reserve(passages.size());
        for (const knowledge::Passage &passage : passages)
            texts.push_back(passage.text);
        const std::vector<graph::Reading> readings = finder.read(texts);
        auto rows = std::make_unique<Rows>(place);
        for (size_t i = 0; i < passages.size(); ++i) {
            rows->add(passages[i], readings[i]);
            for (const graph::Mention &mention : readings[i].mentions)
                m_known.add(mention);
        }
        rows->write();
        return rows;
    }

private:
    KnownNames m_known;
};

} // namespace

EntityId entityIdOf(WorkspaceId workspace, const QString &nameKey)
{
    return EntityId(QUuid::createUuidV5(workspace.uuid(), QString(u"entity|"_s + nameKey)));
}

std::unique_ptr<PassageReading> GraphBuilder::passagesComing()
{
    return std::make_unique<NamesReading>();
}

/// What nothing else tells of goes first, while it is known which that is.
void GraphBuilder::passagesLeaving(Transaction &transaction, const PassagePlace &place)
{
    for (const QString &statement : {u"graph/delete_unsaid"_s, u"graph/delete_evidence"_s,
                                     u"graph/delete_unmentioned"_s, u"graph/delete_mentions"_s})
        transaction.execute(place.scope, statement, documentOf(place));
}

} // namespace tabletalk
