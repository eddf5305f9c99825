// SPDX-License-Identifier: GPL-3.0-or-later
//
// PlanBuilder: conditions on the columns of a row and on the figures of a group.
#include "core/ask/plan/DateConditions.h"
#include "core/ask/plan/PlanBuilder.h"
#include "core/ask/plan/TypeCare.h"
#include "core/ask/read/Periods.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

using sql::ExpressionPtr;
using Function = Measure::Function;
using Kind = sql::Expression::Kind;

/// In UTF-8. Engines bound what they compare with every row, SQLite as we open it to 128 bytes.
static constexpr qsizetype longestPattern = 120;

QString digits(double number)
{
    if (std::abs(number) < 1e15 && double(qint64(number)) == number)
        return QString::number(qint64(number));
    return QString::number(number, 'g', 15);
}

ExpressionPtr PlanBuilder::literal(Place column, const Literal &value) const
{
    const ColumnFacts &facts = m_index.facts(column);
    const ColumnType type = m_index.column(column).type;
    const bool textColumn = type == ColumnType::Text || type == ColumnType::Date || type == ColumnType::Timestamp
                            || type == ColumnType::Time || type == ColumnType::Json;
    if (mindsTypes() && isOpaque(m_index.column(column)))
        return sql::text(value.text);
    if (value.number && (!textColumn || facts.storedText))
        return sql::number(digits(*value.number));
    if (!value.number && facts.numeric && !facts.storedText) {
        bool ok = false;
        const double parsed = value.text.toDouble(&ok);
        if (ok)
            return sql::number(digits(parsed));
    }
    return sql::text(value.text);
}

/// The column as the left side of a condition.
ExpressionPtr PlanBuilder::compared(Place column, bool ordered) const
{
    if (ordered && m_index.facts(column).storedText)
        return sql::apply(Kind::AsNumber, {reference(column)});
    return m_index.column(column).type == ColumnType::Text ? spelled(column) : reference(column);
}

/// The column as a text that any other can be compared with: an enumeration or uuid is none by itself.
ExpressionPtr PlanBuilder::spelled(Place place) const
{
    const Column &column = m_index.column(place);
    ExpressionPtr plain = reference(place);
    return mindsTypes() && !isPlainText(column) && !isOpaque(column) ? sql::apply(Kind::AsText, {plain}) : plain;
}

/// Whether the engine would run the comparison at all.
bool PlanBuilder::canBeSaid(const Restriction &r) const
{
    // "Older than 80" is no question to a date of birth as it stands: SQLite would compare 80 as a text.
    const DateForm::Kind form = m_index.facts(r.column).dates.kind;
    const bool keepsDays = form == DateForm::Kind::Calendar || form == DateForm::Kind::IsoText;
    if (keepsDays && !r.ofYear && std::ranges::any_of(r.values, [](const Literal &v) { return v.number.has_value(); }))
        return false;
    const Column &column = m_index.column(r.column);
    // Telephone numbers and other codes are told apart by their digits but not put in order by them.
    const bool ordered = r.kind == Restriction::Kind::Between
                         || (r.comparison != sql::Comparison::Equal && r.comparison != sql::Comparison::NotEqual);
    if (ordered && column.role == ColumnRole::Code && column.type == ColumnType::Text)
        return false;
    if (!mindsTypes())
        return true;
    const bool dated = column.type == ColumnType::Date || column.type == ColumnType::Timestamp;
    if (r.ofYear)
        return dated || m_index.facts(r.column).numeric;
    return std::ranges::all_of(r.values, [&](const Literal &value) {
        return canHold(column, value.number && !dated ? digits(*value.number) : value.text);
    });
}

static QString escapedPattern(QString text)
{
    // LIKE without ESCAPE knows no way to say % or _ themselves; both are then matched by _.
    return text.replace(u'%', u'_');
}

