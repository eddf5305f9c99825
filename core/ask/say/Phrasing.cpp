// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/Phrasing.h"

#include "core/ask/link/Glossary.h"
#include "core/ask/say/PeriodWords.h"
#include "core/text/Counted.h"
#include "core/text/NameParts.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

QString joined(const QStringList &parts, const QString &last)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return QString(parts.first(parts.size() - 1).join(u", "_s) + u' ' + last + u' ' + parts.back());
}

QString numberText(double number)
{
    return std::floor(number) == number && std::abs(number) < 1e15 ? QLocale().toString(qint64(number))
                                                                   : QLocale().toString(number, 'g', 12);
}

} // namespace

QString enumerated(const QStringList &parts)
{
    return joined(parts, translated("and"));
}

QString alternatives(const QStringList &parts)
{
    return joined(parts, translated("or"));
}

QString quoted(const QString &text)
{
    return QString(u'“' + text + u'”');
}

QString Phrasing::rows(int table) const
{
    return table < 0 ? translated("rows") : plural(humanName(m_index.table(table).name));
}

QString Phrasing::row(int table) const
{
    return table < 0 ? translated("row") : singular(humanName(m_index.table(table).name));
}

QString Phrasing::bareColumn(Place place) const
{
    return humanName(m_index.column(place).name);
}

QString Phrasing::ownedColumn(Place place) const
{
    return translated("%1 of the %2").arg(bareColumn(place), rows(place.table));
}

QString Phrasing::column(Place place) const
{
    return isSpokenOf(place.table) ? bareColumn(place) : ownedColumn(place);
}

QString Phrasing::measure(const Measure &measure) const
{
    if (measure.metric >= 0)
        return m_index.glossary()->metric(measure.metric).name;
    if (measure.combined)
        return combination(measure);
    switch (measure.function) {
    case Measure::Function::Value:
        return translated("the %1").arg(column(measure.of));
    case Measure::Function::CountRows:
        return translated("the number of %1").arg(rows(measure.of.table));
    case Measure::Function::CountDistinct:
        return translated("the number of different values of %1").arg(column(measure.of));
    case Measure::Function::Sum:
        return translated("the total of %1").arg(column(measure.of));
    case Measure::Function::Average:
        return translated("the average %1").arg(column(measure.of));
    case Measure::Function::Minimum:
        return translated("the lowest %1").arg(column(measure.of));
    case Measure::Function::Maximum:
        return translated("the highest %1").arg(column(measure.of));
    case Measure::Function::Ratio:
        return ratio(*measure.ratio);
    }
    return {};
}

QString Phrasing::combination(const Measure &measure) const
{
    const QString of = column(measure.of);
    const QString with = column(measure.combined->with);
    QString said;
    switch (measure.combined->operation) {
    case Combination::Operation::DaysSince:
        said = translated("days from %1 to %2").arg(with, of);
        break;
    case Combination::Operation::YearsUntil:
        said = translated("years since %1").arg(of);
        break;
    case Combination::Operation::Minus:
        said = translated("%1 less %2").arg(of, with);
        break;
    case Combination::Operation::Times:
        said = translated("%1 times %2").arg(of, with);
        break;
    }
    switch (measure.function) {
    case Measure::Function::Sum:
        return translated("the total of %1").arg(said);
    case Measure::Function::Average:
        return translated("the average %1").arg(said);
    case Measure::Function::Minimum:
        return translated("the lowest %1").arg(said);
    case Measure::Function::Maximum:
        return translated("the highest %1").arg(said);
    default:
        return translated("the %1").arg(said);
    }
}

QString Phrasing::ratio(const Ratio &ratio) const
{
    const auto figure = [&](const Measure &of, const std::vector<Restriction> &where,
                            const std::vector<Absence> &absences) {
        QStringList conditions;
        if (!where.empty())
            conditions << restrictions(where);
        for (const Absence &absent : absences)
            conditions << absence(absent);
        return conditions.isEmpty() ? measure(of) : translated("%1 where %2").arg(measure(of), enumerated(conditions));
    };
    const QString of = figure(ratio.of, ratio.where, ratio.absences);
    switch (ratio.operation) {
    case Ratio::Operation::Share:
        return translated("%1 as a percentage of %2").arg(of, figure(ratio.by, ratio.byWhere, {}));
    case Ratio::Operation::ShareOfAll:
        return translated("%1 as a percentage of the whole").arg(of);
    case Ratio::Operation::Quotient:
        return translated("%1 divided by %2").arg(of, figure(ratio.by, ratio.byWhere, {}));
    case Ratio::Operation::Difference:
        return translated("%1 less %2").arg(of, figure(ratio.by, ratio.byWhere, {}));
    }
    return {};
}

