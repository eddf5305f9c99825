// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/SearchStore.h"

#include "core/base/Problem.h"

#include <boost/json.hpp>

#include <QStringList>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

/// A list of numbers as one value of a statement.
QString listed(const std::vector<qint64> &labels)
{
    QStringList texts;
    texts.reserve(qsizetype(labels.size()));
    for (const qint64 label : labels)
        texts.append(QString::number(label));
    return QString(u'[' + texts.join(u',') + u']');
}

std::vector<qint64> labelsIn(const std::vector<Record> &rows)
{
    std::vector<qint64> labels;
    labels.reserve(rows.size());
    for (const Record &row : rows)
        labels.push_back(row.integer(u"label"_s));
    return labels;
}

} // namespace

SearchSpace SearchStore::space()
{
    const auto row = m_transaction.selectOne(m_scope, u"search/find_space"_s, {{u"workspace"_s, stored(m_workspace)}});
    if (!row)
        return {};
    return {row->integer(u"last_label"_s), row->integer(u"removals"_s), int(row->integer(u"serving"_s))};
}

qint64 SearchStore::takeLabels(qint64 count)
{
    const auto row = m_transaction.selectOne(m_scope, u"search/take_labels"_s,
                                             {{u"workspace"_s, stored(m_workspace)}, {u"count"_s, count}});
    if (!row)
        throw Problem::of(ProblemCode::Internal);
    return row->integer(u"last_label"_s) - count + 1;
}

void SearchStore::countRemoval()
{
    m_transaction.execute(m_scope, u"search/count_removal"_s, {{u"workspace"_s, stored(m_workspace)}});
}

QString SearchStore::rowsOf(const std::vector<NewWords> &words)
{
    boost::json::array rows;
    rows.reserve(words.size());
    for (const NewWords &each : words)
        rows.push_back(boost::json::object{{"id", each.passage.toString().toStdString()},
                                           {"language", each.language.toStdString()},
                                           {"words", each.words.toStdString()}});
    return QString::fromStdString(boost::json::serialize(rows));
}

void SearchStore::insertWords(DocumentId document, qint64 label, const QString &rows)
{
    m_transaction.execute(m_scope, u"search/insert_words"_s,
                          {{u"workspace"_s, stored(m_workspace)},
                           {u"document"_s, stored(document)},
                           {u"label"_s, label},
                           {u"rows"_s, rows}});
}

std::vector<SearchStore::Words> SearchStore::words(qint64 after, int limit)
{
    std::vector<Words> found;
    for (const Record &row :
         m_transaction.select(m_scope, u"search/list_words"_s,
                              {{u"workspace"_s, stored(m_workspace)}, {u"after"_s, after}, {u"limit"_s, limit}}))
        found.push_back(
            {row.integer(u"label"_s), row.text(u"language"_s), search::TermCounts::fromText(row.text(u"words"_s))});
    return found;
}

std::vector<qint64> SearchStore::labels(qint64 until)
{
    return labelsIn(m_transaction.select(m_scope, u"search/list_labels"_s,
                                         {{u"workspace"_s, stored(m_workspace)}, {u"until"_s, until}}));
}

SearchStore::NameAndLanguage SearchStore::document(DocumentId id)
{
    const auto row = m_transaction.selectOne(m_scope, u"search/find_document"_s, {{u"document"_s, stored(id)}});
    return row ? NameAndLanguage{row->text(u"name"_s), row->text(u"language"_s)} : NameAndLanguage{};
}

Bindings SearchStore::seenBy(const Viewer &viewer) const
{
    return {{u"workspace"_s, stored(m_workspace)},
            {u"user"_s, stored(viewer.user)},
            {u"is_guest"_s, viewer.isGuest ? 1 : 0}};
}

bool SearchStore::sees(const Viewer &viewer, DocumentId document)
{
    Bindings values = seenBy(viewer);
    values.set(u"document"_s, stored(document));
    return m_transaction.selectOne(m_scope, u"search/find_visible_document"_s, values).has_value();
}

std::vector<qint64> SearchStore::labelsOf(DocumentId document)
{
    return labelsIn(m_transaction.select(m_scope, u"search/list_labels_of_document"_s,
                                         {{u"workspace"_s, stored(m_workspace)}, {u"document"_s, stored(document)}}));
}

QHash<PassageId, qint64> SearchStore::labelsOf(const std::vector<PassageId> &passages)
{
    QHash<PassageId, qint64> labels;
    for (const PassageId &passage : passages) {
        const auto row = m_transaction.selectOne(
            m_scope, u"search/find_label"_s, {{u"workspace"_s, stored(m_workspace)}, {u"passage"_s, stored(passage)}});
        if (row)
            labels.insert(passage, row->integer(u"label"_s));
    }
    return labels;
}

std::vector<qint64> SearchStore::visible(const Viewer &viewer, const std::vector<qint64> &labels)
{
    if (labels.empty())
        return {};
    Bindings values = seenBy(viewer);
    values.set(u"labels"_s, listed(labels));
    return labelsIn(m_transaction.select(m_scope, u"search/list_visible"_s, values));
}

std::vector<FoundPassage> SearchStore::passages(const Viewer &viewer, const std::vector<qint64> &labels)
{
    std::vector<FoundPassage> found;
    if (labels.empty())
        return found;
    Bindings values = seenBy(viewer);
    values.set(u"labels"_s, listed(labels));
    for (const Record &row : m_transaction.select(m_scope, u"search/list_passages"_s, values)) {
        FoundPassage passage;
        passage.label = row.integer(u"label"_s);
        passage.id = row.id<PassageId>(u"id"_s);
        passage.document = row.id<DocumentId>(u"document_id"_s);
        passage.documentName = row.text(u"name"_s);
        passage.sourceUrl = row.text(u"source_url"_s);
        passage.language = row.text(u"language"_s);
        passage.heading = row.text(u"heading"_s);
        passage.text = row.text(u"text"_s);
        passage.ordinal = int(row.integer(u"ordinal"_s));
        passage.page = int(row.integer(u"page"_s));
        passage.words = search::TermCounts::fromText(row.text(u"words"_s));
        found.push_back(std::move(passage));
    }
    return found;
}

qint64 SearchStore::countSearchable(const Viewer &viewer)
{
    const auto row = m_transaction.selectOne(m_scope, u"search/count_searchable"_s, seenBy(viewer));
    return row ? row->integer(u"passages"_s) : 0;
}

} // namespace tabletalk
