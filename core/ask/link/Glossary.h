// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Place.h"
#include "core/schema/Vocabulary.h"
#include "core/schema/VocabularyCheck.h"
#include "core/sql/Query.h"

#include <QHash>

#include <optional>
#include <vector>

namespace tabletalk::ask {

/// A condition of a metric, with its column found.
struct GlossaryFilter
{
    Place column;
    sql::Comparison comparison = sql::Comparison::Equal;
    bool missing = false; ///< is null
    bool negated = false;
    std::vector<QString> values;
};

/// A metric with its columns found.
struct GlossaryMetric
{
    QString name;
    QString definition; ///< how it is computed, as people wrote it
    sql::Aggregate aggregate = sql::Aggregate::Sum;
    bool distinct = false; ///< counts different values
    Place of;              ///< the table itself when its rows are counted
    std::vector<std::pair<sql::Expression::Kind, Place>> terms;
    std::vector<GlossaryFilter> filters;
};

/// Words of the organisation's own and what they mean.
struct GlossaryPhrase
{
    std::vector<QString> stems;
    Place place;                  ///< unless it is a metric
    std::optional<QString> value; ///< that stands in the column
    int metric = -1;              ///< position among the metrics
};

struct GlossaryJoin
{
    int from = -1;
    int to = -1;
    std::vector<std::pair<int, int>> columns; ///< equal pairs; none: every join of the two
    bool avoid = false;
};

/// A vocabulary in the terms of one schema. Immutable. What the schema lacks is left out.
class Glossary
{
public:
    Glossary(const Vocabulary &vocabulary, const Schema &schema);

    /// Phrases whose first word has this stem, longest first.
    const std::vector<GlossaryPhrase> &phrasesFrom(const QString &stem) const;
    size_t longestPhrase() const { return m_longestPhrase; }
    const GlossaryMetric &metric(int index) const { return m_metrics[size_t(index)]; }
    const std::vector<GlossaryJoin> &joins() const { return m_joins; }
    /// What the organisation describes with a word of this stem.
    const std::vector<Place> &describedBy(const QString &stem) const;

private:
    std::optional<Place> find(const SchemaPlace &place) const;
    void addPhrase(const QString &phrase, GlossaryPhrase meaning);
    void addMetric(const Metric &metric);
    void addJoin(const JoinPreference &join);
    void addDescription(const PlaceDescription &description);

    SchemaLookup m_lookup;
    QHash<QString, std::vector<GlossaryPhrase>> m_phrases;
    size_t m_longestPhrase = 0;
    std::vector<GlossaryMetric> m_metrics;
    std::vector<GlossaryJoin> m_joins;
    QHash<QString, std::vector<Place>> m_described;
};

} // namespace tabletalk::ask