/// Columns that stand side by side are said with their table once: "the name and the city of the customers".
QString Phrasing::shown() const
{
    QStringList parts;
    if (m_meaning.everything)
        parts << translated("everything about the %1").arg(rows(m_meaning.entity));
    const std::vector<Measure> &outputs = m_meaning.outputs;
    for (size_t i = 0; i < outputs.size(); ++i) {
        if (outputs[i].isAggregate() || outputs[i].combined) {
            parts << measure(outputs[i]);
            continue;
        }
        const int table = outputs[i].of.table;
        QStringList columns;
        for (; i < outputs.size() && !outputs[i].isAggregate() && !outputs[i].combined && outputs[i].of.table == table;
             ++i)
            columns << translated("the %1").arg(bareColumn(outputs[i].of));
        --i;
        parts << translated("%1 of the %2").arg(enumerated(columns), rows(table));
    }
    return enumerated(parts);
}

QString Phrasing::group(Place place) const
{
    if (place.isTable())
        return row(place.table);
    if (m_meaning.periodOf == place)
        return bucket().arg(column(place));
    return column(place);
}

/// What groups take of a date.
QString Phrasing::bucket() const
{
    switch (m_meaning.bucket) {
    case Bucket::Year:
        return translated("year of the %1");
    case Bucket::Quarter:
        return translated("quarter of the %1");
    case Bucket::Month:
    case Bucket::MonthOfYear:
        return translated("month of the %1");
    case Bucket::Week:
        return translated("week of the %1");
    case Bucket::Day:
        return translated("day of the %1");
    case Bucket::DayOfWeek:
        return translated("day of the week of the %1");
    case Bucket::Hour:
        return translated("hour of the %1");
    }
    return u"%1"_s;
}

/// What is asked for literally may lie beyond the data: said, not mended.
QString Phrasing::during(const Restriction &r) const
{
    QString words = periodWords(r.period);
    const ColumnProfile &profile = m_index.column(r.column).profile;
    const DateForm &form = m_index.facts(r.column).dates;
    const bool sorts = form.kind == DateForm::Kind::Calendar || form.kind == DateForm::Kind::IsoText;
    if (!sorts || !profile.exact || r.period.sort != Period::Sort::Range)
        return words;
    const auto day = [](const std::optional<QString> &text) {
        return QDate::fromString(text.value_or(QString()).left(10), Qt::ISODate);
    };
    const QDate first = day(profile.minimum);
    const QDate last = day(profile.maximum);
    if (last.isValid() && r.period.from.isValid() && r.period.from.date() > last)
        return translated("%1 (there are no rows after %2)").arg(words, last.toString(Qt::ISODate));
    if (first.isValid() && r.period.to.isValid() && r.period.to.date() <= first)
        return translated("%1 (there are no rows before %2)").arg(words, first.toString(Qt::ISODate));
    return words;
}

QString Phrasing::comparison(sql::Comparison comparison, bool negated) const
{
    switch (comparison) {
    case sql::Comparison::Equal:
        return negated ? translated("is not") : translated("is");
    case sql::Comparison::NotEqual:
        return negated ? translated("is") : translated("is not");
    case sql::Comparison::Less:
        return negated ? translated("is not less than") : translated("is less than");
    case sql::Comparison::LessOrEqual:
        return negated ? translated("is more than") : translated("is at most");
    case sql::Comparison::Greater:
        return negated ? translated("is not more than") : translated("is more than");
    case sql::Comparison::GreaterOrEqual:
        return negated ? translated("is less than") : translated("is at least");
    }
    return {};
}

QString Phrasing::values(const Restriction &restriction) const
{
    QStringList values;
    for (const Literal &value : restriction.values)
        values << (value.number ? value.text : quoted(value.text));
    return restriction.allOf || restriction.kind == Restriction::Kind::Between ? enumerated(values)
                                                                               : alternatives(values);
}

/// Of conditions on a part of a text.
QString Phrasing::texts(const Restriction &r) const
{
    switch (r.kind) {
    case Restriction::Kind::Contains:
        return r.negated ? translated("does not contain %1") : translated("contains %1");
    case Restriction::Kind::StartsWith:
        return r.negated ? translated("does not start with %1") : translated("starts with %1");
    case Restriction::Kind::EndsWith:
        return r.negated ? translated("does not end with %1") : translated("ends with %1");
    case Restriction::Kind::Between:
        return r.negated ? translated("is not between %1") : translated("is between %1");
    default:
        return u"%1"_s;
    }
}

