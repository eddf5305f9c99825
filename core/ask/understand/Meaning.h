// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/ask/read/Bucket.h"
#include "core/ask/read/Period.h"
#include "core/sql/Query.h"

#include <QDate>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace tabletalk::ask {

struct Meaning;
struct Ratio;

/// What is computed of two columns of a row, or of a column and today, before figures are made of it.
struct Combination
{
    enum class Operation {
        DaysSince,  ///< from the date in with
        YearsUntil, ///< to the day day
        Minus,
        Times,
    };

    Operation operation = Operation::Minus;
    Place with; ///< for YearsUntil the column itself
    QDate day = {};
    friend bool operator==(const Combination &, const Combination &) = default;
};

/// A figure: a column's value, or something computed from it.
struct Measure
{
    enum class Function { Value, CountRows, CountDistinct, Sum, Average, Minimum, Maximum, Ratio };

    Function function = Function::Value;
    Place of;                                 ///< for CountRows the table whose rows are counted
    int metric = -1;                          ///< of the vocabulary: adds its arithmetic and its conditions
    std::shared_ptr<const Ratio> ratio = {};  ///< for Ratio; of is then the place of its first figure
    std::optional<Bucket> bucket = {};        ///< for CountDistinct: of the parts of a date
    std::optional<Combination> combined = {}; ///< the column is taken together with another

    bool isAggregate() const { return function != Function::Value; }
    friend bool operator==(const Measure &, const Measure &) = default;
};

/// What a column is compared with.
struct Literal
{
    QString text;
    std::optional<double> number;
    friend bool operator==(const Literal &, const Literal &) = default;
};

/// A condition on one column.
struct Restriction
{
    enum class Kind {
        Compare,
        Between, ///< the two values
        Contains,
        StartsWith,
        EndsWith,
        Missing,
        During,  ///< the column's date lies in period
        Against, ///< compared with an aggregate of the same column over the table
        Beside,  ///< compared with another column of the same row
        Among,   ///< one of those that another query finds
    };

    Kind kind = Kind::Compare;
    Place column;
    sql::Comparison comparison = sql::Comparison::Equal;
    std::vector<Literal> values; ///< several: any of them, or all when allOf
    bool allOf = false;          ///< "both a cat and a dog": each from a row of its own
    bool negated = false;
    bool ofYear = false; ///< the column is a date, the values are years
    Period period;
    QString periodWords;     ///< as asked
    bool orPrevious = false; ///< an alternative to the restriction before it
    bool guessed = false;    ///< which date is meant was not said
    bool untilToday = false; ///< during: what lies before the day on which it is asked
    Measure::Function against = Measure::Function::Average;
    Place againstColumn;
    std::shared_ptr<const Meaning> rows; ///< for among: shows that column
};

/// A condition on a figure of a group: "with more than 3 orders".
struct GroupCondition
{
    Measure measure;
    sql::Comparison comparison = sql::Comparison::Greater;
    double value = 0;
    std::optional<double> upTo; ///< for between
    bool againstAll = false;    ///< compared with the same figure over all rows and not with value
};

struct OrderKey
{
    Measure measure;
    bool descending = false;
};

/// "with no orders (in 2020)": no row of the table that belongs to the entity's row.
struct Absence
{
    int table = -1;
    std::vector<Restriction> where;
};

/// One figure set against another.
struct Ratio
{
    enum class Operation {
        Share,      ///< per cent of by that of is
        ShareOfAll, ///< per cent of what all groups have together that a group has
        Quotient,   ///< of divided by by
        Difference, ///< of less by
    };

    Operation operation = Operation::Share;
    Measure of;
    Measure by;
    std::vector<Restriction> where = {};   ///< of counts only rows that meet these
    std::vector<Restriction> byWhere = {}; ///< and by only these
    std::vector<Absence> absences = {};    ///< of counts only rows that have none of these
};

/// The ratios among figures.
std::vector<std::shared_ptr<const Ratio>> ratiosOf(const std::vector<Measure> &measures);

/// What a question asks for, in terms of the schema but free of SQL.
struct Meaning
{
    int entity = -1;         ///< the table whose rows are spoken of
    bool everything = false; ///< all its columns
    std::vector<Measure> outputs;
    std::vector<Restriction> where;
    std::vector<Place> groups;     ///< columns, or tables for "each of its rows"
    std::optional<Place> periodOf; ///< a date column among the groups of which only the period counts
    Bucket bucket = Bucket::Year;  ///< which period
    std::vector<GroupCondition> having;
    std::vector<OrderKey> order;
    std::optional<qint64> limit;
    std::vector<Absence> absences;
    std::vector<int> tables; ///< tables that the question names
    std::vector<int> events; ///< tables of what happened, which verbs name: "diagnosed", "shipped"
    bool distinct = false;
    bool asksWho = false;              ///< people, each of them once
    std::optional<Place> besides = {}; ///< a reference that is not joined along, since it is what is asked for
    std::vector<size_t> unusedWords;
};

/// A number of rows as somebody typed it; there are never as many as the most.
inline qint64 asRowCount(double number)
{
    constexpr double most = 1e15;
    return number > 0 ? qint64(std::min(number, most)) : 0;
}

} // namespace tabletalk::ask
