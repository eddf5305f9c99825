// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/GraphStore.h"

#include "core/graph/Entity.h"
#include "core/text/SearchText.h"

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostWords = 4;

/// A pattern for LIKE with '!' before what it would take for more than itself.
QString patternFor(QString word)
{
    for (const char16_t special : {u'!', u'%', u'_'})
        word.replace(QChar(special), QString(u'!' + QString(QChar(special))));
    return QString(u'%' + word + u'%');
}

api::GraphEntity entityIn(const Record &row)
{
    api::GraphEntity entity;
    entity.id = row.id<EntityId>(u"id"_s);
    entity.name = row.text(u"name"_s);
    entity.kind = graph::kindName(graph::EntityKind(row.integer(u"sureness"_s) % 10));
    entity.mentions = row.integer(u"mentions"_s);
    entity.documents = row.integer(u"documents"_s);
    return entity;
}

/// A sentence of a passage, cut where it is longer than anybody reads.
QString sentenceIn(const Record &row)
{
    constexpr qsizetype longest = 400;
    const qsizetype begin = row.integer(u"begin_at"_s);
    const QString sentence = row.text(u"text"_s).mid(begin, row.integer(u"end_at"_s) - begin).simplified();
    return sentence.size() > longest ? QString(sentence.left(longest) + u'…') : sentence;
}

std::vector<api::GraphEvidence> evidenceIn(const std::vector<Record> &rows)
{
    std::vector<api::GraphEvidence> list;
    for (const Record &row : rows) {
        api::GraphEvidence evidence;
        evidence.passageId = row.id<PassageId>(u"passage_id"_s);
        evidence.documentId = row.id<DocumentId>(u"document_id"_s);
        evidence.documentName = row.text(u"document_name"_s);
        evidence.sourceUrl = row.text(u"source_url"_s);
        evidence.page = int(row.integer(u"page"_s));
        evidence.heading = row.text(u"heading"_s);
        evidence.sentence = sentenceIn(row);
        list.push_back(std::move(evidence));
    }
    return list;
}

} // namespace

Bindings GraphStore::ofViewer() const
{
    return {{u"user"_s, stored(m_viewer.user)}, {u"is_guest"_s, m_viewer.isGuest ? 1 : 0}};
}

std::vector<api::GraphEntity> GraphStore::list(const QString &text, std::optional<int> kind, const Page &page)
{
    const QString whole = graph::keyOf(text);
    const std::vector<QString> words = searchWords(whole, mostWords);
    Bindings values = ofViewer();
    values.set(u"workspace"_s, stored(m_workspace));
    values.set(u"whole"_s, whole.isNull() ? u""_s : whole);
    values.set(u"kind"_s, kind.value_or(-1));
    values.set(u"limit"_s, page.limit);
    values.set(u"skip"_s, page.skip);
    for (size_t i = 0; i < mostWords; ++i)
        values.set(QString(u"word" + QString::number(i + 1)), i < words.size() ? patternFor(words[i]) : u"%"_s);
    std::vector<api::GraphEntity> found;
    for (const Record &row : m_transaction.select(m_scope, u"graph/list_entities"_s, values))
        found.push_back(entityIn(row));
    return found;
}

std::optional<api::GraphEntity> GraphStore::find(EntityId id)
{
    Bindings values = ofViewer();
    values.set(u"id"_s, stored(id));
    values.set(u"workspace"_s, stored(m_workspace));
    const auto row = m_transaction.selectOne(m_scope, u"graph/find_entity"_s, values);
    return row ? std::optional(entityIn(*row)) : std::nullopt;
}

std::vector<StoredRelation> GraphStore::relationsOf(EntityId id, const Page &page)
{
    Bindings values = ofViewer();
    values.set(u"entity"_s, stored(id));
    values.set(u"limit"_s, page.limit);
    values.set(u"skip"_s, page.skip);
    std::vector<StoredRelation> found;
    for (const Record &row : m_transaction.select(m_scope, u"graph/list_relations"_s, values)) {
        StoredRelation one;
        one.id = row.id<RelationId>(u"id"_s);
        one.other = row.id<EntityId>(u"other_id"_s);
        one.relation.fromId = row.id<EntityId>(u"from_id"_s);
        one.relation.toId = row.id<EntityId>(u"to_id"_s);
        one.relation.label = row.text(u"label"_s);
        one.relation.weight = row.real(u"weight"_s);
        one.relation.evidence = row.integer(u"evidence"_s);
        found.push_back(std::move(one));
    }
    return found;
}

std::vector<api::GraphEvidence> GraphStore::evidenceOf(RelationId id, int limit)
{
    Bindings values = ofViewer();
    values.set(u"relation"_s, stored(id));
    values.set(u"limit"_s, limit);
    return evidenceIn(m_transaction.select(m_scope, u"graph/list_evidence"_s, values));
}

std::vector<Record> GraphStore::mentions(EntityId id, int limit)
{
    Bindings values = ofViewer();
    values.set(u"entity"_s, stored(id));
    values.set(u"limit"_s, limit);
    return m_transaction.select(m_scope, u"graph/list_mentions"_s, values);
}

std::vector<api::GraphEvidence> GraphStore::mentionsOf(EntityId id, int limit)
{
    return evidenceIn(mentions(id, limit));
}

std::vector<NamedPassage> GraphStore::passagesOf(EntityId id, int limit)
{
    std::vector<NamedPassage> found;
    for (const Record &row : mentions(id, limit))
        found.push_back({row.id<PassageId>(u"passage_id"_s), int(row.integer(u"times"_s))});
    return found;
}

} // namespace tabletalk