QString Phrasing::restriction(const Restriction &r) const
{
    QString of = translated("the %1").arg(column(r.column));
    if (r.ofYear)
        of = translated("the year of the %1").arg(column(r.column));
    switch (r.kind) {
    case Restriction::Kind::Compare:
        return QString(of + u' ' + comparison(r.comparison, r.negated) + u' ' + values(r));
    case Restriction::Kind::Missing:
        return QString(of + u' ' + (r.negated ? translated("is known") : translated("is missing")));
    case Restriction::Kind::Against:
        return QString(of + u' ' + comparison(r.comparison, r.negated) + u' ' + measure({r.against, r.againstColumn}));
    case Restriction::Kind::During:
        return QString(of + u' ' + (r.negated ? translated("not: %1").arg(during(r)) : during(r)));
    case Restriction::Kind::Beside:
        return QString(of + u' ' + comparison(r.comparison, r.negated) + u' ' + ownedColumn(r.againstColumn));
    case Restriction::Kind::Among: {
        const Phrasing inner(*r.rows, m_index);
        const bool equal = r.comparison == sql::Comparison::Equal;
        if (equal && !r.negated && r.rows->limit == 1 && !r.rows->order.empty())
            return translated("the %1 is the one with %2")
                .arg(row(r.column.table), inner.orderOf(r.rows->order.front()));
        QString others = inner.shown();
        if (!r.rows->where.empty())
            others = translated("%1 where %2").arg(others, inner.restrictions(r.rows->where));
        if (!equal)
            return QString(of + u' ' + comparison(r.comparison, r.negated) + u' ' + others);
        return (r.negated ? translated("%1 is not among %2") : translated("%1 is among %2")).arg(of, others);
    }
    default:
        return QString(of + u' ' + texts(r).arg(values(r)));
    }
}

QString Phrasing::restrictions(const std::vector<Restriction> &list) const
{
    QStringList all;
    for (const Restriction &r : list) {
        if (r.orPrevious && !all.isEmpty())
            all.back() = alternatives({all.back(), restriction(r)});
        else
            all << restriction(r);
    }
    return enumerated(all);
}

QString Phrasing::condition(const GroupCondition &having) const
{
    if (having.upTo)
        return translated("%1 is between %2 and %3")
            .arg(measure(having.measure), numberText(having.value), numberText(*having.upTo));
    if (having.againstAll)
        return QString(measure(having.measure) + u' ' + comparison(having.comparison, false) + u' '
                       + translated("that of all %1").arg(rows(having.measure.of.table)));
    if (having.measure.function != Measure::Function::CountRows || having.measure.metric >= 0)
        return QString(measure(having.measure) + u' ' + comparison(having.comparison, false) + u' '
                       + numberText(having.value));
    const QString many = rows(having.measure.of.table);
    if (having.value == 0 && having.comparison == sql::Comparison::Equal)
        return translated("there are no %1").arg(many);
    const QString count =
        counted(qint64(having.value), translated("one %1").arg(row(having.measure.of.table)), QString(u"%1 "_s + many));
    const QString are = having.value == 1 ? translated("there is %1") : translated("there are %1");
    return are.arg(amount(having.comparison).arg(count));
}

/// How a count stands to a number.
QString Phrasing::amount(sql::Comparison comparison) const
{
    switch (comparison) {
    case sql::Comparison::Equal:
        return translated("exactly %1");
    case sql::Comparison::NotEqual:
        return translated("not exactly %1");
    case sql::Comparison::Less:
        return translated("fewer than %1");
    case sql::Comparison::LessOrEqual:
        return translated("at most %1");
    case sql::Comparison::Greater:
        return translated("more than %1");
    case sql::Comparison::GreaterOrEqual:
        return translated("at least %1");
    }
    return {};
}

QString Phrasing::absence(const Absence &absence) const
{
    const QString none = translated("there are no %1").arg(rows(absence.table));
    return absence.where.empty() ? none : translated("%1 where %2").arg(none, restrictions(absence.where));
}

QString Phrasing::orderOf(const OrderKey &key) const
{
    const Measure &of = key.measure;
    if (of.function == Measure::Function::Value && of.metric < 0 && !of.combined) {
        const ColumnFacts &facts = m_index.facts(of.of);
        if (facts.temporal && !facts.numeric)
            return (key.descending ? translated("the latest %1") : translated("the earliest %1")).arg(column(of.of));
        if (facts.numeric || facts.yearLike)
            return (key.descending ? translated("the highest %1") : translated("the lowest %1")).arg(column(of.of));
        return (key.descending ? translated("the last %1 in the alphabet") : translated("the first %1 in the alphabet"))
            .arg(column(of.of));
    }
    QString figure = measure(of);
    const QString article = translated("the %1").arg(QString());
    if (figure.startsWith(article))
        figure = figure.sliced(article.size());
    return (key.descending ? translated("the highest %1") : translated("the lowest %1")).arg(figure);
}

} // namespace tabletalk::ask