/// The years that a condition on a date speaks of, as stretches of time.
static std::vector<Period> periodsOf(const Restriction &r)
{
    const auto year = [&](size_t i) { return int(*r.values[i].number); };
    if (r.kind == Restriction::Kind::Between)
        return {wholeYears(year(0), year(1))};
    std::vector<Period> periods;
    for (size_t i = 0; i < r.values.size(); ++i) {
        Period period = wholeYears(year(i), year(i));
        if (r.comparison == sql::Comparison::Greater)
            period.from = std::exchange(period.to, QDateTime());
        else if (r.comparison == sql::Comparison::GreaterOrEqual)
            period.to = QDateTime();
        else if (r.comparison == sql::Comparison::Less)
            period.to = std::exchange(period.from, QDateTime());
        else if (r.comparison == sql::Comparison::LessOrEqual)
            period.from = QDateTime();
        periods.push_back(std::move(period));
    }
    return periods;
}

/// Whether the column's dates can be compared as the condition asks; no other condition is printed.
bool PlanBuilder::isTellable(const Restriction &r) const
{
    const auto tells = [&](const Period &period) {
        return canTell(m_index.facts(r.column).dates, period, m_index.schema().dialect);
    };
    if (r.kind == Restriction::Kind::During)
        return tells(r.period);
    return !r.ofYear || std::ranges::all_of(periodsOf(r), tells);
}

ExpressionPtr PlanBuilder::duringYears(const Restriction &r) const
{
    std::vector<ExpressionPtr> any;
    for (const Period &period : periodsOf(r))
        any.push_back(within(reference(r.column), m_index.facts(r.column).dates, period));
    return any.size() == 1 ? any.front() : sql::apply(Kind::Or, std::move(any));
}

/// A column's average, greatest or least value over its whole table.
ExpressionPtr PlanBuilder::overAll(const Measure &figure) const
{
    sql::Select inner;
    const Table &table = m_index.table(figure.of.table);
    inner.from.push_back(
        {table.schema == m_index.schema().defaultSchema ? QString() : table.schema, table.name, {}, nullptr, false});
    const auto function = figure.function == Function::Average   ? sql::Aggregate::Average
                          : figure.function == Function::Maximum ? sql::Aggregate::Maximum
                                                                 : sql::Aggregate::Minimum;
    inner.outputs.push_back({sql::aggregate(function, sql::column({}, m_index.column(figure.of).name)), {}});
    return sql::scalar(std::move(inner));
}

