// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/link/Glossary.h"

#include "core/ask/read/Lexicon.h"
#include "core/ask/read/QuestionReader.h"
#include "core/schema/MetricExpression.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

sql::Aggregate aggregateOf(const QString &name)
{
    if (name == u"average")
        return sql::Aggregate::Average;
    if (name == u"minimum")
        return sql::Aggregate::Minimum;
    if (name == u"maximum")
        return sql::Aggregate::Maximum;
    return name == u"sum" ? sql::Aggregate::Sum : sql::Aggregate::Count;
}

sql::Expression::Kind operationOf(const QString &name)
{
    if (name == u"plus")
        return sql::Expression::Kind::Add;
    if (name == u"minus")
        return sql::Expression::Kind::Subtract;
    return name == u"times" ? sql::Expression::Kind::Multiply : sql::Expression::Kind::Divide;
}

GlossaryFilter filterOf(const MetricFilter &filter, Place column)
{
    static constexpr std::array<std::pair<QStringView, sql::Comparison>, 6> comparisons{
        {{u"=", sql::Comparison::Equal},
         {u"<>", sql::Comparison::NotEqual},
         {u"<", sql::Comparison::Less},
         {u"<=", sql::Comparison::LessOrEqual},
         {u">", sql::Comparison::Greater},
         {u">=", sql::Comparison::GreaterOrEqual}}};
    GlossaryFilter result;
    result.column = column;
    result.values = filter.values;
    for (const auto &[text, comparison] : comparisons) {
        if (filter.comparison == text)
            result.comparison = comparison;
    }
    result.missing = filter.comparison == u"isNull" || filter.comparison == u"isNotNull";
    result.negated = filter.comparison == u"notIn" || filter.comparison == u"isNotNull";
    return result;
}

} // namespace

Glossary::Glossary(const Vocabulary &vocabulary, const Schema &schema)
    : m_lookup(schema)
{
    for (const Synonym &synonym : vocabulary.synonyms) {
        if (const auto place = find(synonym.means))
            addPhrase(synonym.phrase, {{}, *place, place->isTable() ? std::nullopt : synonym.value, -1});
    }
    for (const Metric &metric : vocabulary.metrics)
        addMetric(metric);
    for (const JoinPreference &join : vocabulary.joins)
        addJoin(join);
    for (const PlaceDescription &description : vocabulary.descriptions)
        addDescription(description);
    for (std::vector<GlossaryPhrase> &phrases : m_phrases)
        std::ranges::stable_sort(phrases, std::greater{}, [](const GlossaryPhrase &p) { return p.stems.size(); });
}

std::optional<Place> Glossary::find(const SchemaPlace &place) const
{
    const auto table = m_lookup.table(place.schema, place.table);
    if (!table)
        return {};
    if (!place.column)
        return Place{*table, -1};
    const auto column = m_lookup.column(*table, *place.column);
    return column ? std::optional(Place{*table, *column}) : std::nullopt;
}

void Glossary::addPhrase(const QString &phrase, GlossaryPhrase meaning)
{
    for (const Word &word : readQuestion(phrase)) {
        if (word.kind != Word::Kind::Sign)
            meaning.stems.push_back(word.stem.isEmpty() ? word.lower : word.stem);
    }
    if (meaning.stems.empty())
        return;
    m_longestPhrase = std::max(m_longestPhrase, meaning.stems.size());
    m_phrases[meaning.stems.front()].push_back(std::move(meaning));
}

void Glossary::addMetric(const Metric &metric)
{
    GlossaryMetric found;
    const auto of = find(metric.of);
    if (!of)
        return;
    found.name = metric.name.simplified();
    found.definition = metricExpression(metric);
    found.aggregate = aggregateOf(metric.aggregate);
    found.distinct = metric.aggregate == u"countDistinct";
    found.of = *of;
    for (const MetricTerm &term : metric.terms) {
        const auto column = m_lookup.column(of->table, term.column);
        if (!column)
            return;
        found.terms.emplace_back(operationOf(term.operation), Place{of->table, *column});
    }
    // A metric without one of its conditions would be another figure under the same name.
    for (const MetricFilter &filter : metric.filters) {
        const auto column = find(filter.column);
        if (!column || column->isTable())
            return;
        found.filters.push_back(filterOf(filter, *column));
    }
    const int index = int(m_metrics.size());
    m_metrics.push_back(std::move(found));
    addPhrase(metric.name, {{}, *of, {}, index});
    for (const QString &synonym : metric.synonyms)
        addPhrase(synonym, {{}, *of, {}, index});
}

void Glossary::addJoin(const JoinPreference &join)
{
    const auto from = m_lookup.table(join.from.schema, join.from.table);
    const auto to = m_lookup.table(join.to.schema, join.to.table);
    if (!from || !to)
        return;
    GlossaryJoin found{*from, *to, {}, join.avoid};
    for (size_t i = 0; i < join.from.columns.size() && i < join.to.columns.size(); ++i) {
        const auto a = m_lookup.column(*from, join.from.columns[i]);
        const auto b = m_lookup.column(*to, join.to.columns[i]);
        if (!a || !b)
            return;
        found.columns.emplace_back(*a, *b);
    }
    m_joins.push_back(std::move(found));
}

void Glossary::addDescription(const PlaceDescription &description)
{
    const auto place = find(description.place);
    if (!place)
        return;
    for (const Word &word : readQuestion(description.text)) {
        if (word.kind != Word::Kind::Plain || isStopWord(word.lower) || word.lower.size() < 3)
            continue;
        std::vector<Place> &places = m_described[word.stem];
        if (std::ranges::find(places, *place) == places.end())
            places.push_back(*place);
    }
}

const std::vector<GlossaryPhrase> &Glossary::phrasesFrom(const QString &stem) const
{
    static const std::vector<GlossaryPhrase> none;
    const auto found = m_phrases.constFind(stem);
    return found == m_phrases.constEnd() ? none : *found;
}

const std::vector<Place> &Glossary::describedBy(const QString &stem) const
{
    static const std::vector<Place> none;
    const auto found = m_described.constFind(stem);
    return found == m_described.constEnd() ? none : *found;
}

} // namespace tabletalk::ask
