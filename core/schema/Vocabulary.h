// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/describe/class.hpp>

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk {

/// A table, or one of its columns, by the names that the database gives them.
struct SchemaPlace
{
    std::optional<QString> schema; ///< absent: wherever the table is, if there is one of that name
    QString table;
    std::optional<QString> column; ///< absent: the table itself

    friend bool operator==(const SchemaPlace &, const SchemaPlace &) = default;
};
BOOST_DESCRIBE_STRUCT(SchemaPlace, (), (schema, table, column))

/// A word of the organisation's own: "client" means customers, "EMEA" means a value of regions.code.
struct Synonym
{
    QString phrase;
    SchemaPlace means;
    std::optional<QString> value; ///< as stored in the column that is meant

    friend bool operator==(const Synonym &, const Synonym &) = default;
};
BOOST_DESCRIBE_STRUCT(Synonym, (), (phrase, means, value))

/// What a table or column holds, in the organisation's words.
struct PlaceDescription
{
    SchemaPlace place;
    QString text;

    friend bool operator==(const PlaceDescription &, const PlaceDescription &) = default;
};
BOOST_DESCRIBE_STRUCT(PlaceDescription, (), (place, text))

/// One step of a row's arithmetic, from left to right: … times the column.
struct MetricTerm
{
    QString operation; ///< plus, minus, times, dividedBy
    QString column;    ///< of the metric's table

    friend bool operator==(const MetricTerm &, const MetricTerm &) = default;
};
BOOST_DESCRIBE_STRUCT(MetricTerm, (), (operation, column))

/// A condition that rows must meet to count for a metric; all of them must hold.
struct MetricFilter
{
    SchemaPlace column;
    QString comparison; ///< = <> < <= > >= in notIn isNull isNotNull
    std::vector<QString> values;

    friend bool operator==(const MetricFilter &, const MetricFilter &) = default;
};
BOOST_DESCRIBE_STRUCT(MetricFilter, (), (column, comparison, values))

/// A figure with a name: "revenue" is the sum of invoices.total where invoices.status is paid.
struct Metric
{
    QString name;
    std::vector<QString> synonyms;
    QString aggregate; ///< sum, average, minimum, maximum, count (of rows), countDistinct
    SchemaPlace of;    ///< the column; the table for count
    std::vector<MetricTerm> terms;
    std::vector<MetricFilter> filters;
    std::optional<QString> unit; ///< "EUR", "kg", "%"
    std::optional<QString> description;

    friend bool operator==(const Metric &, const Metric &) = default;
};
BOOST_DESCRIBE_STRUCT(Metric, (), (name, synonyms, aggregate, of, terms, filters, unit, description))

/// One end of a join: a table and its columns, in the order of the other end's.
struct JoinSide
{
    std::optional<QString> schema;
    QString table;
    std::vector<QString> columns;

    friend bool operator==(const JoinSide &, const JoinSide &) = default;
};
BOOST_DESCRIBE_STRUCT(JoinSide, (), (schema, table, columns))

/// How two tables belong together, or how they do not. To avoid every join of two tables,
/// both ends leave their columns out.
struct JoinPreference
{
    JoinSide from;
    JoinSide to;
    bool avoid = false;

    friend bool operator==(const JoinPreference &, const JoinPreference &) = default;
};
BOOST_DESCRIBE_STRUCT(JoinPreference, (), (from, to, avoid))

/// The business vocabulary of one connection: what its people call things. A value; what is
/// said here comes before everything that was found out by reading.
struct Vocabulary
{
    std::vector<Synonym> synonyms;
    std::vector<Metric> metrics;
    std::vector<SchemaPlace> hidden; ///< never named, joined or shown
    std::vector<JoinPreference> joins;
    std::vector<PlaceDescription> descriptions;

    bool isEmpty() const;
    friend bool operator==(const Vocabulary &, const Vocabulary &) = default;
};
BOOST_DESCRIBE_STRUCT(Vocabulary, (), (synonyms, metrics, hidden, joins, descriptions))

/// "table", "table.column" or "schema.table.column"; names with other characters than
/// letters, digits and underscores in double quotes.
QString placeText(const SchemaPlace &place);
/// The reverse; nothing for a text that is no place.
std::optional<SchemaPlace> placeFromText(QStringView text);

/// A phrase as phrases are compared: simplified and lower case.
QString phraseKey(const QString &phrase);

/// What both say; where they differ, what `added` says.
Vocabulary merged(Vocabulary base, const Vocabulary &added);

/// What changed from one to the other, in one line for a history: "2 words added, 1 metric changed".
QString changeSummary(const Vocabulary &before, const Vocabulary &after);

} // namespace tabletalk