ExpressionPtr PlanBuilder::condition(const Restriction &r)
{
    const auto negatedIf = [&](ExpressionPtr e) { return r.negated ? sql::negation(std::move(e)) : e; };
    if (r.kind == Restriction::Kind::During)
        return negatedIf(within(reference(r.column), m_index.facts(r.column).dates, r.period));
    if (r.ofYear) {
        const bool differs = r.kind == Restriction::Kind::Compare && r.comparison == sql::Comparison::NotEqual;
        return differs ? sql::negation(duringYears(r)) : negatedIf(duringYears(r));
    }
    const bool numbers = std::ranges::all_of(r.values, [](const Literal &v) { return v.number.has_value(); });
    const auto value = [&](size_t i) {
        // Text columns compared by equality keep their text form.
        const bool plainText = m_index.facts(r.column).storedText && r.comparison == sql::Comparison::Equal
                               && r.kind == Restriction::Kind::Compare;
        return plainText ? sql::text(r.values[i].text) : literal(r.column, r.values[i]);
    };
    if (r.kind == Restriction::Kind::Compare || r.kind == Restriction::Kind::Between)
        m_impossible = m_impossible || !canBeSaid(r);
    switch (r.kind) {
    case Restriction::Kind::Missing:
        return negatedIf(sql::apply(Kind::IsNull, {reference(r.column)}));
    case Restriction::Kind::Between:
        return negatedIf(sql::apply(Kind::Between, {compared(r.column, numbers), value(0), value(1)}));
    case Restriction::Kind::Contains:
    case Restriction::Kind::StartsWith:
    case Restriction::Kind::EndsWith: {
        const QString before = r.kind == Restriction::Kind::StartsWith ? QString() : u"%"_s;
        const QString after = r.kind == Restriction::Kind::EndsWith ? QString() : u"%"_s;
        std::vector<ExpressionPtr> patterns;
        for (const Literal &v : r.values) {
            const QString pattern = before + escapedPattern(v.text) + after;
            m_impossible = m_impossible || pattern.toUtf8().size() > longestPattern;
            patterns.push_back(sql::apply(Kind::Like, {spelled(r.column), sql::text(pattern)}));
        }
        if (patterns.size() == 1)
            return negatedIf(patterns.front());
        return negatedIf(sql::apply(r.allOf ? Kind::And : Kind::Or, std::move(patterns)));
    }
    case Restriction::Kind::Against: {
        m_impossible = m_impossible || (mindsTypes() && !m_index.facts(r.againstColumn).numeric);
        return negatedIf(sql::compare(reference(r.column), r.comparison, overAll({r.against, r.againstColumn})));
    }
    case Restriction::Kind::Beside:
        return negatedIf(sql::compare(reference(r.column), r.comparison, reference(r.againstColumn)));
    case Restriction::Kind::Among:
        return negatedIf(among(r));
    case Restriction::Kind::Compare:
    case Restriction::Kind::During:
        break;
    }
    const bool ordered = r.comparison != sql::Comparison::Equal && r.comparison != sql::Comparison::NotEqual;
    if (r.values.size() == 1) {
        const sql::Comparison comparison =
            r.negated && r.comparison == sql::Comparison::Equal ? sql::Comparison::NotEqual : r.comparison;
        ExpressionPtr e = sql::compare(compared(r.column, ordered && numbers), comparison, value(0));
        return comparison == r.comparison ? negatedIf(e) : e;
    }
    std::vector<ExpressionPtr> list{compared(r.column, false)};
    for (size_t i = 0; i < r.values.size(); ++i)
        list.push_back(value(i));
    return negatedIf(sql::apply(Kind::In, std::move(list)));
}

/// One of what another query finds, or the one that it finds.
ExpressionPtr PlanBuilder::among(const Restriction &r)
{
    std::optional<Plan> found = PlanBuilder(*r.rows, m_words, m_index, m_graph, m_choices).make();
    if (!found) {
        m_impossible = true;
        return sql::apply(Kind::IsNull, {reference(r.column)});
    }
    m_read.insert(found->tables.begin(), found->tables.end());
    found->select.distinct = false;
    if (found->select.limit == 1 || r.comparison != sql::Comparison::Equal)
        return sql::compare(reference(r.column), r.comparison, sql::scalar(std::move(found->select)));
    return sql::inSelect(reference(r.column), std::move(found->select));
}

ExpressionPtr PlanBuilder::conditions(const std::vector<Restriction> &restrictions)
{
    std::vector<ExpressionPtr> all;
    for (const Restriction &restriction : restrictions) {
        ExpressionPtr e = condition(restriction);
        if (restriction.orPrevious && !all.empty())
            all.back() = sql::apply(Kind::Or, {all.back(), e});
        else
            all.push_back(std::move(e));
    }
    ExpressionPtr result;
    for (const ExpressionPtr &e : all)
        result = sql::both(result, e);
    return result;
}

ExpressionPtr PlanBuilder::groupCondition(const GroupCondition &having, const Joined &joined)
{
    const ExpressionPtr figure = measured(having.measure, joined);
    if (having.againstAll)
        return sql::compare(figure, having.comparison, overAll(having.measure));
    if (having.upTo)
        return sql::apply(Kind::Between,
                          {figure, sql::number(digits(having.value)), sql::number(digits(*having.upTo))});
    return sql::compare(figure, having.comparison, sql::number(digits(having.value)));
}

} // namespace tabletalk::ask
